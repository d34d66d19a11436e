using IamSorry.Errors;
using IamSorry.Profiles;

namespace IamSorry.Managers;

/// <summary>Which profile is the manager's.</summary>
/// <param name="named">The profile that a command names, which is taken as it is; or null.</param>
/// <param name="environment">Reads an environment variable.</param>
/// <param name="usual">The profile that the user's settings name, or null; asked only where nothing else names one.</param>
/// <param name="regions">Which region the manager works in.</param>
public sealed class ManagerLocator(
    string? named, Func<string, string?> environment, Func<string?>? usual = null, RegionChoice? regions = null)
{
    private readonly RegionChoice _regions = regions ?? new RegionChoice(environment);

    private string Usual => field ??= usual?.Invoke() ?? ManagerProfile.DefaultName;

    /// <summary>
    /// The manager's profile: the one named, else that of AWS_PROFILE, else that of the settings, else <c>iam-sorry</c>.
    /// AWS_PROFILE often names the session at work, and a session is not a manager: then it is the usual one all the same. Where
    /// there is none of that name either, the only sealed profile is meant: a seal is a manager's.
    /// </summary>
    public string FindName(ProfileSnapshot files)
    {
        if (named is not null)
        {
            return named;
        }

        var active = Text.NonEmpty(environment("AWS_PROFILE")) ?? Usual;
        if (ProfileKeys.Read(files.KeysOf(active), active) is not (ProfileKeys.Session or ProfileKeys.None))
        {
            return active;
        }

        return files.Credentials.Contains(Usual) ? Usual
            : ManagerProfile.SealedNames(files) is [var only] ? only
            : active;
    }

    /// <summary>Reads the manager's profile.</summary>
    /// <exception cref="IamSorryException">There is none, or it holds no keys.</exception>
    /// <exception cref="RefusedException">It holds a session, which cannot call IAM.</exception>
    public ManagerProfile Find(ProfileSnapshot files) => ManagerProfile.Read(files, FindName(files), _regions);
}
