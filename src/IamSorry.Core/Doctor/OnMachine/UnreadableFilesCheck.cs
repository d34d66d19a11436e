using IamSorry.Errors;

namespace IamSorry.Doctor;

/// <summary>AWS files that cannot be read, or that nobody can make sense of: nothing else can be said of them then.</summary>
internal sealed class UnreadableFilesCheck : OfflineCheck
{
    public override IEnumerable<Finding> Find(Examination it)
    {
        if (it.FilesProblem is { } error)
        {
            yield return new Finding(
                Severity.Serious, "file-unreadable", "files", error.Message, error.Remedy
                    ?? new Remedy("look at it", ShellCommand.Of("ls", "-l", it.Here.Files.CredentialsPath)));
        }
    }
}
