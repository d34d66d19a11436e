using NSec.Cryptography;

namespace IamSorry.Crypto;

// Specification card: RFC 2104 and FIPS 198-1, HMAC with SHA-256, in libsodium
//   by way of RFC 5869, section 2.2: HKDF-Extract(salt, input) = HMAC-SHA256(key = salt, data = input)

/// <summary>The message authentication code that AWS signs requests with.</summary>
/// <remarks>
/// NSec's own HMAC takes keys of 32 bytes only; the first step of its HKDF is the same function for keys of any.
/// </remarks>
internal static class Hmac
{
    /// <summary>The 32 bytes of an HMAC-SHA256.</summary>
    public static byte[] Sha256(ReadOnlySpan<byte> key, ReadOnlySpan<byte> data)
    {
        Libsodium.Ensure();
        var code = new byte[Sha.Size256];
        KeyDerivationAlgorithm.HkdfSha256.Extract(data, key, code);
        return code;
    }
}
