using IamSorry.Credentials;
using IamSorry.Errors;
using IamSorry.Profiles;

namespace IamSorry.Sessions;

/// <summary>
/// A session that is there already and as good as the one that is asked for: minting it again would gain nothing.
/// </summary>
public static class FreshSession
{
    /// <summary>
    /// Finds it: of the same user, kind, role, limits and region, not longer than asked for, and with more than nine tenths of
    /// that left. Null where there is none, and where more is asked for than a session.
    /// </summary>
    /// <param name="files">The files as they stand.</param>
    /// <param name="request">What is asked for.</param>
    /// <param name="now">The time.</param>
    /// <param name="expected">The only account that it may be of, or null.</param>
    /// <exception cref="RefusedException">The profile cannot be minted for.</exception>
    public static Session? Find(
        ProfileSnapshot files, MintRequest request, DateTimeOffset now, ExpectedAccount? expected = null)
    {
        var target = MintTarget.Read(files, request);
        return request is { Replace: false, Tags.Count: 0 }
            && (request.Region is not { } region || region == target.Region)
            && (request.Configure is not { } config || config == SessionConfig.Read(files, request.Profile))
            && SessionFields.Read(files, request.Profile, request.Variant, request.Issuer.Mark) is { User: { } user } session
            && target.User is { } wanted && UserNamespace.SameUser(user, wanted)
            && request.Manager.UserName is { } manager && UserNamespace.Of(manager).Manages(user)
            && !RenewalRule.UnlessFresh(request.Issuer.Duration).IsDue(session, now)
            && (expected is null || expected.Id == session.Account) ? session : null;
    }
}
