using NSec.Cryptography;

namespace IamSorry.Crypto;

// Specification card: FIPS 180-4, SHA-256 and SHA-512, in libsodium

/// <summary>
/// The hashes that opening a seal needs. From libsodium, which that loads anyway: the system's would load OpenSSL, 5 MB more,
/// for two hashes.
/// </summary>
internal static class Sha
{
    /// <summary>The size of a SHA-256 hash in bytes.</summary>
    public const int Size256 = 32;

    /// <summary>The 32 bytes of a SHA-256 hash.</summary>
    public static byte[] Hash256(ReadOnlySpan<byte> data)
    {
        Libsodium.Ensure();
        return HashAlgorithm.Sha256.Hash(data);
    }

    /// <summary>The 64 bytes of a SHA-512 hash.</summary>
    public static byte[] Hash512(ReadOnlySpan<byte> data)
    {
        Libsodium.Ensure();
        return HashAlgorithm.Sha512.Hash(data);
    }
}
