using System.Globalization;
using System.Text;
using IamSorry.Credentials;
using IamSorry.Errors;
using IamSorry.Sealing.Formats;

namespace IamSorry.Profiles;

/// <summary>
/// The secrets of sessions of ours that are over: nobody can use them any more, and whoever finds them need not know them. Whose
/// the profile is, and when its session ended, stay.
/// </summary>
public static class ExpiredSecrets
{
    private static ReadOnlySpan<byte> Field => "expiration"u8;

    /// <summary>How long they stay by themselves: time enough to look into what went wrong yesterday.</summary>
    public static readonly TimeSpan Grace = TimeSpan.FromDays(1);

    private static readonly string[] Secrets =
    [
        CredentialFields.AccessKeyId, CredentialFields.SecretAccessKey, CredentialFields.SessionToken,
        CredentialFields.LegacySecurityToken,
    ];

    /// <summary>
    /// Whether a file may hold such a session: told from its bytes, because looking into each of thousands of profiles costs an
    /// edit more than the rest of it. Only the form that we write is looked for.
    /// </summary>
    public static bool MayBeIn(ReadOnlySpan<byte> file, DateTimeOffset before)
    {
        var limit = Encoding.ASCII.GetBytes(Session.FormatExpiration(before));
        while (file.IndexOf(Field) is var at and >= 0)
        {
            file = file[(at + Field.Length)..];
            var value = file.TrimStart(" \t="u8);
            if (value[..Math.Min(value.Length, limit.Length)].SequenceCompareTo(limit) < 0)
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>The profiles with a session of ours that was over before a time, and still holds its secrets.</summary>
    public static IReadOnlyList<string> Find(CredentialsFile file, DateTimeOffset before)
        => [.. file.Names.Where(profile => IsOver(file, profile, before))];

    /// <summary>Takes them out; returns the profiles.</summary>
    public static IReadOnlyList<string> Drop(CredentialsFile file, DateTimeOffset before)
    {
        var found = Find(file, before);
        foreach (var (profile, field) in found.SelectMany(profile => Secrets.Select(field => (profile, field))))
        {
            file.Remove(profile, field);
        }

        return found;
    }

    /// <summary>
    /// When the session of a profile ended whose secrets are gone, and which is bound to its user until the next one; null for
    /// any other.
    /// </summary>
    public static DateTimeOffset? EndOfBare(CredentialsFile file, string profile)
        => file.Get(profile, CredentialFields.AccessKeyId) is null ? End(file, profile) : null;

    // What has no owner is no session of ours. What stands beside a session's fields may be a permanent key all the same, perhaps
    // the only copy of it: `aws configure` writes one over the key of a session, and leaves token, owner and expiration in place.
    private static bool IsOver(CredentialsFile file, string profile, DateTimeOffset before)
        => End(file, profile) is { } end && end < before
            && AccessKey.IsTemporary(file.Get(profile, CredentialFields.AccessKeyId))
            && !SealedValue.IsSealed(file.Get(profile, CredentialFields.SecretAccessKey) ?? "")
            && Text.NonEmpty(file.Get(profile, CredentialFields.SessionToken)) is not null;

    private static DateTimeOffset? End(CredentialsFile file, string profile)
        => file.Get(profile, CredentialFields.Expiration) is { } text
            && Text.NonEmpty(file.Get(profile, CredentialFields.Owner)) is not null
            && DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var end)
                ? end : null;
}
