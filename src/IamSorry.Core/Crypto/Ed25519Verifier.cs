using NSec.Cryptography;

namespace IamSorry.Crypto;

// Specification card: RFC 8032 section 5.1.7, Ed25519 (PureEdDSA)
// public key[32], signature[64] = R[32] S[32]; verified in libsodium, which refuses an S that is not below the group's order, a
// public
//   key or R of small order, and a public key that is not in its canonical spelling.

/// <summary>Verifies signatures of Ed25519 keys.</summary>
internal static class Ed25519Verifier
{
    /// <summary>
    /// Whether the key made the signature over the message. False for whatever is not a key or not a signature.
    /// </summary>
    public static bool IsValid(ReadOnlySpan<byte> publicKey, ReadOnlySpan<byte> message, ReadOnlySpan<byte> signature)
    {
        Libsodium.Ensure();
        return PublicKey.TryImport(SignatureAlgorithm.Ed25519, publicKey, KeyBlobFormat.RawPublicKey, out var key)
            && key is not null
            && SignatureAlgorithm.Ed25519.Verify(key, message, signature);
    }
}
