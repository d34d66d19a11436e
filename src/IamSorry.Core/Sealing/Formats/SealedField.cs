using System.Diagnostics.CodeAnalysis;

namespace IamSorry.Sealing.Formats;

// Specification card: format v3, the value of a sealed field
//   text = "__encrypted__:v3:" base64( nonce[12] ciphertext[1..16384] tag[16] )

/// <summary>A sealed value of format v3 taken apart.</summary>
internal sealed class SealedField
{
    /// <summary>What the text begins with.</summary>
    public const string Prefix = SealedValue.Prefix + "v3:";

    /// <summary>The most bytes that can be sealed in one value.</summary>
    public const int LargestPlaintext = 16 * 1024;

    private const int Overhead = SealedValue.NonceSize + SealedValue.TagSize;

    private readonly byte[] _bytes;

    private SealedField(byte[] bytes) => _bytes = bytes;

    public ReadOnlySpan<byte> Nonce => _bytes.AsSpan(0, SealedValue.NonceSize);

    public ReadOnlySpan<byte> CiphertextAndTag => _bytes.AsSpan(SealedValue.NonceSize);

    /// <summary>How many bytes come out.</summary>
    public int Length => _bytes.Length - Overhead;

    /// <summary>Whether a text claims to be of format v3.</summary>
    public static bool IsSealed(string text) => text.StartsWith(Prefix, StringComparison.Ordinal);

    /// <summary>Takes a value apart, or says in half a sentence why it is none.</summary>
    public static bool TryParse(string text, [NotNullWhen(true)] out SealedField? field, out string problem)
    {
        field = null;
        if (!IsSealed(text))
        {
            problem = SealedValue.IsLegacy(text) ? "it was encrypted by the older tool"
                : SealedValue.IsSealed(text) ? "its version is not v3" : "it is not sealed";
            return false;
        }

        if (CanonicalBase64.TryDecode(text.AsSpan(Prefix.Length), Overhead + LargestPlaintext) is not { } bytes)
        {
            problem = "its base64 is broken, or it is too long";
            return false;
        }

        if (bytes.Length <= Overhead)
        {
            problem = "it is too short";
            return false;
        }

        problem = "";
        field = new SealedField(bytes);
        return true;
    }

    public static SealedField Assemble(ReadOnlySpan<byte> nonce, ReadOnlySpan<byte> ciphertextAndTag)
        => new([.. nonce, .. ciphertextAndTag]);

    /// <summary>The value as it stands in the file.</summary>
    public override string ToString() => Prefix + Convert.ToBase64String(_bytes);
}
