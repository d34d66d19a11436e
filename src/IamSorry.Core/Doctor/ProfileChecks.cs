using IamSorry.Doctor.OtherPrograms;
using IamSorry.Profiles;

namespace IamSorry.Doctor;

/// <summary>
/// The checks of what stands in the AWS files. The doctor tells what they find, <c>--fix-profiles</c> mends what has a fix: both
/// run these and no others, so they cannot drift apart.
/// </summary>
public static class ProfileChecks
{
    /// <summary>All that is wrong in the files as they now are.</summary>
    public static IReadOnlyList<Finding> Find(ProfileSnapshot files, DiagnosticContext here) =>
    [
        .. PermanentKeysCheck.Find(files, here),
        .. DuplicateEntriesCheck.Find(files, here),
        .. ForeignReadersCheck.Find(files, here),
        .. ShadowedProcessCheck.Find(files),
        .. ProcessProgramCheck.Find(files, here),
        .. SessionConfigCheck.Find(files, here),
        .. RegionsCheck.Find(files, here),
        .. ExpiredSecretsCheck.Find(files, here),
    ];
}
