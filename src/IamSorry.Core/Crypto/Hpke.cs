using System.Buffers.Binary;
using System.Security.Cryptography;
using NSec.Cryptography;

namespace IamSorry.Crypto;

// Specification card: RFC 9180, HPKE, mode base (0x00), one message to a context
//   KEM  0x0020 DHKEM(X25519, HKDF-SHA256)   enc[32]
//   KDF  0x0001 HKDF-SHA256
//   AEAD 0x0002 AES-256-GCM                  key[32], nonce[12], tag[16]; the first message's nonce is the base nonce
// Base mode says nothing of the sender: whoever knows a public key can encrypt to it. Who did is told by a signature around it.
// DH result and intermediate keys lie on the stack, which is zeroed. The ephemeral key lies in guarded memory for one call.

/// <summary>Encrypts a short secret to a public key of X25519, and decrypts it.</summary>
internal static class Hpke
{
    /// <summary>The size of the ephemeral public key in bytes.</summary>
    public const int EncapsulationSize = X25519Key.Size;

    private const ushort Kem = 0x0020, Kdf = 0x0001, Aes256Gcm = 0x0002;
    private const int Hash = 32, Nonce = 12, LargestInput = 512;

    private static ReadOnlySpan<byte> Version => "HPKE-v1"u8;

    private static ReadOnlySpan<byte> KemSuite => [(byte)'K', (byte)'E', (byte)'M', 0x00, 0x20];

    /// <summary>Encrypts.</summary>
    /// <param name="recipient">The recipient's public key.</param>
    /// <param name="info">What the context is bound to.</param>
    /// <param name="plaintext">The secret.</param>
    /// <param name="enc">Gets the ephemeral public key.</param>
    /// <param name="ciphertext">Gets ciphertext and tag.</param>
    /// <returns>False where the public key is one that nobody can hold.</returns>
    public static bool TrySeal(
        ReadOnlySpan<byte> recipient, ReadOnlySpan<byte> info, ReadOnlySpan<byte> plaintext, Span<byte> enc,
        Span<byte> ciphertext)
    {
        using var ephemeral = X25519Key.Generate();
        return TrySeal(ephemeral, recipient, info, plaintext, enc, ciphertext);
    }

    /// <summary>Decrypts.</summary>
    /// <returns>False, and zeros, where it was not encrypted to this key with this info, or was changed.</returns>
    public static bool TryOpen(
        X25519Key recipient, ReadOnlySpan<byte> enc, ReadOnlySpan<byte> info, ReadOnlySpan<byte> ciphertext,
        Span<byte> plaintext)
    {
        Span<byte> shared = stackalloc byte[Hash];
        Span<byte> key = stackalloc byte[AesKey.Size];
        Span<byte> nonce = stackalloc byte[Nonce];
        try
        {
            if (!TryShare(recipient, enc, enc, recipient.Public, shared))
            {
                CryptographicOperations.ZeroMemory(plaintext);
                return false;
            }

            Schedule(shared, info, Aes256Gcm, key, nonce);
            using var aes = AesKey.Take(key);
            return aes.TryDecrypt(nonce, [], ciphertext, plaintext);
        }
        finally
        {
            CryptographicOperations.ZeroMemory(shared);
            CryptographicOperations.ZeroMemory(key);
        }
    }

    // The ephemeral key is given by the tests only, to meet the published vectors.
    internal static bool TrySeal(
        X25519Key ephemeral, ReadOnlySpan<byte> recipient, ReadOnlySpan<byte> info, ReadOnlySpan<byte> plaintext,
        Span<byte> enc, Span<byte> ciphertext)
    {
        Span<byte> shared = stackalloc byte[Hash];
        Span<byte> key = stackalloc byte[AesKey.Size];
        Span<byte> nonce = stackalloc byte[Nonce];
        try
        {
            if (!TryShare(ephemeral, recipient, ephemeral.Public, recipient, shared))
            {
                return false;
            }

            Schedule(shared, info, Aes256Gcm, key, nonce);
            using var aes = AesKey.Take(key);
            ephemeral.Public.CopyTo(enc);
            aes.Encrypt(nonce, [], plaintext, ciphertext);
            return true;
        }
        finally
        {
            CryptographicOperations.ZeroMemory(shared);
            CryptographicOperations.ZeroMemory(key);
        }
    }

    /// <summary>Section 4.1: the shared secret of the KEM.</summary>
    internal static bool TryShare(
        X25519Key own, ReadOnlySpan<byte> other, ReadOnlySpan<byte> enc, ReadOnlySpan<byte> recipient, Span<byte> shared)
    {
        Span<byte> dh = stackalloc byte[X25519Key.Size];
        Span<byte> prk = stackalloc byte[Hash];
        try
        {
            if (!own.TryAgree(other, dh))
            {
                return false;
            }

            Extract([], KemSuite, "eae_prk"u8, dh, prk);
            Expand(prk, KemSuite, "shared_secret"u8, [.. enc, .. recipient], shared);
            return true;
        }
        finally
        {
            CryptographicOperations.ZeroMemory(dh);
            CryptographicOperations.ZeroMemory(prk);
        }
    }

    /// <summary>Section 5.1: key and base nonce of the context, in base mode, for an AEAD of that key's size.</summary>
    internal static void Schedule(
        ReadOnlySpan<byte> shared, ReadOnlySpan<byte> info, ushort aead, Span<byte> key, Span<byte> baseNonce)
    {
        Span<byte> suite = stackalloc byte[10];
        "HPKE"u8.CopyTo(suite);
        BinaryPrimitives.WriteUInt16BigEndian(suite[4..], Kem);
        BinaryPrimitives.WriteUInt16BigEndian(suite[6..], Kdf);
        BinaryPrimitives.WriteUInt16BigEndian(suite[8..], aead);

        // mode, hash of the (empty) pre-shared key's id, hash of the info
        Span<byte> context = stackalloc byte[1 + Hash + Hash];
        Span<byte> secret = stackalloc byte[Hash];
        try
        {
            context[0] = 0;
            Extract([], suite, "psk_id_hash"u8, [], context[1..(1 + Hash)]);
            Extract([], suite, "info_hash"u8, info, context[(1 + Hash)..]);
            Extract(shared, suite, "secret"u8, [], secret);
            Expand(secret, suite, "key"u8, context, key);
            Expand(secret, suite, "base_nonce"u8, context, baseNonce);
        }
        finally
        {
            CryptographicOperations.ZeroMemory(secret);
        }
    }

    private static void Extract(
        ReadOnlySpan<byte> salt, ReadOnlySpan<byte> suite, ReadOnlySpan<byte> label, ReadOnlySpan<byte> input, Span<byte> prk)
    {
        // an info may be long, and is no secret; all that is fits
        var size = Version.Length + suite.Length + label.Length + input.Length;
        Span<byte> labelled = size <= LargestInput ? stackalloc byte[LargestInput] : new byte[size];
        try
        {
            var length = Join(labelled, Version, suite, label, input);
            KeyDerivationAlgorithm.HkdfSha256.Extract(labelled[..length], salt, prk);
        }
        finally
        {
            CryptographicOperations.ZeroMemory(labelled);
        }
    }

    private static void Expand(
        ReadOnlySpan<byte> prk, ReadOnlySpan<byte> suite, ReadOnlySpan<byte> label, ReadOnlySpan<byte> info, Span<byte> output)
    {
        Span<byte> labelled = stackalloc byte[LargestInput];
        BinaryPrimitives.WriteUInt16BigEndian(labelled, (ushort)output.Length);
        var length = sizeof(ushort) + Join(labelled[sizeof(ushort)..], Version, suite, label, info);
        KeyDerivationAlgorithm.HkdfSha256.Expand(prk, labelled[..length], output);
    }

    private static int Join(
        Span<byte> target, ReadOnlySpan<byte> first, ReadOnlySpan<byte> second, ReadOnlySpan<byte> third,
        ReadOnlySpan<byte> fourth)
    {
        first.CopyTo(target);
        second.CopyTo(target[first.Length..]);
        third.CopyTo(target[(first.Length + second.Length)..]);
        fourth.CopyTo(target[(first.Length + second.Length + third.Length)..]);
        return first.Length + second.Length + third.Length + fourth.Length;
    }
}
