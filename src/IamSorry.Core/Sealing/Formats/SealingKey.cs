using System.Security.Cryptography;
using System.Text;
using IamSorry.Errors;
using IamSorry.Crypto;
using IamSorry.Sealing.Recipients;

namespace IamSorry.Sealing.Formats;

// Specification card: format v2
//   message = "iam-sorry sealing key v2" LF salt[32]               what the SSH key signs (SSHSIG, namespace iam-sorry, sha512)
// key = HKDF-SHA256(ikm = raw Ed25519 signature[64], salt = salt[32], info = "iam-sorry/v2 aes-256-gcm", 32 bytes) RFC 5869
//   sealed  = AES-256-GCM(key, nonce[12], plaintext, aad), tag[16]                                              NIST SP 800-38D
//   aad     = "iam-sorry/v2" 0x00 profile name 0x00 field name, UTF-8; no name may hold a 0x00, so no two pairs read the same
// Why a random nonce is safe: a key seals the two values of one profile once; two 96-bit nonces never meet.
// Why a signature may be a key: Ed25519 (RFC 8032) is deterministic, and its 64 bytes cannot be made without the private key.
// They are not uniform, which is what HKDF's extraction is for.

/// <summary>The AES key of one sealing. Disposing it zeroes it.</summary>
public sealed class SealingKey : IDisposable
{
    private static readonly UTF8Encoding StrictUtf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    private readonly AesKey _key;
    private readonly KeyStanza _stanza;

    private SealingKey(KeyStanza stanza, GuardedSecret signature)
    {
        _stanza = stanza;
        _key = AesKey.Derive(signature, stanza.Salt.Span, "iam-sorry/v2 aes-256-gcm"u8);
    }

    /// <summary>The message to be signed for a salt of 32 bytes.</summary>
    public static byte[] MessageFor(ReadOnlySpan<byte> salt) => [.. "iam-sorry sealing key v2\n"u8, .. salt];

    /// <summary>Derives the key from the secret of a stanza: the signature over <see cref="MessageFor"/>.</summary>
    /// <exception cref="ArgumentException">The secret has not 64 bytes, or the salt not 32.</exception>
    public static SealingKey Derive(KeyStanza stanza, GuardedSecret signature) =>
        signature.Size == OpenSsh.SshSignature.RawSize && stanza.Salt.Length == SealedValue.SaltSize
            ? new SealingKey(stanza, signature)
            : throw new ArgumentException("a signature has 64 bytes, a salt 32", nameof(signature));

    /// <summary>Seals a text of 1 to 4096 bytes for one field of one profile.</summary>
    public SealedValue Seal(string profile, string field, string text)
    {
        Span<byte> nonce = stackalloc byte[SealedValue.NonceSize];
        RandomNumberGenerator.Fill(nonce);
        return Seal(profile, field, text, nonce);
    }

    /// <summary>Opens a value.</summary>
    /// <returns>The text; or null when the value is not authentic: another key, another place, changed bytes.</returns>
    /// <exception cref="ArgumentException">The value belongs to another sealing, which the caller should have seen.</exception>
    /// <exception cref="UnsealException">It is authentic, but not a text.</exception>
    public string? TryOpen(string profile, string field, SealedValue value)
    {
        if (!value.KeyId.Equals(_stanza.Key) || !value.Salt.SequenceEqual(_stanza.Salt.Span))
        {
            throw new ArgumentException("the value was sealed with another key or salt", nameof(value));
        }

        Span<byte> buffer = stackalloc byte[SealedValue.LargestPlaintext];
        var plaintext = buffer[..value.Ciphertext.Length];
        try
        {
            return _key.TryDecrypt(value.Nonce, AssociatedData(profile, field), value.CiphertextAndTag, plaintext)
                ? DecodeText(plaintext, profile, field)
                : null;
        }
        finally
        {
            CryptographicOperations.ZeroMemory(buffer);
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _key.Dispose();

    // The nonce is given by the tests only, to meet the published vector.
    internal SealedValue Seal(string profile, string field, string text, ReadOnlySpan<byte> nonce)
    {
        Span<byte> buffer = stackalloc byte[SealedValue.LargestPlaintext];
        try
        {
            if (!StrictUtf8.TryGetBytes(text, buffer, out var length) || length == 0)
            {
                throw new InvalidInputException($"{field} of profile {profile} is empty or too long to be sealed");
            }

            var ciphertextAndTag = new byte[length + SealedValue.TagSize];
            _key.Encrypt(nonce, AssociatedData(profile, field), buffer[..length], ciphertextAndTag);
            return SealedValue.Assemble(_stanza.Key, _stanza.Salt.Span, nonce, ciphertextAndTag);
        }
        catch (EncoderFallbackException)
        {
            throw new InvalidInputException($"{field} of profile {profile} is not valid text");
        }
        finally
        {
            CryptographicOperations.ZeroMemory(buffer);
        }
    }

    internal static string DecodeText(ReadOnlySpan<byte> plaintext, string profile, string field)
    {
        try
        {
            return StrictUtf8.GetString(plaintext);
        }
        catch (DecoderFallbackException)
        {
            throw new UnsealException($"{field} of profile {profile} opens, but its content is not text");
        }
    }

    internal static byte[] AssociatedData(string profile, string field)
    {
        if (profile.Length == 0 || profile.Contains('\0') || field.Contains('\0'))
        {
            throw new InvalidInputException("a profile without a name, or with a NUL in it, cannot be sealed");
        }

        try
        {
            return [.. "iam-sorry/v2\0"u8, .. StrictUtf8.GetBytes(profile), 0, .. StrictUtf8.GetBytes(field)];
        }
        catch (EncoderFallbackException)
        {
            // A replacement character would make two names the same.
            throw new InvalidInputException("a profile whose name is not valid Unicode cannot be sealed");
        }
    }
}
