using IamSorry.Credentials;
using IamSorry.Errors;
using IamSorry.Profiles;

namespace IamSorry.Sessions;

/// <summary>
/// Whose sessions a profile gets where nobody looks. The field <c>credentials_owner</c> is not authenticated: whoever may write
/// the file could have a silent renewal hand out another user's session. So it is compared, never followed.
/// </summary>
internal static class PinnedUser
{
    /// <summary>The user that the session must be of; null where nothing pins it.</summary>
    /// <exception cref="RefusedException">The profile names another one.</exception>
    public static string? Require(ProfileSnapshot files, SessionRequest request)
    {
        var line = files.PinnedUser(request.Profile);
        if ((request.User ?? line) is not { } pinned)
        {
            return null;
        }

        // a permanent key is handed to nobody, whosever it is
        if (ProfileKeys.Read(files.KeysOf(request.Profile), request.Profile) is not (ProfileKeys.Session or ProfileKeys.None))
        {
            return pinned;
        }

        var (file, section) = SessionPlace.Of(files, request.Profile, request.Variant);
        var owner = Text.NonEmpty(file.Get(section, CredentialFields.Owner));
        if (owner is null ? ProfileKeys.Read(file, section) is not ProfileKeys.Session : IsOf(owner, pinned))
        {
            return pinned;
        }

        // what names nobody may be anybody's: a section of another user, renamed, with its owner taken out
        var whose = owner is null ? "does not say whose session is there" : $"names '{owner}' as the owner of what is there";
        throw new RefusedException(
            $"profile '{request.Profile}' hands out sessions of IAM user '{pinned}', but {files.PathOfKeysOf(request.Profile)} "
            + whose,
            owner is null
                ? new Remedy($"put a session of '{pinned}' there", new OurCommand.Mint(request.Profile) { User = pinned })
                : RemedyFor(files, request.Profile, line ?? request.User!, owner));
    }

    /// <summary>Whether a session whose owner a file names, or does not name, may be taken for one of this user.</summary>
    public static bool IsOf(string? owner, string user) => owner is null || UserNamespace.SameUser(owner, user);

    // a line of version 0.1 pins nobody: there the profile stands for the user of its own name
    private static Remedy RemedyFor(ProfileSnapshot files, string profile, string pinned, string owner)
    {
        var bind = new Remedy(
            $"if '{owner}' is right, bind the profile to it", new OurCommand.Configure(profile) { User = owner });
        return files.UsesCredentialProcess(profile) && files.PinnedUser(profile) is null
            ? bind
            : new Remedy($"put a session of '{pinned}' there", new OurCommand.Mint(profile) { User = pinned })
            {
                Or = files.UsesCredentialProcess(profile) ? bind : null,
            };
    }
}
