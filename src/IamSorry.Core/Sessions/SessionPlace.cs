using System.Security.Cryptography;
using System.Text;
using IamSorry.Credentials;
using IamSorry.Profiles;

namespace IamSorry.Sessions;

/// <summary>
/// Where a session lies: in its profile, or, where one command asked for another kind than the profile's own, beside it in the
/// sessions file, which no AWS program reads.
/// </summary>
/// <param name="File">The file.</param>
/// <param name="Section">The name of the section.</param>
internal readonly record struct SessionPlace(CredentialsFile File, string Section)
{
    private const int LongestName = 100;
    private const int Digits = 12;

    /// <summary>The place.</summary>
    /// <param name="files">The files.</param>
    /// <param name="profile">The profile.</param>
    /// <param name="variant">The short name of the kind; null for the profile's own.</param>
    public static SessionPlace Of(ProfileSnapshot files, string profile, string? variant)
        => variant is null ? new(files.KeysOf(profile), profile) : new(files.Sessions, $"{NameOf(profile)} {variant}");

    /// <summary>Removes what is kept beside a profile; only what is over, or all of it.</summary>
    public static void RemoveVariants(ProfileSnapshot files, string profile, DateTimeOffset? overBefore = null)
    {
        foreach (var section in files.Sessions.Names.Where(name => IsVariantOf(files, name, NameOf(profile))).ToList())
        {
            if (overBefore is not { } time
                || !(ProfileKeys.Read(files.Sessions, section) is ProfileKeys.Session { Expiration: { } end } && end > time))
            {
                files.Sessions.RemoveProfile(section);
            }
        }
    }

    /// <summary>
    /// What is kept beside profiles that are no profiles otherwise: a command asked for a restricted session, and nothing else
    /// was ever minted.
    /// </summary>
    public static IEnumerable<ListedProfile> Orphans(ProfileSnapshot files)
        => files.Sessions.Names
            .Where(section => section.Length > Digits + 1 && IsVariantOf(files, section, section[..^(Digits + 1)])
                && !files.Contains(section[..^(Digits + 1)]))
            .DistinctBy(section => section[..^(Digits + 1)], StringComparer.Ordinal)
            .Select(section => new ListedProfile(section[..^(Digits + 1)], ProfileKind.Session)
            {
                Owner = files.Sessions.Get(section, CredentialFields.Owner),
                Expiration = SessionEnd(files, section),
                Limits = "restricted",
            });

    private static DateTimeOffset? SessionEnd(ProfileSnapshot files, string section)
        => (ProfileKeys.Read(files.Sessions, section) as ProfileKeys.Session)?.Expiration;

    private static bool IsVariantOf(ProfileSnapshot files, string section, string name)
        => section.Length == name.Length + 1 + Digits && section.StartsWith(name + ' ', StringComparison.Ordinal)
            && section[^Digits..].All(char.IsAsciiHexDigitLower)
            && files.Sessions.Get(section, CredentialFields.Mark) is not null;

    private static string NameOf(string profile) => profile.Length <= LongestName ? profile
        : Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(profile)));
}

/// <summary>What kind of session a key is of, wherever it is stored.</summary>
public static class StoredMark
{
    /// <summary>The mark beside it; null where it is a user's with all of its rights, or nobody's here.</summary>
    /// <param name="files">The files.</param>
    /// <param name="keyId">The key id of the session.</param>
    public static SessionMark? Find(ProfileSnapshot files, string keyId)
        => new[] { files.Credentials, files.Sessions }.SelectMany(file => file.Names.Select(
            name => SessionMark.Read(file.Get(name, CredentialFields.Mark), keyId))).FirstOrDefault(mark => mark is not null);
}
