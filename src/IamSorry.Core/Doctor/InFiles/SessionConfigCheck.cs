using IamSorry.Errors;
using IamSorry.Profiles;
using IamSorry.Sessions;

namespace IamSorry.Doctor;

/// <summary>
/// What the config file says of a profile's sessions, where that cannot be, or where the session that lies there is of another
/// kind: iam-sorry does not hand that out, but AWS programs read it from the file.
/// </summary>
internal sealed class SessionConfigCheck : FilesCheck
{
    public override IEnumerable<Finding> Find(ProfileSnapshot files, DiagnosticContext here)
        => files.Config.Names.Select(profile => Look(files, profile, here)).OfType<Finding>();

    private static Finding? Look(ProfileSnapshot files, string profile, DiagnosticContext here)
    {
        if (SessionConfig.Read(files, profile) == SessionConfig.None)
        {
            return null;
        }

        try
        {
            var mark = SessionChoice.Of(files, profile, new SessionOptions()).Mark;
            return SessionFields.Read(files, profile) is { } stored && !Equals(stored.Mark, mark)
                ? new Finding(
                    Severity.Warning, "session-other-kind", profile,
                    $"the session of profile {TerminalText.Quote(profile)} is not of the kind that {here.Files.ConfigPath} asks for, "
                    + "and AWS programs use it as it is", new Remedy("mint the right one", new OurCommand.Mint(profile)))
                : null;
        }
        catch (InvalidInputException error)
        {
            return new Finding(
                Severity.Serious, "session-config", profile, error.Message,
                error.Remedy ?? new Remedy("correct it", ShellCommand.Of("vi", here.Files.ConfigPath)));
        }
        catch (IamSorryException)
        {
            // keys that make no sense are another check's matter
            return null;
        }
    }
}
