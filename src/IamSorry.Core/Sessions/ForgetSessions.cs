using IamSorry.Errors;
using IamSorry.Profiles;

namespace IamSorry.Sessions;

/// <summary>
/// Takes sessions that iam-sorry has minted out of the files, and, of a profile that is named, its grant and its limits.
/// Permanent keys, sealed or not, and the sessions of other tools are never touched, nor is the rest of the config file.
/// </summary>
/// <param name="profiles">The files.</param>
/// <param name="managerProfile">The manager's profile: it tells the namespace, and is never a session to forget.</param>
public sealed class ForgetSessions(ProfileStore profiles, string managerProfile)
{
    /// <summary>All that would be forgotten.</summary>
    public IReadOnlyList<ListedProfile> Find() => Choose(profiles.Read(), profile: null);

    /// <summary>Forgets the session of one profile, or of all.</summary>
    /// <param name="profile">The profile; null for all.</param>
    /// <param name="cancellation">Stops waiting for the lock.</param>
    /// <returns>The profiles as they were.</returns>
    /// <exception cref="RefusedException">The named profile holds no session of ours; the message says what it is.</exception>
    public async Task<IReadOnlyList<ListedProfile>> RunAsync(string? profile, CancellationToken cancellation)
    {
        IReadOnlyList<ListedProfile> forgotten = [];

        // looked at before the lock is taken, so that a refusal leaves no trace
        if (Choose(profiles.Read(), profile).Count > 0)
        {
            await profiles.EditAsync(
                files =>
                {
                    forgotten = Choose(files, profile);
                    foreach (var each in forgotten)
                    {
                        // credential_process mints again, for the user that the profile is bound to
                        Forget(files, each.Name, profile is not null);
                    }
                },
                cancellation);
        }

        return forgotten;
    }

    /// <summary>
    /// Takes the secrets of the sessions that are over out of the files, at once; whose the profiles are, and when their sessions
    /// ended, stay.
    /// </summary>
    /// <returns>The profiles.</returns>
    public async Task<IReadOnlyList<string>> DropExpiredAsync(DateTimeOffset now, CancellationToken cancellation)
    {
        IReadOnlyList<string> dropped = Expired(profiles.Read(), now);
        if (dropped.Count > 0)
        {
            await profiles.EditAsync(
                files => dropped =
                    [.. ExpiredSecrets.Drop(files.Credentials, now), .. ExpiredSecrets.Drop(files.Sessions, now)],
                cancellation);
        }

        return dropped;
    }

    // A credential_process goes with the grant: what it would hand out from then on are sessions with all rights of the user.
    private static void Forget(ProfileSnapshot files, string profile, bool isNamed)
    {
        var special = isNamed && SessionConfig.Read(files, profile).IsSpecial;
        SessionFields.Remove(
            files.KeysOf(profile), profile, keepOwner: !special && files.UsesCredentialProcess(profile));
        SessionPlace.RemoveVariants(files, profile);
        if (special)
        {
            if (CredentialProcessLine.IsOurs(files.Config.Get(profile, CredentialProcessLine.Field), profile))
            {
                files.Config.Remove(profile, CredentialProcessLine.Field);
            }
            else if (files.UsesCredentialProcess(profile))
            {
                throw new RefusedException(
                    $"the {CredentialProcessLine.Field} of profile '{profile}' calls iam-sorry in a way of its own; without role and "
                    + "limits it would hand out sessions with all rights of the user",
                    $"remove that line from {files.Files.ConfigPath} first");
            }

            SessionConfig.Remove(files.Config, profile);
        }
    }

    private static IReadOnlyList<string> Expired(ProfileSnapshot files, DateTimeOffset now)
        => [.. ExpiredSecrets.Find(files.Credentials, now), .. ExpiredSecrets.Find(files.Sessions, now)];

    private IReadOnlyList<ListedProfile> Choose(ProfileSnapshot files, string? profile)
    {
        var own = new OwnSessions(managerProfile);
        if (profile is null)
        {
            return [.. own.All(files), .. SessionPlace.Orphans(files)];
        }

        if (SessionPlace.Orphans(files).FirstOrDefault(orphan => orphan.Name == profile) is { } kept)
        {
            return [kept];
        }

        var named = ListProfiles.Find(files, profile, managerProfile)
            ?? throw new RefusedException(
                $"there is no profile '{profile}'", new Remedy("see what there is", new OurCommand.List()));
        return own.WhyNot(files, named) is not { } reason
            ? [named]
            : throw new RefusedException(
                $"profile '{profile}' {reason}, which is never forgotten", new Remedy(
                    "see what there is", new OurCommand.List()));
    }
}
