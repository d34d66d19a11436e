using IamSorry.Errors;
using IamSorry.Profiles;

namespace IamSorry.Doctor;

/// <summary>Mends what the doctor finds in the AWS files and what can be mended without losing anything.</summary>
/// <param name="profiles">The files.</param>
public sealed class ProfileRepair(ProfileStore profiles)
{
    /// <summary>Mends, and says what was done and what is left.</summary>
    /// <exception cref="IamSorryException">The files cannot be read or written.</exception>
    public async Task<RepairResult> RunAsync(DiagnosticContext here, CancellationToken cancellation)
    {
        var done = new List<string>();
        foreach (var fix in FileModesCheck.OfAwsFiles(here.Files).Select(finding => finding.Fix).OfType<ModeFix>())
        {
            Tighten(fix);
            done.Add(fix.Done);
        }

        IReadOnlyList<Finding> findings = CheckList.InFiles(profiles.Read(), here);
        if (findings.Any(finding => finding.Fix is EditFix))
        {
            var edited = new List<string>();
            await profiles.EditAsync(
                files =>
                {
                    edited.Clear();

                    // found anew in what is edited: another program may have changed it meanwhile
                    foreach (var fix in CheckList.InFiles(files, here).Select(finding => finding.Fix).OfType<EditFix>())
                    {
                        fix.Apply(files);
                        edited.Add(fix.Done);
                    }
                },
                cancellation);
            done.AddRange(edited);
            findings = CheckList.InFiles(profiles.Read(), here);
        }

        return new RepairResult(done, findings);
    }

    private static void Tighten(ModeFix fix)
    {
        if (OperatingSystem.IsWindows())
        {
            return;
        }

        try
        {
            File.SetUnixFileMode(fix.Path, fix.Mode);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new IamSorryException(
                $"cannot change the mode of {fix.Path}: permission denied", new Remedy(
                    "see who owns it", ShellCommand.Of("ls", "-ld", fix.Path)), error);
        }
    }
}

/// <summary>What was mended.</summary>
/// <param name="Done">A line each.</param>
/// <param name="Left">What the checks still find.</param>
public sealed record RepairResult(IReadOnlyList<string> Done, IReadOnlyList<Finding> Left);
