using IamSorry.Credentials;
using IamSorry.Errors;
using IamSorry.Managers;
using IamSorry.Profiles;
using IamSorry.Reporting;

namespace IamSorry.Sessions;

/// <summary>Credentials on their way into a shell.</summary>
/// <param name="Key">Permanent or temporary key pair.</param>
/// <param name="SessionToken">Null for a permanent key.</param>
/// <param name="Expiration">When they expire; null where that is unknown or never.</param>
/// <param name="Region">The profile's region; null where the profile names none.</param>
public sealed record ExportedCredentials(AccessKey Key, string? SessionToken, DateTimeOffset? Expiration, string? Region)
{
    /// <summary>The same as a session; for those that were asked for with an expiration.</summary>
    public Session ToSession() => SessionToken is { } token && Expiration is { } expiration
        ? new Session(Key, token, expiration)
        : throw new InvalidOperationException("these credentials are permanent, or do not say when they expire");

    /// <summary>The shortened key id: safe in any message.</summary>
    public override string ToString() => $"credentials {Key}";
}

/// <summary>
/// Reads the credentials of a profile, whatever kind it is. A session that is about to expire is renewed through the manager
/// first; a valid one costs no call and no SDK, so that a shell prompt can afford it.
/// </summary>
/// <param name="profiles">The files.</param>
/// <param name="unseal">Opens a sealed profile.</param>
/// <param name="renew">Mints anew: only asked for when a session needs it, so that what minting needs is loaded only then.</param>
/// <param name="clock">Tells what has expired.</param>
/// <param name="reporter">Hears warnings.</param>
public sealed class ExportCredentials(
    ProfileStore profiles, UnsealProfile unseal, Func<MintSession> renew, TimeProvider clock, IReporter reporter)
{
    private readonly SessionProvider _sessions = new(profiles, renew, clock, reporter);

    /// <summary>Returns the credentials of <paramref name="profile"/>.</summary>
    /// <param name="profile">The profile to export.</param>
    /// <param name="managerProfile">The manager's profile, which renews sessions.</param>
    /// <param name="regions">Which region the manager works in.</param>
    /// <param name="cancellation">Stops waiting.</param>
    public async Task<ExportedCredentials> RunAsync(
        string profile, Func<string> managerProfile, RegionChoice regions, CancellationToken cancellation)
    {
        var files = profiles.Read();
        var region = RegionChoice.OfProfile(files, profile);
        switch (ProfileKeys.Read(files.KeysOf(profile), profile))
        {
            case ProfileKeys.Sealed keys:
                return new ExportedCredentials(await unseal.RunAsync(profile, keys, cancellation), null, null, region);

            case ProfileKeys.Permanent permanent:
                if (profile == managerProfile())
                {
                    reporter.Report(ManagerProfile.LiesInPlainText(profile));
                }

                return new ExportedCredentials(permanent.Key, null, null, region);

            case ProfileKeys.None when !files.HandsOut(profile):
                throw new IamSorryException(
                    $"profile '{profile}' has no credentials in {files.PathOfKeysOf(profile)}",
                    $"mint them: iam-sorry {ShellQuote.Word(profile)}");

            default:
                return await _sessions.RunAsync(files, new SessionRequest(profile), managerProfile, regions, cancellation);
        }
    }
}
