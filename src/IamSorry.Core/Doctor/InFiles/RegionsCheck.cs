using IamSorry.Aws;
using IamSorry.Credentials;
using IamSorry.Errors;
using IamSorry.Profiles;

namespace IamSorry.Doctor;

/// <summary>
/// Regions that are none, or that no partition has; sessions whose profile names no region, or one of another partition than the
/// manager's, where their keys are unknown.
/// </summary>
internal sealed class RegionsCheck : FilesCheck
{
    public override IEnumerable<Finding> Find(ProfileSnapshot files, DiagnosticContext here)
    {
        foreach (var name in files.Names)
        {
            if (RegionChoice.Problem(files, name) is { } problem)
            {
                yield return new Finding(Severity.Serious, "malformed-region", name, problem.Message, problem.Remedy!);
            }
            else if (RegionChoice.OfProfile(files, name) is { } region && AwsPartition.Find(region) is null)
            {
                yield return Unknown(name, region, AwsPartition.Find(ManagersRegion(files, here) ?? "") is null
                    ? null : ManagersRegion(files, here));
            }
        }

        var managers = ManagersRegion(files, here);
        foreach (
            var profile in ListProfiles.Of(files, here.ManagerProfile).Where(
                each => each is { Kind: ProfileKind.Session, Owner: not null } or { UsesCredentialProcess: true }))
        {
            var name = profile.Name;
            if (profile.Region is not { } region)
            {
                var fixable = managers is not null;
                yield return new Finding(
                    Severity.Warning, "no-region", name,
                    $"profile '{name}' names no region, so most AWS commands fail unless AWS_REGION is set",
                    fixable ? new OurCommand.Doctor { Fix = true }
                        : ShellCommand.AwsConfigureSet(name, CredentialFields.Region, "us-east-1"))
                {
                    Fix = fixable
                        ? new EditFix(
                            $"profile '{name}' has the manager's region {managers}", edited
                                => SetRegion(edited, name, managers!)) : null,
                };
            }
            else if (
                managers is not null && RegionChoice.Problem(files, name) is null
                    && AwsPartition.Find(region) is { } own && AwsPartition.Find(managers) is { } other
                    && own != other)
            {
                yield return new Finding(
                    Severity.Serious, "wrong-partition", name,
                    $"profile '{name}' works in region {TerminalText.Quote(region)} of partition {own.Name}, its manager in "
                    + $"{other.Name}, and neither knows the other's keys",
                    ShellCommand.AwsConfigureSet(name, CredentialFields.Region, managers));
            }
        }
    }

    private static string? ManagersRegion(ProfileSnapshot files, DiagnosticContext here)
        => RegionChoice.Problem(files, here.ManagerProfile) is null ? RegionChoice.OfProfile(files, here.ManagerProfile) : null;

    // well-formed, and no signed call goes there: which host it would be is a guess
    private static Finding Unknown(string profile, string region, string? likely) => new(
        Severity.Serious, "unknown-region", profile,
        $"profile '{profile}' works in region {TerminalText.Quote(region)}, and no partition of AWS that this version knows has "
        + $"such a region",
        new Remedy("if it is a typo", ShellCommand.AwsConfigureSet(profile, CredentialFields.Region, likely ?? "us-east-1")));

    private static void SetRegion(ProfileSnapshot files, string profile, string region)
    {
        if (RegionChoice.OfProfile(files, profile) is null)
        {
            files.Config.Set(profile, CredentialFields.Region, region);
        }
    }
}
