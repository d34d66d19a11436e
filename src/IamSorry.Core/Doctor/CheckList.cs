using IamSorry.Doctor.OtherPrograms;
using IamSorry.Profiles;

namespace IamSorry.Doctor;

/// <summary>
/// The checks there are, a line each, in the order in which findings of the same weight are told. A new check is a file of its
/// own and a line here.
/// </summary>
internal static class CheckList
{
    /// <summary>What needs no AWS. Modes come first: what iam-sorry keeps for itself is tightened when it is opened.</summary>
    public static IReadOnlyList<ICheck> Offline { get; } =
    [
        new FileModesCheck(),
        new UnreadableFilesCheck(),
        new SshKeyCheck(),
        new SshAgentCheck(),
        new ForwardedAgentCheck(),
        new PermanentKeysCheck(),
        new SealsCheck(),
        new DuplicateEntriesCheck(),
        new ForeignReadersCheck(),
        new ShadowedProcessCheck(),
        new ProcessProgramCheck(),
        new SessionConfigCheck(),
        new RegionsCheck(),
        new AccountIdsCheck(),
        new ExpiredSecretsCheck(),
        new EnvironmentCheck(),
        new JournalsCheck(),
    ];

    /// <summary>What is asked of AWS, with the manager's key.</summary>
    public static IReadOnlyList<IOnlineCheck> Online { get; } =
    [
        new ManagerNameCheck(),
        new ClockCheck(),
        new KeyAgeCheck(),
        new UserKeysCheck(),
        new PolicyProbe(),
    ];

    /// <summary>What the checks of the AWS files find in them: what the fixes are for.</summary>
    public static IReadOnlyList<Finding> InFiles(ProfileSnapshot files, DiagnosticContext here)
        => [.. Offline.OfType<FilesCheck>().SelectMany(check => check.Find(files, here))];
}
