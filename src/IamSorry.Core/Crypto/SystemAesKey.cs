using System.Security.Cryptography;
using NSec.Cryptography;

namespace IamSorry.Crypto;

/// <summary>
/// AES-256-GCM by the system's library. It copies the key into its own memory, outside the garbage collector's, and clears it
/// there when it is freed; here the key is on the stack only, which is zeroed.
/// </summary>
internal sealed class SystemAesKey : AesKey
{
    private readonly AesGcm _aes;

    private SystemAesKey(AesGcm aes) => _aes = aes;

    public static SystemAesKey From(GuardedSecret secret, ReadOnlySpan<byte> salt, ReadOnlySpan<byte> info)
    {
        Span<byte> key = stackalloc byte[Size];
        try
        {
            KeyDerivationAlgorithm.HkdfSha256.DeriveBytes(secret.Value, salt, info, key);
            return new SystemAesKey(new AesGcm(key, TagSize));
        }
        finally
        {
            CryptographicOperations.ZeroMemory(key);
        }
    }

    public static SystemAesKey From(ReadOnlySpan<byte> secret, ReadOnlySpan<byte> salt, ReadOnlySpan<byte> info)
    {
        Span<byte> key = stackalloc byte[Size];
        try
        {
            HkdfSha256(secret, salt, info, key);
            return new SystemAesKey(new AesGcm(key, TagSize));
        }
        finally
        {
            CryptographicOperations.ZeroMemory(key);
        }
    }

    public static SystemAesKey OfRaw(ReadOnlySpan<byte> key) => new(new AesGcm(key, TagSize));

    public override void Encrypt(
        ReadOnlySpan<byte> nonce, ReadOnlySpan<byte> aad, ReadOnlySpan<byte> plaintext, Span<byte> sealedBytes) =>
        _aes.Encrypt(nonce, plaintext, sealedBytes[..^TagSize], sealedBytes[^TagSize..], aad);

    public override bool TryDecrypt(
        ReadOnlySpan<byte> nonce, ReadOnlySpan<byte> aad, ReadOnlySpan<byte> sealedBytes, Span<byte> plaintext)
    {
        try
        {
            _aes.Decrypt(nonce, sealedBytes[..^TagSize], sealedBytes[^TagSize..], plaintext, aad);
            return true;
        }
        catch (AuthenticationTagMismatchException)
        {
            CryptographicOperations.ZeroMemory(plaintext);
            return false;
        }
    }

    public override void Dispose() => _aes.Dispose();
}
