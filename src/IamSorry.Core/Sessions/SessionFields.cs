using IamSorry.Credentials;
using IamSorry.Errors;
using IamSorry.Profiles;

namespace IamSorry.Sessions;

/// <summary>
/// A session as the fields of a profile: read, written, moved and removed without touching what else somebody has written there.
/// </summary>
internal static class SessionFields
{
    private static readonly string[] Fields =
    [
        CredentialFields.AccessKeyId, CredentialFields.SecretAccessKey, CredentialFields.SessionToken,
        CredentialFields.LegacySecurityToken,
        CredentialFields.AccountId,
        CredentialFields.Expiration,
        CredentialFields.Mark,
    ];

    /// <summary>The session that a profile holds, and what it is of; null where it holds none.</summary>
    /// <param name="files">The files.</param>
    /// <param name="profile">The profile.</param>
    /// <param name="variant">The short name of a kind that is kept beside the profile's own, or null.</param>
    public static Session? Read(ProfileSnapshot files, string profile, string? variant = null)
    {
        var (file, section) = SessionPlace.Of(files, profile, variant);
        return ProfileKeys.Read(file, section) is ProfileKeys.Session stored
            ? new Session(stored.Key, stored.SessionToken, stored.Expiration)
            {
                User = Text.NonEmpty(file.Get(section, CredentialFields.Owner)),
                Region = RegionChoice.OfProfile(files, profile)
                    ?? (variant is null ? null : Text.NonEmpty(file.Get(section, CredentialFields.Region))),
                Mark = SessionMark.Read(file.Get(section, CredentialFields.Mark), stored.Key.Id),
            }
            : null;
    }

    /// <summary>The same; null where it is of another kind than the one that is asked for, whatever it may be good for.</summary>
    public static Session? Read(ProfileSnapshot files, string profile, string? variant, SessionMark? mark)
        => Read(files, profile, variant) is { } session && Equals(session.Mark, mark) ? session : null;

    /// <summary>Writes a session in place of whatever keys the profile holds.</summary>
    public static void Write(CredentialsFile file, string profile, Session session)
    {
        file.SetAndDeduplicate(profile, CredentialFields.AccessKeyId, session.Key.Id);
        file.SetAndDeduplicate(profile, CredentialFields.SecretAccessKey, session.Key.Secret);
        file.SetAndDeduplicate(profile, CredentialFields.SessionToken, session.Token);
        SetAccount(file, profile, session.Account);
        if (session.User is { } user)
        {
            file.SetAndDeduplicate(profile, CredentialFields.Owner, user);
        }

        if (session.Expiration is { } expiration)
        {
            file.SetAndDeduplicate(profile, CredentialFields.Expiration, Session.FormatExpiration(expiration));
        }
        else
        {
            file.Remove(profile, CredentialFields.Expiration);
        }

        if (session.Mark is { } mark)
        {
            file.SetAndDeduplicate(profile, CredentialFields.Mark, mark.Write(session.Key.Id));
        }
        else
        {
            file.Remove(profile, CredentialFields.Mark);
        }

        file.Remove(profile, CredentialFields.LegacySecurityToken);
    }

    /// <summary>
    /// Moves a profile's session from the credentials file to the sessions file. Where both have one, the one that lives longer
    /// is kept. Whose it is moves too, session or not: it binds the profile to its user.
    /// </summary>
    public static void Move(ProfileSnapshot files, string profile)
    {
        var (from, to) = (files.Credentials, files.Sessions);
        if (!from.Contains(profile))
        {
            return;
        }

        if (ProfileKeys.Read(from, profile) is ProfileKeys.Session session
            && !(ProfileKeys.Read(to, profile) is ProfileKeys.Session { Expiration: { } there }
                && there >= (session.Expiration ?? DateTimeOffset.MinValue)))
        {
            to.SetAndDeduplicate(profile, CredentialFields.AccessKeyId, session.Key.Id);
            to.SetAndDeduplicate(profile, CredentialFields.SecretAccessKey, session.Key.Secret);
            to.SetAndDeduplicate(profile, CredentialFields.SessionToken, session.SessionToken);
            SetAccount(to, profile, AccessKey.CertainAccountOf(session.Key.Id));
            to.Remove(profile, CredentialFields.Expiration);
            if (from.Get(profile, CredentialFields.Expiration) is { } expiration)
            {
                to.SetAndDeduplicate(profile, CredentialFields.Expiration, expiration);
            }

            to.Remove(profile, CredentialFields.Mark);
            if (from.Get(profile, CredentialFields.Mark) is { } mark)
            {
                to.SetAndDeduplicate(profile, CredentialFields.Mark, mark);
            }
        }

        if (from.Get(profile, CredentialFields.Owner) is { } owner)
        {
            to.SetAndDeduplicate(profile, CredentialFields.Owner, owner);
        }

        Remove(from, profile, keepOwner: false);
    }

    // one left from other keys would be paired with these by the SDKs
    private static void SetAccount(CredentialsFile file, string profile, string? account)
    {
        if (account is null)
        {
            file.Remove(profile, CredentialFields.AccountId);
        }
        else
        {
            file.SetAndDeduplicate(profile, CredentialFields.AccountId, account);
        }
    }

    /// <summary>Removes a profile's session, and the section when nothing else is in it.</summary>
    /// <param name="file">Where it lies.</param>
    /// <param name="profile">The profile.</param>
    /// <param name="keepOwner">Whether the profile stays bound to its user.</param>
    public static void Remove(CredentialsFile file, string profile, bool keepOwner)
    {
        foreach (var field in Fields)
        {
            file.Remove(profile, field);
        }

        if (!keepOwner)
        {
            file.Remove(profile, CredentialFields.Owner);
        }

        if (file.Fields(profile).Count == 0)
        {
            file.RemoveProfile(profile);
        }
    }
}
