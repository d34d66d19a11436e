using System.Globalization;
using IamSorry.Errors;
using IamSorry.OpenSsh;

namespace IamSorry.Sealing.Trust;

// Specification card: ALLOWED SIGNERS of ssh-keygen(1)
//   line       = principals [options] keytype base64-key [comment]          blank lines, and lines that begin with #, say nothing
//   principals = patterns between commas; here: of the profiles that the key may seal. In quotes where there is a blank in them
//   options    = namespaces="PATTERNS" valid-after="TIME" valid-before="TIME", between commas, in any case
//   TIME       = YYYYMMDD or YYYYMMDDHHMM[SS], local; with Z behind it UTC
//   A line that says anything else (cert-authority, an option of tomorrow) is passed over: it allows nobody.

/// <summary>A line of the file of allowed signers.</summary>
public sealed class AllowedSigner
{
    private AllowedSigner(string principals, SshPublicKey key) => (Principals, Key) = (principals, key);

    /// <summary>Patterns of the profiles that the key may seal.</summary>
    public string Principals { get; }

    /// <summary>The key.</summary>
    public SshPublicKey Key { get; }

    /// <summary>What stands behind the key; empty where nothing does.</summary>
    public string Comment { get; private init; } = "";

    /// <summary>Since when its seals count; null: always.</summary>
    public DateTimeOffset? ValidAfter { get; private init; }

    /// <summary>Until when its seals count; null: for ever.</summary>
    public DateTimeOffset? ValidBefore { get; private init; }

    /// <summary>Reads a line; null where it says nothing, or something that is not understood.</summary>
    public static AllowedSigner? TryRead(string line)
    {
        var words = Words(line.Trim());
        var hasOptions = words.Count > 1 && words[1] != SshPublicKey.Ed25519;
        var at = hasOptions ? 2 : 1;
        if (line.TrimStart().StartsWith('#') || words.Count < at + 2 || words[at] != SshPublicKey.Ed25519
            || words[0].Length == 0 || ReadKey(words[at + 1]) is not { } key
            || Options(hasOptions ? words[1] : "") is not { } options
            || (options.Namespaces is { } namespaces && !PatternList.Matches(namespaces, SshSignature.Namespace)))
        {
            return null;
        }

        return new AllowedSigner(words[0].Trim('"'), key)
        {
            Comment = string.Join(' ', words.Skip(at + 2)),
            ValidAfter = options.After,
            ValidBefore = options.Before,
        };
    }

    /// <summary>The line that allows a key to seal a profile, for iam-sorry and nothing else.</summary>
    public static string Line(string profile, SshPublicKey key, string comment)
    {
        var name = profile.Contains(' ', StringComparison.Ordinal) ? $"\"{profile}\"" : profile;
        return ($"{name} namespaces=\"{SshSignature.Namespace}\" {SshPublicKey.Ed25519} {Convert.ToBase64String(key.Blob)} "
            + TerminalText.FirstLine(comment)).TrimEnd();
    }

    /// <summary>Whether it allows a seal of a profile.</summary>
    /// <param name="signer">Who sealed.</param>
    /// <param name="profile">The profile.</param>
    /// <param name="mustBeNamed">Whether a pattern is not enough: the manager's profile is named literally or not at all.</param>
    /// <param name="sealedAt">When.</param>
    public bool Allows(SshKeyId signer, string profile, bool mustBeNamed, DateTimeOffset sealedAt)
        => Key.KeyId.Equals(signer) && !(sealedAt < ValidAfter) && !(sealedAt > ValidBefore)
            && (mustBeNamed ? PatternList.Names(Principals, profile) : PatternList.Matches(Principals, profile));

    private static SshPublicKey? ReadKey(string base64)
    {
        var bytes = new byte[base64.Length];
        return Convert.TryFromBase64String(base64, bytes, out var length)
            && SshPublicKey.TryRead(bytes.AsSpan(0, length)) is { IsEd25519: true } key ? key : null;
    }

    // null where an option is not understood, or stands twice
    private static (string? Namespaces, DateTimeOffset? After, DateTimeOffset? Before)? Options(string text)
    {
        string? namespaces = null;
        DateTimeOffset? after = null, before = null;
        foreach (var option in Split(text, ','))
        {
            var equals = option.IndexOf('=', StringComparison.Ordinal);
            if (equals < 0 || option[(equals + 1)..] is not ['"', .., '"'] quoted || quoted.Length < 2)
            {
                return null;
            }

            var value = quoted[1..^1];
            switch (option[..equals].ToLowerInvariant())
            {
                case "namespaces" when namespaces is null:
                    namespaces = value;
                    break;
                case "valid-after" when after is null && ReadTime(value) is { } time:
                    after = time;
                    break;
                case "valid-before" when before is null && ReadTime(value) is { } time:
                    before = time;
                    break;
                default:
                    return null;
            }
        }

        return (namespaces, after, before);
    }

    private static DateTimeOffset? ReadTime(string text)
    {
        var isUtc = text.EndsWith('Z');
        string[] forms = ["yyyyMMdd", "yyyyMMddHHmm", "yyyyMMddHHmmss"];
        return DateTimeOffset.TryParseExact(
            isUtc ? text[..^1] : text, forms, CultureInfo.InvariantCulture,
            isUtc ? DateTimeStyles.AssumeUniversal : DateTimeStyles.AssumeLocal, out var time) ? time : null;
    }

    private static List<string> Words(string line)
        => [.. Split(line.Replace('\t', ' '), ' ').Where(word => word.Length > 0)];

    // where quotes hold together what stands between them
    private static List<string> Split(string text, char separator)
    {
        List<string> parts = [];
        var (start, inQuotes) = (0, false);
        for (var i = 0; i < text.Length; i++)
        {
            inQuotes ^= text[i] == '"';
            if (text[i] == separator && !inQuotes)
            {
                parts.Add(text[start..i]);
                start = i + 1;
            }
        }

        if (text.Length > 0)
        {
            parts.Add(text[start..]);
        }

        return parts;
    }
}
