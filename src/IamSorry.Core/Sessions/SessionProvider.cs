using IamSorry.Errors;
using IamSorry.Profiles;
using IamSorry.Reporting;

namespace IamSorry.Sessions;

/// <summary>
/// The session of a profile, with enough time left: the stored one, else a renewed one, else the first. The one place that decides about
/// renewal; many who ask at once cost one minting. Never a permanent key: what programs get by themselves must end by itself.
/// </summary>
/// <param name="profiles">The files.</param>
/// <param name="mint">Mints: only asked for when a session needs it, so that what minting needs is loaded only then.</param>
/// <param name="clock">Tells what has expired.</param>
/// <param name="reporter">Hears warnings.</param>
public sealed class SessionProvider(ProfileStore profiles, Func<MintSession> mint, TimeProvider clock, IReporter reporter)
{
    /// <summary>Returns the session.</summary>
    /// <param name="request">Which.</param>
    /// <param name="managerProfile">The manager's profile, which mints sessions.</param>
    /// <param name="regions">Which region the manager works in.</param>
    /// <param name="cancellation">Stops waiting.</param>
    /// <exception cref="RefusedException">The profile holds a permanent key, sealed or not, or may not be minted for.</exception>
    public Task<ExportedCredentials> RunAsync(
        SessionRequest request, Func<string> managerProfile, RegionChoice regions, CancellationToken cancellation)
        => RunAsync(profiles.Read(), request, managerProfile, regions, cancellation);

    internal async Task<ExportedCredentials> RunAsync(
        ProfileSnapshot files, SessionRequest request, Func<string> managerProfile, RegionChoice regions, CancellationToken cancellation)
    {
        var profile = request.Profile;
        switch (ProfileKeys.Read(files.KeysOf(profile), profile))
        {
            case ProfileKeys.Session session when IsFresh(session, request):
                return new ExportedCredentials(session.Key, session.SessionToken, session.Expiration, RegionChoice.OfProfile(files, profile));

            case ProfileKeys.Session:
                var manager = ManagerProfile.Read(files, managerProfile(), regions);
                if (manager.Keys is ProfileKeys.Permanent)
                {
                    reporter.Report(ManagerProfile.LiesInPlainText(manager.Profile));
                }

                return await MintAsync(request, manager, cancellation);

            case ProfileKeys.None:
                return await MintAsync(request, ManagerProfile.Read(files, managerProfile(), regions).RequireSealed(), cancellation);

            default:
                throw new RefusedException(
                    $"profile '{profile}' holds a permanent key, and only sessions are handed to programs",
                    "name the profile of a user of the namespace, such as alice-bedrock; it is minted when it is missing");
        }
    }

    private bool IsFresh(ProfileKeys.Session session, SessionRequest request)
        => session.Expiration is { } expiration ? expiration - clock.GetUtcNow() >= request.MinLeft : !request.MustKnowExpiration;

    private async Task<ExportedCredentials> MintAsync(SessionRequest request, ManagerProfile manager, CancellationToken cancellation)
    {
        var minted = await mint().RunAsync(
            new MintRequest(manager, request.Profile) { KeepWhenFresherThan = request.MinLeft, Duration = request.Duration }, cancellation);
        var session = minted.Credentials;
        return new ExportedCredentials(session.Key, session.SessionToken, session.Expiration, minted.Region);
    }
}
