using System.Security.Cryptography;
using NSec.Cryptography;

namespace IamSorry.Crypto;

/// <summary>
/// A secret that keys are derived from, in libsodium's guarded memory: locked against swapping, between pages that nobody may
/// touch, zeroed when it is freed. The garbage collector never sees it, so it leaves no copies behind.
/// </summary>
public sealed class GuardedSecret : IDisposable
{
    /// <summary>The most bytes that one can hold.</summary>
    private const int Largest = 128;

    private GuardedSecret(SharedSecret value) => Value = value;

    /// <summary>How many bytes it has.</summary>
    public int Size => Value.Size;

    /// <summary>The secret, for derivation.</summary>
    internal SharedSecret Value { get; }

    /// <summary>Moves a secret in: the bytes that it came in are zeroed.</summary>
    public static GuardedSecret Take(Span<byte> secret)
    {
        Libsodium.Ensure();
        try
        {
            // to be compared with another one (Matches), it has to come out again
            var comparable = new SharedSecretCreationParameters { ExportPolicy = KeyExportPolicies.AllowPlaintextExport };
            return new GuardedSecret(SharedSecret.Import(secret, SharedSecretBlobFormat.RawSharedSecret, comparable));
        }
        finally
        {
            CryptographicOperations.ZeroMemory(secret);
        }
    }

    /// <summary>Fresh random bytes.</summary>
    public static GuardedSecret Random(int size)
    {
        Span<byte> bytes = stackalloc byte[size];
        RandomNumberGenerator.Fill(bytes);
        return Take(bytes);
    }

    /// <summary>Copies the secret out, into bytes that the caller zeroes: to be encrypted.</summary>
    internal void CopyTo(Span<byte> target)
    {
        if (!Value.TryExport(SharedSecretBlobFormat.RawSharedSecret, target, out var length) || length != target.Length)
        {
            throw new ArgumentException("the secret has another size", nameof(target));
        }
    }

    /// <summary>Whether both hold the same bytes. How long it takes does not tell where they differ.</summary>
    public bool Matches(GuardedSecret other)
    {
        Span<byte> mine = stackalloc byte[Largest];
        Span<byte> theirs = stackalloc byte[Largest];
        try
        {
            return Value.TryExport(SharedSecretBlobFormat.RawSharedSecret, mine, out var length)
                && other.Value.TryExport(SharedSecretBlobFormat.RawSharedSecret, theirs, out var otherLength)
                && CryptographicOperations.FixedTimeEquals(mine[..length], theirs[..otherLength]);
        }
        finally
        {
            CryptographicOperations.ZeroMemory(mine);
            CryptographicOperations.ZeroMemory(theirs);
        }
    }

    /// <inheritdoc/>
    public void Dispose() => Value.Dispose();

    /// <summary>Never the secret.</summary>
    public override string ToString() => "secret";
}
