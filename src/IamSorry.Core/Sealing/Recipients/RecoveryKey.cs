using System.Security.Cryptography;
using IamSorry.Crypto;
using IamSorry.Errors;
using IamSorry.Sealing.Formats;

namespace IamSorry.Sealing.Recipients;

// Specification card: a recovery key of format v3
//   text  = "iam-sorry-recovery-key:" base64( x25519 private[32] )
//   words = 24 words of BIP 39's English list: the 256 bits and the first 8 bits of their SHA-256, 11 bits a word

/// <summary>
/// A key that opens without any SSH key: for a safe. It is shown once, and nothing of it is stored but the public half. Disposing
/// it zeroes it.
/// </summary>
public sealed class RecoveryKey : IDisposable
{
    /// <summary>What the text begins with.</summary>
    public const string Prefix = "iam-sorry-recovery-key:";

    private RecoveryKey(Span<byte> bytes)
    {
        Key = X25519Key.Take(bytes);
        Recipient = Recipient.OfRecovery(Key.Public);
    }

    /// <summary>The public half.</summary>
    public Recipient Recipient { get; }

    internal X25519Key Key { get; }

    /// <summary>A fresh one, with its text and its words: the only time that they are there.</summary>
    /// <param name="text">The line to keep.</param>
    /// <param name="words">The same as words.</param>
    public static RecoveryKey Generate(out string text, out string words)
    {
        Span<byte> bytes = stackalloc byte[X25519Key.Size];
        RandomNumberGenerator.Fill(bytes);
        text = Prefix + Convert.ToBase64String(bytes);
        words = RecoveryWords.Write(bytes);
        return new RecoveryKey(bytes);
    }

    /// <summary>Reads the text of one, or its words in any spacing and case.</summary>
    /// <exception cref="InvalidInputException">It is neither. The message does not tell what was read.</exception>
    public static RecoveryKey Parse(string text)
    {
        var bytes = text.Trim() is var trimmed && trimmed.StartsWith(Prefix, StringComparison.Ordinal)
            ? CanonicalBase64.TryDecode(trimmed.AsSpan(Prefix.Length), X25519Key.Size)
            : RecoveryWords.TryRead(trimmed);
        if (bytes?.Length == X25519Key.Size)
        {
            return new RecoveryKey(bytes);
        }

        CryptographicOperations.ZeroMemory(bytes);
        throw new InvalidInputException(
            "that is not a recovery key", $"give the line that begins with {Prefix}, or its 24 words");
    }

    /// <inheritdoc/>
    public void Dispose() => Key.Dispose();

    /// <summary>Never the key.</summary>
    public override string ToString() => Recipient.Fingerprint;
}
