using IamSorry.Errors;
using IamSorry.Profiles;

namespace IamSorry.Managers;

/// <summary>Which profile is the manager's.</summary>
/// <param name="named">The profile that a command names, which is taken as it is; or null.</param>
/// <param name="environment">Reads an environment variable.</param>
public sealed class ManagerLocator(string? named, Func<string, string?> environment)
{
    private readonly RegionChoice _regions = new(environment);

    /// <summary>
    /// The manager's profile: the one named, else that of AWS_PROFILE, else <c>iam-sorry</c>. AWS_PROFILE often names the session
    /// at work, and a session is not a manager: then it is <c>iam-sorry</c> all the same, where there is such a profile.
    /// </summary>
    public string FindName(ProfileSnapshot files)
    {
        if (named is not null)
        {
            return named;
        }

        var active = Text.NonEmpty(environment("AWS_PROFILE")) ?? ManagerProfile.DefaultName;
        var isOther = ProfileKeys.Read(files.KeysOf(active), active) is ProfileKeys.Session or ProfileKeys.None;
        return isOther && files.Credentials.Contains(ManagerProfile.DefaultName) ? ManagerProfile.DefaultName : active;
    }

    /// <summary>Reads the manager's profile.</summary>
    /// <exception cref="IamSorryException">There is none, or it holds no keys.</exception>
    /// <exception cref="RefusedException">It holds a session, which cannot call IAM.</exception>
    public ManagerProfile Find(ProfileSnapshot files) => ManagerProfile.Read(files, FindName(files), _regions);
}
