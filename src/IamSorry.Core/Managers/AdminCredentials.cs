using IamSorry.Credentials;
using IamSorry.Profiles;

namespace IamSorry.Managers;

/// <summary>
/// The credentials of whoever sits at the keyboard, who need not be a manager: a named profile, else the keys in the environment,
/// else a profile to fall back to.
/// </summary>
/// <param name="profiles">The files.</param>
/// <param name="unseal">Opens a sealed profile.</param>
/// <param name="environment">Reads an environment variable.</param>
public sealed class AdminCredentials(ProfileStore profiles, UnsealProfile unseal, Func<string, string?> environment)
{
    /// <summary>Key and, for temporary credentials, session token; null where there are none.</summary>
    /// <param name="profile">A profile named on the command line, which wins over the environment; or null.</param>
    /// <param name="fallbackProfile">The profile to look into where neither is given.</param>
    /// <param name="cancellation">Stops waiting.</param>
    public async Task<(AccessKey Key, string? SessionToken)?> FindAsync(
        string? profile, string fallbackProfile, CancellationToken cancellation)
    {
        var name = profile ?? fallbackProfile;
        var keys = profile is null && EnvironmentKeys.Read(environment) is { } own ? own
            : profiles.Read().StoredKeys(name);
        return keys switch
        {
            ProfileKeys.None => null,
            ProfileKeys.Session session => (session.Key, session.SessionToken),
            _ => (await unseal.OpenAsync(name, keys, cancellation), null),
        };
    }
}
