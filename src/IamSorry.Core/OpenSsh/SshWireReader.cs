using System.Buffers.Binary;
using System.Text;

namespace IamSorry.OpenSsh;

// Specification card
//   RFC 4251 section 5: uint32 = 4 bytes, big endian; string = uint32 length, then that many bytes.
//   A length is compared, unsigned, with what is really there before anything is sliced, and nothing is ever allocated for it.

/// <summary>Reads the data types of RFC 4251 from bytes that somebody else made. No input throws or allocates.</summary>
internal ref struct SshWireReader(ReadOnlySpan<byte> bytes)
{
    private const int LongestName = 64;

    private ReadOnlySpan<byte> _rest = bytes;

    /// <summary>What has not been read yet.</summary>
    public readonly ReadOnlySpan<byte> Rest => _rest;

    /// <summary>Whether everything has been read.</summary>
    public readonly bool AtEnd => _rest.IsEmpty;

    public bool TryReadUInt32(out uint value)
    {
        if (!BinaryPrimitives.TryReadUInt32BigEndian(_rest, out value))
        {
            return false;
        }

        _rest = _rest[sizeof(uint)..];
        return true;
    }

    public bool TryReadUInt64(out ulong value)
    {
        if (!BinaryPrimitives.TryReadUInt64BigEndian(_rest, out value))
        {
            return false;
        }

        _rest = _rest[sizeof(ulong)..];
        return true;
    }

    public bool TryReadByte(out byte value)
    {
        value = _rest.IsEmpty ? (byte)0 : _rest[0];
        return TryReadBytes(1, out _);
    }

    public bool TryReadBytes(int count, out ReadOnlySpan<byte> value)
    {
        if (count < 0 || count > _rest.Length)
        {
            value = default;
            return false;
        }

        value = _rest[..count];
        _rest = _rest[count..];
        return true;
    }

    public bool TryReadString(out ReadOnlySpan<byte> value)
    {
        if (!TryReadUInt32(out var length) || length > (uint)_rest.Length)
        {
            value = default;
            return false;
        }

        return TryReadBytes((int)length, out value);
    }

    /// <summary>
    /// Reads a name (an algorithm, a cipher): 1 to 64 printable ASCII characters without blanks, so that it may stand in a
    /// message.
    /// </summary>
    public bool TryReadName(out string value)
    {
        value = "";
        if (!TryReadString(out var bytes) || bytes.IsEmpty || bytes.Length > LongestName
            || bytes.ContainsAnyExceptInRange((byte)'!', (byte)'~'))
        {
            return false;
        }

        value = Encoding.ASCII.GetString(bytes);
        return true;
    }

    /// <summary>Reads these very bytes, or nothing.</summary>
    public bool TryReadExactly(ReadOnlySpan<byte> expected) =>
        TryReadBytes(expected.Length, out var actual) && actual.SequenceEqual(expected);

    /// <summary>Reads a string that holds these very bytes, or fails.</summary>
    public bool TryReadStringOf(ReadOnlySpan<byte> expected) => TryReadString(out var actual) && actual.SequenceEqual(expected);
}
