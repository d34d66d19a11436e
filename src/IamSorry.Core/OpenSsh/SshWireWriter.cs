using System.Buffers;
using System.Buffers.Binary;

namespace IamSorry.OpenSsh;

/// <summary>Writes the data types of RFC 4251, section 5. For public bytes only: its buffer is not zeroed.</summary>
internal sealed class SshWireWriter
{
    private readonly ArrayBufferWriter<byte> _buffer = new();

    public SshWireWriter Bytes(ReadOnlySpan<byte> value)
    {
        _buffer.Write(value);
        return this;
    }

    public SshWireWriter Byte(byte value) => Bytes([value]);

    public SshWireWriter UInt32(uint value)
    {
        BinaryPrimitives.WriteUInt32BigEndian(_buffer.GetSpan(sizeof(uint)), value);
        _buffer.Advance(sizeof(uint));
        return this;
    }

    public SshWireWriter UInt64(ulong value)
    {
        BinaryPrimitives.WriteUInt64BigEndian(_buffer.GetSpan(sizeof(ulong)), value);
        _buffer.Advance(sizeof(ulong));
        return this;
    }

    public SshWireWriter String(ReadOnlySpan<byte> value) => UInt32((uint)value.Length).Bytes(value);

    public byte[] ToArray() => _buffer.WrittenSpan.ToArray();
}
