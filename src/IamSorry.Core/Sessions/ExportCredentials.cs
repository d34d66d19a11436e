using IamSorry.Credentials;
using IamSorry.Errors;
using IamSorry.Managers;
using IamSorry.Profiles;
using IamSorry.Reporting;

namespace IamSorry.Sessions;

/// <summary>
/// Reads the credentials of a profile, whatever kind it is. A session that is about to expire is renewed through the manager
/// first; a valid one costs no call and no SDK, so that a shell prompt can afford it.
/// </summary>
/// <param name="managers">Finds the manager.</param>
/// <param name="unseal">Opens a sealed profile.</param>
/// <param name="sessions">Provides sessions.</param>
/// <param name="reporter">Hears warnings.</param>
public sealed class ExportCredentials(ManagerLocator managers, UnsealProfile unseal, SessionProvider sessions, IReporter reporter)
{
    /// <summary>What the user wants of a session that is minted for it, where its profile does not say.</summary>
    public SessionOptions Options { get; init; } = new();

    /// <summary>The only account whose credentials are exported; null: any.</summary>
    public ExpectedAccount? Expected { get; init; }

    /// <summary>Returns the credentials of <paramref name="profile"/>.</summary>
    /// <param name="files">The files as they stand.</param>
    /// <param name="profile">The profile to export.</param>
    /// <param name="cancellation">Stops waiting.</param>
    public async Task<ProfileCredentials> RunAsync(ProfileSnapshot files, string profile, CancellationToken cancellation)
    {
        switch (files.StoredKeys(profile))
        {
            case ProfileKeys.Session session when files.HasKeysInConfigOnly(profile):
                // no session of ours lies there, so it is not ours to renew
                Expected?.Require(AccessKey.CertainAccountOf(session.Key.Id), $"the session of profile '{profile}'");
                return new ProfileCredentials.Temporary(new Session(session.Key, session.SessionToken, session.Expiration)
                {
                    Region = RegionChoice.OfProfile(files, profile),
                });

            case ProfileKeys.Sealed keys:
                var opened = await unseal.RunAsync(
                    profile, keys, cancellation, isManager: profile == managers.FindName(files));
                return new ProfileCredentials.Permanent(opened, RegionChoice.OfProfile(files, profile));

            case ProfileKeys.Permanent permanent:
                if (profile == managers.FindName(files))
                {
                    reporter.Report(ManagerProfile.LiesInPlainText(profile));
                }

                Expected?.Require(AccessKey.CertainAccountOf(permanent.Key.Id), $"the key of profile '{profile}'");
                return new ProfileCredentials.Permanent(permanent.Key, RegionChoice.OfProfile(files, profile));

            case ProfileKeys.None when !files.UsesCredentialProcess(profile) && !SessionConfig.Read(files, profile).IsSpecial
                && ExpiredSecrets.EndOfBare(files.Credentials, profile) is null:
                throw new IamSorryException(
                    $"profile '{profile}' has no credentials in {files.PathOfKeysOf(profile)}",
                    new Remedy("mint them", new OurCommand.Mint(profile)));

            default:
                var request = SessionChoice.RequestFor(files, profile, RenewalRule.Once, Options);
                return new ProfileCredentials.Temporary(await sessions.GetAsync(files, request, cancellation));
        }
    }
}
