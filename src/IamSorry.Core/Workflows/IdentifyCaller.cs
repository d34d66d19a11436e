using IamSorry.Aws;
using IamSorry.Credentials;
using IamSorry.Errors;
using IamSorry.Profiles;

namespace IamSorry.Workflows;

/// <summary>
/// Finds out which account the user works in, without asking for a passphrase: for printing a policy, which must work before
/// anything is set up.
/// </summary>
/// <param name="profiles">The files.</param>
/// <param name="unseal">Opens a sealed profile; given the agent only, so that nobody is asked anything.</param>
/// <param name="aws">Asked who the caller is.</param>
/// <param name="environment">Reads an environment variable.</param>
public sealed class IdentifyCaller(ProfileStore profiles, UnsealProfile unseal, IAwsServices aws, Func<string, string?> environment)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    /// <summary>The caller, or null where there are no keys, they cannot be opened silently, or AWS does not answer in a few seconds.</summary>
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
            var files = profiles.Read();
            var name = profile ?? fallbackProfile;
            var keys = profile is null && FromEnvironment() is { } own ? own : ProfileKeys.Read(files.Credentials, name);
            var (key, token) = keys switch
            {
                ProfileKeys.Permanent permanent => (permanent.Key, null),
                ProfileKeys.Session session => (session.Key, session.SessionToken),
                ProfileKeys.Sealed sealedKeys => (await unseal.RunAsync(name, sealedKeys, patience.Token), (string?)null),
                _ => (null, null),
            };
            if (key is null)
            {
                return null;
            }

            using var sts = aws.Sts(key, regions.OfManager(files, name), token);
            return await sts.GetCallerIdentityAsync(patience.Token);
        }
        catch (Exception error) when (error is IamSorryException or OperationCanceledException && !cancellation.IsCancellationRequested)
        {
            return null;
        }
    }

    private ProfileKeys? FromEnvironment()
    {
        if (environment("AWS_ACCESS_KEY_ID") is not { Length: > 0 } id || environment("AWS_SECRET_ACCESS_KEY") is not { Length: > 0 } secret)
        {
            return null;
        }

        var key = new AccessKey(id, secret);
        return environment("AWS_SESSION_TOKEN") is { Length: > 0 } token
            ? new ProfileKeys.Session(key, token, Expiration: null)
            : new ProfileKeys.Permanent(key);
    }
}
