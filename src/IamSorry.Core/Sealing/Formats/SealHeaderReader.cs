using System.Diagnostics.CodeAnalysis;
using IamSorry.Crypto;
using IamSorry.OpenSsh;
using IamSorry.Sealing.Recipients;

namespace IamSorry.Sealing.Formats;

/// <summary>Takes the header of a seal apart, to the byte. No input throws, and none is guessed at.</summary>
internal static class SealHeaderReader
{
    // 32 recipients take 9.5 kB
    private const int Largest = 16 * 1024;

    // the last second of the year 9999
    private const long LatestSeconds = 253_402_300_799;

    /// <summary>Reads a header, or says in half a sentence why it is none.</summary>
    public static bool TryRead(string text, [NotNullWhen(true)] out SealHeader? header, out string problem)
    {
        header = null;
        if (!text.StartsWith(SealHeader.Prefix, StringComparison.Ordinal))
        {
            problem = "its version is not v3";
            return false;
        }

        if (CanonicalBase64.TryDecode(text.AsSpan(SealHeader.Prefix.Length), Largest) is not { } bytes)
        {
            problem = "its base64 is broken, or it is too long";
            return false;
        }

        var reader = new SshWireReader(bytes);
        if (!reader.TryReadStringOf("iam-sorry/v3"u8))
        {
            problem = "it is not of format v3";
            return false;
        }

        if (!TryReadName(ref reader, out var account) || !TryReadName(ref reader, out var user)
            || !reader.TryReadUInt64(out var sealedAt) || !reader.TryReadUInt32(out var count))
        {
            problem = "it is cut short, or a name in it is not text";
            return false;
        }

        if (account.Length > 0 && !(account.Length == 12 && account.All(char.IsAsciiDigit)))
        {
            problem = "its account is not one of twelve digits";
            return false;
        }

        if (sealedAt > LatestSeconds)
        {
            problem = "its date is out of range";
            return false;
        }

        if (count is < 1 or > SealHeader.MostRecipients)
        {
            problem = $"it has {count} recipients; 1 to {SealHeader.MostRecipients} are allowed";
            return false;
        }

        var entries = new List<SealEntry>((int)count);
        for (var i = 0; i < count; i++)
        {
            if (!TryReadEntry(ref reader, bytes, out var entry, out problem))
            {
                return false;
            }

            if (entries.Exists(other => other.Recipient.Resembles(entry.Recipient)))
            {
                problem = "a recipient stands in it twice";
                return false;
            }

            entries.Add(entry);
        }

        if (!reader.TryReadString(out var signerBlob) || SshPublicKey.TryRead(signerBlob) is not { IsEd25519: true } signer)
        {
            problem = "its signer is not an ssh-ed25519 key";
            return false;
        }

        var toSigner = bytes.Length - reader.Rest.Length;
        if (!TryReadSized(ref reader, bytes, HmacSha256.Size, out var mac))
        {
            problem = "its mac has a wrong size";
            return false;
        }

        var toMac = bytes.Length - reader.Rest.Length;
        if (!TryReadSized(ref reader, bytes, SshSignature.RawSize, out var signature))
        {
            problem = "its signature has a wrong size";
            return false;
        }

        if (!reader.AtEnd)
        {
            problem = "bytes are left over behind it";
            return false;
        }

        problem = "";
        header = new SealHeader
        {
            Account = account,
            User = user,
            SealedAt = DateTimeOffset.FromUnixTimeSeconds((long)sealedAt),
            Entries = entries,
            Signer = signer,
            Mac = mac,
            Signature = signature,
            ToSigner = bytes.AsMemory(0, toSigner),
            ToMac = bytes.AsMemory(0, toMac),
        };
        return true;
    }

    /// <summary>
    /// Reads account and user only: for whoever lists profiles, which needs no libsodium. Both are empty where not known.
    /// </summary>
    public static bool TryReadSubject(string text, out string account, out string user)
    {
        account = user = "";
        if (!text.StartsWith(SealHeader.Prefix, StringComparison.Ordinal)
            || CanonicalBase64.TryDecode(text.AsSpan(SealHeader.Prefix.Length), Largest) is not { } bytes)
        {
            return false;
        }

        var reader = new SshWireReader(bytes);
        return reader.TryReadStringOf("iam-sorry/v3"u8) && TryReadName(ref reader, out account)
            && TryReadName(ref reader, out user);
    }

    private static bool TryReadEntry(
        ref SshWireReader reader, byte[] bytes, [NotNullWhen(true)] out SealEntry? entry, out string problem)
    {
        entry = null;
        if (!Recipient.TryRead(ref reader, out var recipient, out problem))
        {
            return false;
        }

        if (!TryReadSized(ref reader, bytes, Hpke.EncapsulationSize, out var enc)
            || !TryReadSized(ref reader, bytes, SealEntry.WrappedSize, out var wrapped))
        {
            problem = "a wrapped key in it has a wrong size";
            return false;
        }

        entry = new SealEntry(recipient, enc, wrapped);
        return true;
    }

    private static bool TryReadSized(ref SshWireReader reader, byte[] bytes, int size, out ReadOnlyMemory<byte> value)
    {
        var isThere = reader.TryReadString(out var read) && read.Length == size;
        value = isThere ? bytes.AsMemory(bytes.Length - reader.Rest.Length - size, size) : default;
        return isThere;
    }

    private static bool TryReadName(ref SshWireReader reader, out string name)
    {
        var text = reader.TryReadString(out var bytes) ? SealBytes.TryText(bytes) : null;
        name = text ?? "";
        return text is not null;
    }
}
