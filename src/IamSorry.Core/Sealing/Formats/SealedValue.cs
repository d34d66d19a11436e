using System.Diagnostics.CodeAnalysis;
using IamSorry.Errors;
using IamSorry.OpenSsh;
using IamSorry.Sealing.Recipients;

namespace IamSorry.Sealing.Formats;

// Specification card: format v2 of a sealed value
//   text    = "__encrypted__:v2:" base64( key_id[32] salt[32] nonce[12] ciphertext[1..4096] tag[16] )
//   base64  = RFC 4648 section 4, with padding, unused bits zero, no white space: one value has one spelling
//   key_id  = SHA-256 of the ssh-ed25519 public key blob
//   salt    = random, the same for the two values of one sealing; nonce = random, a fresh one for each value

/// <summary>A sealed value taken apart. It holds no secret, and nothing in it is believed before it has been opened.</summary>
public sealed class SealedValue
{
    /// <summary>What every value begins with that this or the older tool has sealed.</summary>
    public const string Prefix = "__encrypted__:";

    /// <summary>What a value of format v2 begins with.</summary>
    public const string V2Prefix = Prefix + "v2:";

    /// <summary>The size of the salt in bytes.</summary>
    public const int SaltSize = 32;

    /// <summary>The size of the nonce in bytes.</summary>
    public const int NonceSize = 12;

    /// <summary>The size of the authentication tag in bytes.</summary>
    public const int TagSize = 16;

    /// <summary>The most bytes that can be sealed in one value.</summary>
    public const int LargestPlaintext = 4096;

    private const int Overhead = SshKeyId.Size + SaltSize + NonceSize + TagSize;

    private readonly byte[] _bytes;

    private SealedValue(byte[] bytes)
    {
        _bytes = bytes;
        KeyId = new SshKeyId(bytes.AsSpan(0, SshKeyId.Size));
    }

    /// <summary>The SSH key that it was sealed with.</summary>
    public SshKeyId KeyId { get; }

    /// <summary>What an identity finds the secret of the sealing by.</summary>
    public KeyStanza Stanza => new(KeyId, _bytes.AsMemory(SshKeyId.Size, SaltSize));

    /// <summary>The salt of the sealing.</summary>
    public ReadOnlySpan<byte> Salt => _bytes.AsSpan(SshKeyId.Size, SaltSize);

    /// <summary>The nonce of this value.</summary>
    public ReadOnlySpan<byte> Nonce => _bytes.AsSpan(SshKeyId.Size + SaltSize, NonceSize);

    /// <summary>The encrypted bytes.</summary>
    public ReadOnlySpan<byte> Ciphertext => _bytes.AsSpan((Overhead - TagSize)..^TagSize);

    /// <summary>The authentication tag.</summary>
    public ReadOnlySpan<byte> Tag => _bytes.AsSpan(^TagSize..);

    /// <summary>The encrypted bytes and the tag, as they follow one another.</summary>
    public ReadOnlySpan<byte> CiphertextAndTag => _bytes.AsSpan((Overhead - TagSize)..);

    /// <summary>Whether a text claims to be sealed, by whatever version.</summary>
    public static bool IsSealed(string text) => text.StartsWith(Prefix, StringComparison.Ordinal);

    /// <summary>Whether a text claims to be encrypted by the Python tool, whose values have no version.</summary>
    public static bool IsLegacy(string text) => IsSealed(text) && !text.AsSpan(Prefix.Length).Contains(':');

    /// <summary>Takes a sealed value apart.</summary>
    /// <exception cref="UnsealException">It is not of format v2, to the byte.</exception>
    public static SealedValue Parse(string text) =>
        TryParse(text, out var value, out var problem)
            ? value
            : throw new UnsealException(
                $"the sealed value is malformed: {problem}", "restore the credentials file from a backup");

    /// <summary>Takes a sealed value apart, or says in half a sentence why it is none.</summary>
    public static bool TryParse(string text, [NotNullWhen(true)] out SealedValue? value, out string problem)
    {
        value = null;
        if (!text.StartsWith(V2Prefix, StringComparison.Ordinal))
        {
            problem = IsSealed(text) ? "its version is not v2" : "it is not sealed";
            return false;
        }

        var encoded = text.AsSpan(V2Prefix.Length);
        var bytes = new byte[Overhead + LargestPlaintext];
        if (!Convert.TryFromBase64Chars(encoded, bytes, out var length)
            || !encoded.SequenceEqual(Convert.ToBase64String(bytes, 0, length)))
        {
            problem = "its base64 is broken, or it is too long";
            return false;
        }

        if (length <= Overhead)
        {
            problem = "it is too short";
            return false;
        }

        value = new SealedValue(bytes[..length]);
        problem = "";
        return true;
    }

    /// <summary>The value as it stands in the credentials file.</summary>
    public override string ToString() => V2Prefix + Convert.ToBase64String(_bytes);

    internal static SealedValue Assemble(
        SshKeyId keyId, ReadOnlySpan<byte> salt, ReadOnlySpan<byte> nonce, ReadOnlySpan<byte> ciphertextAndTag) =>
        new([.. keyId.Bytes, .. salt, .. nonce, .. ciphertextAndTag]);
}
