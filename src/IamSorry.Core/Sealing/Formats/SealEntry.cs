using IamSorry.Sealing.Recipients;

namespace IamSorry.Sealing.Formats;

/// <summary>One recipient of a seal of format v3, with the file key wrapped for it.</summary>
/// <param name="Recipient">Who.</param>
/// <param name="Enc">HPKE's ephemeral public key, 32 bytes.</param>
/// <param name="Wrapped">The encrypted file key and its tag, 48 bytes.</param>
public sealed record SealEntry(Recipient Recipient, ReadOnlyMemory<byte> Enc, ReadOnlyMemory<byte> Wrapped)
{
    /// <summary>The size of a wrapped file key.</summary>
    internal const int WrappedSize = FileKey.Size + 16;
}
