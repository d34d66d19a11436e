using NSec.Cryptography;

namespace IamSorry.Crypto;

// Specification card: RFC 2104 with SHA-256, key[32], mac[32], in libsodium

/// <summary>Authenticates bytes with a key that is derived from a secret by HKDF-SHA256.</summary>
internal static class HmacSha256
{
    /// <summary>The size of a mac in bytes.</summary>
    public const int Size = 32;

    /// <summary>The mac of some bytes.</summary>
    public static byte[] Compute(GuardedSecret secret, ReadOnlySpan<byte> info, ReadOnlySpan<byte> data)
    {
        using var key = KeyDerivationAlgorithm.HkdfSha256.DeriveKey(secret.Value, [], info, MacAlgorithm.HmacSha256);
        return MacAlgorithm.HmacSha256.Mac(key, data);
    }

    /// <summary>Whether a mac is right. How long it takes does not tell where it differs.</summary>
    public static bool IsValid(
        GuardedSecret secret, ReadOnlySpan<byte> info, ReadOnlySpan<byte> data, ReadOnlySpan<byte> mac) =>
        System.Security.Cryptography.CryptographicOperations.FixedTimeEquals(Compute(secret, info, data), mac);
}
