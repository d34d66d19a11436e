using IamSorry.Aws;
using IamSorry.Credentials;
using IamSorry.Errors;
using IamSorry.Profiles;

namespace IamSorry.Managers;

/// <summary>
/// Finds out which account the user works in, without asking for a passphrase: for printing a policy, which must work before
/// anything is set up.
/// </summary>
/// <param name="profiles">The files.</param>
/// <param name="admin">Finds credentials; given the agent only, so that nobody is asked anything.</param>
/// <param name="aws">Asked who the caller is.</param>
public sealed class IdentifyCaller(ProfileStore profiles, AdminCredentials admin, IAwsServices aws)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    /// <summary>
    /// The caller, or null where there are no keys, they cannot be opened silently, or AWS does not answer in a few seconds.
    /// </summary>
    /// <param name="profile">A profile named on the command line, which wins over keys in the environment; or null.</param>
    /// <param name="fallbackProfile">The profile to look into where neither is given.</param>
    /// <param name="regions">Which region to ask in.</param>
    /// <param name="cancellation">Stops waiting.</param>
    public async Task<CallerIdentity?> RunAsync(
        string? profile, string fallbackProfile, RegionChoice regions, CancellationToken cancellation)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        patience.CancelAfter(Patience);
        try
        {
            if (await admin.FindAsync(profile, fallbackProfile, patience.Token) is not var (key, token))
            {
                return null;
            }

            using var sts = aws.Sts(key, regions.OfManager(profiles.Read(), profile ?? fallbackProfile), token);
            return await sts.GetCallerIdentityAsync(patience.Token);
        }
        catch (Exception error) when (
            error is IamSorryException || (error is OperationCanceledException && !cancellation.IsCancellationRequested))
        {
            return null;
        }
    }
}
