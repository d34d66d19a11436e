using IamSorry.Credentials;
using IamSorry.Errors;
using IamSorry.Profiles;

namespace IamSorry.Sessions;

/// <summary>
/// Takes sessions that iam-sorry has minted out of the files. Permanent keys, sealed or not, and the sessions of other tools are
/// never touched, nor is the config file.
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
                        SessionFields.Remove(
                            files.KeysOf(each.Name), each.Name, keepOwner: files.UsesCredentialProcess(each.Name));
                    }
                },
                cancellation);
        }

        return forgotten;
    }

    private List<ListedProfile> Choose(ProfileSnapshot files, string? profile)
    {
        var users = Namespace(files);
        if (profile is null)
        {
            return [.. ListProfiles.Of(files, managerProfile).Where(each => WhyNot(files, each, users) is null)];
        }

        var named = ListProfiles.Find(files, profile, managerProfile)
            ?? throw new RefusedException(
                $"there is no profile '{profile}'", new Remedy("see what there is", new OurCommand.List()));
        return WhyNot(files, named, users) is not { } reason
            ? [named]
            : throw new RefusedException(
                $"profile '{profile}' {reason}, which is never forgotten", new Remedy(
                    "see what there is", new OurCommand.List()));
    }

    private static string? WhyNot(ProfileSnapshot files, ListedProfile profile, UserNamespace? users) => profile switch
    {
        { Kind: ProfileKind.Manager } => "holds a manager's keys",
        { Kind: ProfileKind.Permanent } => "holds a permanent key, perhaps the only copy of it",
        { Kind: ProfileKind.Session, Owner: null } or { Kind: ProfileKind.Session, Expiration: null } when ProfileKeys.Read(
            files.KeysOf(profile.Name), profile.Name) is ProfileKeys.None
            => "has no session yet",
        { Kind: ProfileKind.Session, Owner: null } or { Kind: ProfileKind.Session, Expiration: null }
            => "holds a session of another tool",
        { Kind: ProfileKind.Session } when users?.Manages(profile.Owner) == false
            => $"holds a session of '{profile.Owner}', who is outside your namespace",

        // where the session is written in the config file, iam-sorry did not write it
        { Kind: ProfileKind.Session }
            => ProfileKeys.Read(files.KeysOf(profile.Name), profile.Name) is ProfileKeys.Session ? null
                : "holds a session of another tool",
        _ => "holds no session",
    };

    private UserNamespace? Namespace(ProfileSnapshot files)
    {
        try
        {
            return files.Credentials.Get(managerProfile, CredentialFields.Owner) is { Length: > 0 } manager
                && ProfileKeys.Read(files.Credentials, managerProfile) is ProfileKeys.Sealed or ProfileKeys.Permanent
                    ? UserNamespace.Of(manager) : null;
        }
        catch (IamSorryException)
        {
            return null;
        }
    }
}
