using System.Security.Cryptography;
using NSec.Cryptography;

namespace IamSorry.Crypto;

// Specification card: RFC 7748 section 5, X25519
//   private key[32], clamped when it is used; public key[32]; shared secret[32]
//   A shared secret of zeros (a public key of small order) is no secret, and is refused: RFC 7748 section 6.1.

/// <summary>A private key of X25519, in libsodium's guarded memory.</summary>
internal sealed class X25519Key : IDisposable
{
    /// <summary>The size of private keys, public keys and shared secrets in bytes.</summary>
    public const int Size = 32;

    private readonly Key _key;
    private readonly byte[] _public;

    private X25519Key(Key key)
    {
        _key = key;
        _public = key.PublicKey.Export(KeyBlobFormat.RawPublicKey);
    }

    /// <summary>The public half, which tells nothing.</summary>
    public ReadOnlySpan<byte> Public => _public;

    /// <summary>Makes the key of a secret: HKDF-SHA256, 32 bytes.</summary>
    public static X25519Key Derive(GuardedSecret secret, ReadOnlySpan<byte> salt, ReadOnlySpan<byte> info)
    {
        Span<byte> bytes = stackalloc byte[Size];
        KeyDerivationAlgorithm.HkdfSha256.DeriveBytes(secret.Value, salt, info, bytes);
        return Take(bytes);
    }

    /// <summary>Moves a private key in: the bytes that it came in are zeroed.</summary>
    public static X25519Key Take(Span<byte> bytes)
    {
        Libsodium.Ensure();
        try
        {
            return new X25519Key(Key.Import(KeyAgreementAlgorithm.X25519, bytes, KeyBlobFormat.RawPrivateKey));
        }
        finally
        {
            CryptographicOperations.ZeroMemory(bytes);
        }
    }

    /// <summary>A fresh key, for one message.</summary>
    public static X25519Key Generate()
    {
        Span<byte> bytes = stackalloc byte[Size];
        RandomNumberGenerator.Fill(bytes);
        return Take(bytes);
    }

    /// <summary>Agrees with the holder of a public key on 32 bytes, which the caller zeroes.</summary>
    /// <returns>False, and zeros, where the result is no secret.</returns>
    public bool TryAgree(ReadOnlySpan<byte> other, Span<byte> shared)
    {
        var exportable = new SharedSecretCreationParameters { ExportPolicy = KeyExportPolicies.AllowPlaintextExport };
        using var secret = PublicKey.TryImport(KeyAgreementAlgorithm.X25519, other, KeyBlobFormat.RawPublicKey, out var key)
            && key is not null ? KeyAgreementAlgorithm.X25519.Agree(_key, key, exportable) : null;
        if (secret is not null && secret.TryExport(SharedSecretBlobFormat.RawSharedSecret, shared, out var length)
            && length == Size && shared.ContainsAnyExcept((byte)0))
        {
            return true;
        }

        CryptographicOperations.ZeroMemory(shared);
        return false;
    }

    /// <inheritdoc/>
    public void Dispose() => _key.Dispose();

    /// <summary>Never the private key.</summary>
    public override string ToString() => "x25519 key";
}
