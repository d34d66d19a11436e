using IamSorry.Credentials;
using IamSorry.Errors;
using IamSorry.Profiles;

namespace IamSorry.Workflows;

/// <summary>Credentials on their way into a shell.</summary>
/// <param name="Key">Permanent or temporary key pair.</param>
/// <param name="SessionToken">Null for a permanent key.</param>
/// <param name="Expiration">When they expire; null where that is unknown or never.</param>
/// <param name="Region">The profile's region; null where the profile names none.</param>
public sealed record ExportedCredentials(AccessKey Key, string? SessionToken, DateTimeOffset? Expiration, string? Region)
{
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
/// <param name="notify">Hears warnings.</param>
public sealed class ExportCredentials(
    ProfileStore profiles, UnsealProfile unseal, Func<MintSession> renew, TimeProvider clock, Action<Notice> notify)
{
    /// <summary>A session with less time left than this is renewed.</summary>
    public static readonly TimeSpan RenewAhead = TimeSpan.FromMinutes(5);

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
                WarnOfPlainManager(profile, profile == managerProfile());
                return new ExportedCredentials(permanent.Key, null, null, region);

            case ProfileKeys.Session session when NeedsRenewal(session):
                var minted = await RenewAsync(files, profile, managerProfile(), regions, cancellation);
                return new ExportedCredentials(
                    minted.Credentials.Key, minted.Credentials.SessionToken, minted.Credentials.Expiration, minted.Region);

            case ProfileKeys.Session session:
                return new ExportedCredentials(session.Key, session.SessionToken, session.Expiration, region);

            default:
                throw new IamSorryException(
                    $"profile '{profile}' has no credentials in {files.PathOfKeysOf(profile)}",
                    $"mint them: iam-sorry {Paste.Word(profile)}");
        }
    }

    private bool NeedsRenewal(ProfileKeys.Session session)
        => session.Expiration is { } expiration && expiration - clock.GetUtcNow() < RenewAhead;

    private async Task<MintedSession> RenewAsync(
        ProfileSnapshot files, string profile, string managerProfile, RegionChoice regions, CancellationToken cancellation)
    {
        var manager = ManagerProfile.Read(files, managerProfile, regions);
        WarnOfPlainManager(managerProfile, manager.Keys is ProfileKeys.Permanent);
        var request = new MintRequest(manager, profile) { KeepWhenFresherThan = RenewAhead };
        return await renew().RunAsync(request, cancellation);
    }

    private void WarnOfPlainManager(string profile, bool isPlainManager)
    {
        if (isPlainManager)
        {
            notify(new Notice(
                NoticeKind.Warning,
                $"the keys of manager profile '{profile}' lie in plain text; seal them: {ManagerProfile.EncryptCommand(profile)}"));
        }
    }
}
