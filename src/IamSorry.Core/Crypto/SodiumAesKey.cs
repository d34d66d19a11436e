using System.Security.Cryptography;
using NSec.Cryptography;

namespace IamSorry.Crypto;

/// <summary>
/// AES-256-GCM by libsodium. The key lies in guarded memory; on its way there it is on the stack, which is zeroed.
/// </summary>
internal sealed class SodiumAesKey : AesKey
{
    private readonly Key _key;

    private SodiumAesKey(Key key) => _key = key;

    /// <summary>Whether the processor has the instructions that libsodium's AES needs.</summary>
    public static bool IsSupported
    {
        get
        {
            Libsodium.Ensure();
            return Aes256Gcm.IsSupported;
        }
    }

    public static SodiumAesKey From(GuardedSecret secret, ReadOnlySpan<byte> salt, ReadOnlySpan<byte> info) =>
        new(KeyDerivationAlgorithm.HkdfSha256.DeriveKey(secret.Value, salt, info, AeadAlgorithm.Aes256Gcm));

    public static SodiumAesKey From(ReadOnlySpan<byte> secret, ReadOnlySpan<byte> salt, ReadOnlySpan<byte> info) =>
        new(KeyDerivationAlgorithm.HkdfSha256.DeriveKey(secret, salt, info, AeadAlgorithm.Aes256Gcm));

    public static SodiumAesKey OfRaw(ReadOnlySpan<byte> key) =>
        new(Key.Import(AeadAlgorithm.Aes256Gcm, key, KeyBlobFormat.RawSymmetricKey));

    public override void Encrypt(
        ReadOnlySpan<byte> nonce, ReadOnlySpan<byte> aad, ReadOnlySpan<byte> plaintext, Span<byte> sealedBytes) =>
        AeadAlgorithm.Aes256Gcm.Encrypt(_key, nonce, aad, plaintext, sealedBytes);

    public override bool TryDecrypt(
        ReadOnlySpan<byte> nonce, ReadOnlySpan<byte> aad, ReadOnlySpan<byte> sealedBytes, Span<byte> plaintext)
    {
        if (AeadAlgorithm.Aes256Gcm.Decrypt(_key, nonce, aad, sealedBytes, plaintext))
        {
            return true;
        }

        CryptographicOperations.ZeroMemory(plaintext);
        return false;
    }

    public override void Dispose() => _key.Dispose();
}
