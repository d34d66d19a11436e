using IamSorry.Credentials;
using IamSorry.Errors;
using IamSorry.Profiles;

namespace IamSorry.Sessions;

/// <summary>Which profiles hold sessions that iam-sorry has minted, in the namespace of the manager at hand.</summary>
/// <param name="managerProfile">The manager's profile: it tells the namespace, and is never a session.</param>
internal sealed class OwnSessions(string managerProfile)
{
    /// <summary>All of them, in the order of the files.</summary>
    public IReadOnlyList<ListedProfile> All(ProfileSnapshot files)
    {
        var users = Namespace(files);
        return [.. ListProfiles.Of(files, managerProfile).Where(each => WhyNot(files, each, users) is null)];
    }

    /// <summary>
    /// Why a profile is none of them, as the rest of a sentence that begins with the profile; null where it is.
    /// </summary>
    public string? WhyNot(ProfileSnapshot files, ListedProfile profile) => WhyNot(files, profile, Namespace(files));

    private static string? WhyNot(ProfileSnapshot files, ListedProfile profile, UserNamespace? users) => profile switch
    {
        { Kind: ProfileKind.Manager } => "holds a manager's keys",
        { Kind: ProfileKind.Permanent } => "holds a permanent key, perhaps the only copy of it",

        // a grant or limits of ours, whether or not there is a session of it now
        { Kind: ProfileKind.Session } when HasNoKeys(files, profile.Name) && SessionConfig.Read(files, profile.Name).IsSpecial
            => null,
        { Kind: ProfileKind.Session, Owner: null } or { Kind: ProfileKind.Session, Expiration: null } when HasNoKeys(
            files, profile.Name)
            => "has no session yet",
        { Kind: ProfileKind.Session, Owner: null } or { Kind: ProfileKind.Session, Expiration: null }
            => "holds a session of another tool",
        { Kind: ProfileKind.Session } when users?.Manages(profile.Owner) == false
            => $"holds a session of '{profile.Owner}', who is outside your namespace",

        // where the session is written in the config file, iam-sorry did not write it
        { Kind: ProfileKind.Session }
            => ProfileKeys.Read(files.KeysOf(profile.Name), profile.Name) is ProfileKeys.Session
                || ExpiredSecrets.EndOfBare(files.Credentials, profile.Name) is not null ? null
                : "holds a session of another tool",
        _ => "holds no session",
    };

    private static bool HasNoKeys(ProfileSnapshot files, string profile)
        => ProfileKeys.Read(files.KeysOf(profile), profile) is ProfileKeys.None;

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
