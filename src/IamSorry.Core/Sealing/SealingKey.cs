using System.Security.Cryptography;
using System.Text;
using IamSorry.Errors;
using IamSorry.OpenSsh;

namespace IamSorry.Sealing;

// Specification card: format v2
//   message = "iam-sorry sealing key v2" LF salt[32]               what the SSH key signs (SSHSIG, namespace iam-sorry, sha512)
//   key     = HKDF-SHA256(ikm = raw Ed25519 signature[64], salt = salt[32], info = "iam-sorry/v2 aes-256-gcm", 32 bytes)    RFC 5869
//   sealed  = AES-256-GCM(key, nonce[12], plaintext, aad), tag[16]                                              NIST SP 800-38D
//   aad     = "iam-sorry/v2" 0x00 profile name 0x00 field name, UTF-8; no name may hold a 0x00, so no two pairs read the same
// Why a random nonce is safe: a key seals the two values of one profile once; two 96-bit nonces never meet.
// Why a signature may be a key: Ed25519 (RFC 8032) is deterministic, and its 64 bytes cannot be made without the private key.
// They are not uniform, which is what HKDF's extraction is for.

/// <summary>The AES key of one sealing. Disposing it zeroes it.</summary>
public sealed class SealingKey : IDisposable
{
    private const int KeySize = 32;

    private static readonly UTF8Encoding StrictUtf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    // Pinned, so that the garbage collector leaves no copies behind when it moves things.
    private readonly byte[] _key = GC.AllocateArray<byte>(KeySize, pinned: true);
    private readonly byte[] _salt;
    private readonly SshKeyId _keyId;
    private bool _disposed;

    private SealingKey(SshKeyId keyId, ReadOnlySpan<byte> salt) => (_keyId, _salt) = (keyId, salt.ToArray());

    /// <summary>The message to be signed for a salt of 32 bytes.</summary>
    public static byte[] MessageFor(ReadOnlySpan<byte> salt) => [.. "iam-sorry sealing key v2\n"u8, .. salt];

    /// <summary>Derives the key from the signature over <see cref="MessageFor"/>.</summary>
    /// <exception cref="ArgumentException">The signature has not 64 bytes, or the salt not 32.</exception>
    public static SealingKey Derive(SshKeyId keyId, ReadOnlySpan<byte> salt, ReadOnlySpan<byte> signature)
    {
        if (signature.Length != SshSignature.RawSize || salt.Length != SealedValue.SaltSize)
        {
            throw new ArgumentException("a signature has 64 bytes, a salt 32", nameof(signature));
        }

        var key = new SealingKey(keyId, salt);
        HkdfSha256(signature, salt, "iam-sorry/v2 aes-256-gcm"u8, key._key);
        return key;
    }

    /// <summary>Seals 1 to 4096 bytes for one field of one profile.</summary>
    public SealedValue Seal(string profile, string field, ReadOnlySpan<byte> plaintext)
    {
        Span<byte> nonce = stackalloc byte[SealedValue.NonceSize];
        RandomNumberGenerator.Fill(nonce);
        return Seal(profile, field, plaintext, nonce);
    }

    /// <summary>Opens a value.</summary>
    /// <returns>
    /// The plaintext, which the caller zeroes; or null when the value is not authentic: another key, another place, changed bytes.
    /// </returns>
    /// <exception cref="ArgumentException">The value belongs to another sealing, which the caller should have seen.</exception>
    public byte[]? TryOpen(string profile, string field, SealedValue value)
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        if (!value.KeyId.Equals(_keyId) || !value.Salt.SequenceEqual(_salt))
        {
            throw new ArgumentException("the value was sealed with another key or salt", nameof(value));
        }

        var plaintext = new byte[value.Ciphertext.Length];
        using var aes = new AesGcm(_key, SealedValue.TagSize);
        try
        {
            aes.Decrypt(value.Nonce, value.Ciphertext, value.Tag, plaintext, AssociatedData(profile, field));
            return plaintext;
        }
        catch (AuthenticationTagMismatchException)
        {
            CryptographicOperations.ZeroMemory(plaintext);
            return null;
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        CryptographicOperations.ZeroMemory(_key);
        _disposed = true;
    }

    // The nonce is given by the tests only, to meet the published vector.
    internal SealedValue Seal(string profile, string field, ReadOnlySpan<byte> plaintext, ReadOnlySpan<byte> nonce)
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        if (plaintext.Length is 0 or > SealedValue.LargestPlaintext)
        {
            throw new InvalidInputException($"{field} of profile {profile} is empty or too long to be sealed");
        }

        var ciphertext = new byte[plaintext.Length];
        var tag = new byte[SealedValue.TagSize];
        using var aes = new AesGcm(_key, SealedValue.TagSize);
        aes.Encrypt(nonce, plaintext, ciphertext, tag, AssociatedData(profile, field));
        return SealedValue.Assemble(_keyId, _salt, nonce, ciphertext, tag);
    }

    internal static void HkdfSha256(ReadOnlySpan<byte> secret, ReadOnlySpan<byte> salt, ReadOnlySpan<byte> info, Span<byte> output) =>
        HKDF.DeriveKey(HashAlgorithmName.SHA256, secret, output, salt, info);

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
            throw new InvalidInputException("a profile whose name is no valid Unicode cannot be sealed");
        }
    }
}
