using NSec.Cryptography;

namespace IamSorry.Crypto;

// Specification card
//   key    = HKDF-SHA256(secret, salt, info, 32 bytes)                          RFC 5869: extract and expand
//   sealed = AES-256-GCM(key, nonce[12], plaintext, aad) tag[16]                NIST SP 800-38D, RFC 5116 section 5.2
//   A nonce is never used twice with a key: that is the caller's duty.

/// <summary>
/// A key of AES-256-GCM, made by HKDF-SHA256. Two implementations with the same bytes: libsodium's, whose key lies in guarded
/// memory, and the system's where the processor has no AES instructions, without which libsodium does not do AES.
/// </summary>
internal abstract class AesKey : IDisposable
{
    public const int Size = 32;
    public const int NonceSize = 12;
    public const int TagSize = 16;

    /// <summary>Derives a key from a secret in guarded memory.</summary>
    public static AesKey Derive(GuardedSecret secret, ReadOnlySpan<byte> salt, ReadOnlySpan<byte> info) =>
        SodiumAesKey.IsSupported ? SodiumAesKey.From(secret, salt, info) : SystemAesKey.From(secret, salt, info);

    /// <summary>Derives a key from bytes that are no secret of ours: the key file of the older tool.</summary>
    public static AesKey DeriveFromFile(ReadOnlySpan<byte> file, ReadOnlySpan<byte> salt, ReadOnlySpan<byte> info) =>
        SodiumAesKey.IsSupported ? SodiumAesKey.From(file, salt, info) : SystemAesKey.From(file, salt, info);

    /// <summary>Moves a key in that was derived elsewhere: the bytes that it came in are zeroed.</summary>
    public static AesKey Take(Span<byte> key)
    {
        try
        {
            return SodiumAesKey.IsSupported ? SodiumAesKey.OfRaw(key) : SystemAesKey.OfRaw(key);
        }
        finally
        {
            System.Security.Cryptography.CryptographicOperations.ZeroMemory(key);
        }
    }

    /// <summary>HKDF-SHA256, into a buffer on the stack that the caller zeroes.</summary>
    public static void HkdfSha256(
        ReadOnlySpan<byte> secret, ReadOnlySpan<byte> salt, ReadOnlySpan<byte> info, Span<byte> output) =>
        KeyDerivationAlgorithm.HkdfSha256.DeriveBytes(secret, salt, info, output);

    /// <summary>Encrypts; the tag follows the ciphertext.</summary>
    public abstract void Encrypt(
        ReadOnlySpan<byte> nonce, ReadOnlySpan<byte> aad, ReadOnlySpan<byte> plaintext, Span<byte> sealedBytes);

    /// <summary>Decrypts ciphertext and tag.</summary>
    /// <returns>False, and a plaintext of zeros, when they are not authentic.</returns>
    public abstract bool TryDecrypt(
        ReadOnlySpan<byte> nonce, ReadOnlySpan<byte> aad, ReadOnlySpan<byte> sealedBytes, Span<byte> plaintext);

    public abstract void Dispose();
}
