using System.Text;
using IamSorry.Crypto;
using IamSorry.Errors;

namespace IamSorry.Sealing.Formats;

// Specification card: format v3, what is signed, and what things are bound to
//   unlock    = "iam-sorry unlock v3" LF salt[32]                                    its signature is the secret of a recipient
//   recipient = "iam-sorry recipient v3" LF salt[32] x25519[32]                      its signature is public: the proof
//   seal      = "iam-sorry seal v3" LF SHA-256(header to the mac, 0 profile, each field by name: 0 field 0 value)
//   file key  = "iam-sorry/v3 file key" 0 profile 0 account 0 user                   HPKE's info
//   field     = "iam-sorry/v3" 0 profile 0 field 0 account 0 user                    associated data of a value
// The three messages differ before their first line ends, so no signature can be taken for one of another kind; nor for one of
// format v2 ("iam-sorry sealing key v2"). No name holds a NUL, so no two sets of names give the same bytes.

/// <summary>The byte strings of format v3 that are signed or authenticated.</summary>
internal static class SealBytes
{
    private static readonly UTF8Encoding StrictUtf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>What a recipient signs to open, for a salt of 32 bytes.</summary>
    public static byte[] UnlockMessage(ReadOnlySpan<byte> salt) => [.. "iam-sorry unlock v3\n"u8, .. salt];

    /// <summary>What a recipient signed to say that an X25519 key is its own.</summary>
    public static byte[] RecipientMessage(ReadOnlySpan<byte> salt, ReadOnlySpan<byte> x25519) =>
        [.. "iam-sorry recipient v3\n"u8, .. salt, .. x25519];

    /// <summary>What the signer of a seal signs.</summary>
    /// <param name="headerToMac">The header up to and including the mac.</param>
    /// <param name="profile">The profile.</param>
    /// <param name="fields">Its sealed fields with the values as they stand in the file, sorted by name.</param>
    public static byte[] SealMessage(
        ReadOnlySpan<byte> headerToMac, string profile, IReadOnlyList<(string Name, string Value)> fields)
    {
        using var hashed = new MemoryStream();
        hashed.Write(headerToMac);
        Append(profile);
        foreach (var (name, value) in fields)
        {
            Append(name);
            Append(value);
        }

        return [.. "iam-sorry seal v3\n"u8, .. Sha.Hash256(hashed.ToArray())];

        void Append(string text)
        {
            hashed.WriteByte(0);
            hashed.Write(Utf8(text));
        }
    }

    /// <summary>What the wrapped file key is bound to.</summary>
    public static byte[] FileKeyInfo(string profile, string account, string user) =>
        [.. "iam-sorry/v3 file key\0"u8, .. Utf8(profile), 0, .. Utf8(account), 0, .. Utf8(user)];

    /// <summary>What the value of a field is bound to.</summary>
    public static byte[] FieldData(string profile, string field, string account, string user) =>
        [.. "iam-sorry/v3\0"u8, .. Utf8(profile), 0, .. Utf8(field), 0, .. Utf8(account), 0, .. Utf8(user)];

    /// <summary>Field names in the order in which they are signed: that of their bytes.</summary>
    public static int CompareNames(string one, string other) => Utf8(one).AsSpan().SequenceCompareTo(Utf8(other));

    /// <summary>A name as UTF-8.</summary>
    /// <exception cref="InvalidInputException">It holds a NUL, or is no valid Unicode.</exception>
    public static byte[] Utf8(string name)
    {
        try
        {
            return name.Contains('\0') ? throw Refuse() : StrictUtf8.GetBytes(name);
        }
        catch (EncoderFallbackException)
        {
            throw Refuse();
        }

        static InvalidInputException Refuse() => new("a name with a NUL in it, or that is not valid Unicode, cannot be sealed");
    }

    /// <summary>A name from UTF-8; null where it holds a NUL or is not valid.</summary>
    public static string? TryText(ReadOnlySpan<byte> utf8)
    {
        try
        {
            return utf8.Contains((byte)0) ? null : StrictUtf8.GetString(utf8);
        }
        catch (DecoderFallbackException)
        {
            return null;
        }
    }
}
