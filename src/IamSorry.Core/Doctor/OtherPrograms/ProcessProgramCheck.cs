using IamSorry.Errors;
using IamSorry.OpenSsh;
using IamSorry.Profiles;

namespace IamSorry.Doctor.OtherPrograms;

/// <summary>The program that a <c>credential_process</c> calls is not there: moved, or uninstalled.</summary>
internal sealed class ProcessProgramCheck : FilesCheck
{
    public override IEnumerable<Finding> Find(ProfileSnapshot files, DiagnosticContext here)
    {
        foreach (var profile in files.Config.Names)
        {
            if (files.Config.Get(profile, CredentialProcessLine.Field) is not { Length: > 0 } line
                || ShellWords.Split(line) is not [var program, ..] || !IsGone(program, here))
            {
                continue;
            }

            // only a line that is ours from the first word to the last can be written anew without losing anything
            var own = CredentialProcessLine.IsOurs(line, profile) && CredentialProcessLine.IsProgram(here.Program) ? here.Program
                : null;
            yield return new Finding(
                Severity.Serious, "process-gone", profile,
                $"the credential_process of profile '{profile}' calls {TerminalText.Quote(program)}, which is not there",
                own is not null ? new OurCommand.Doctor { Fix = true }
                    : new Remedy("correct the line", ShellCommand.Of("vi", files.Files.ConfigPath)))
            {
                Fix = own is null ? null : new EditFix(
                    $"the credential_process of profile '{profile}' calls {own}", edited => Rewrite(edited, profile, own)),
            };
        }
    }

    private static void Rewrite(ProfileSnapshot files, string profile, string program)
    {
        var line = files.Config.Get(profile, CredentialProcessLine.Field);
        if (CredentialProcessLine.IsOurs(line, profile))
        {
            var options = ShellWords.Split(line!)!.Skip(2).SkipLast(1);
            files.Config.SetAndDeduplicate(
                profile, CredentialProcessLine.Field, CredentialProcessLine.For(program, options, profile));
        }
    }

    // a name without a folder is looked for as the SDKs' shell does; one with a relative folder depends on where they stand
    private static bool IsGone(string program, DiagnosticContext here)
        => Path.IsPathFullyQualified(program) ? !File.Exists(program)
            : !program.Contains('/', StringComparison.Ordinal) && here.Variable("PATH") is { } path
                && ProgramFinder.Find(program, path) is null;
}
