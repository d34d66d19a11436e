using System.Text;
using IamSorry.Cli.CommandLine;
using IamSorry.Cli.Composition;
using IamSorry.Credentials;
using IamSorry.Profiles;
using IamSorry.Serving;
using IamSorry.Sessions;

namespace IamSorry.Cli.Commands;

/// <summary><c>credential-process</c>: a session for an AWS SDK.</summary>
internal static class CredentialProcessCommand
{
    private static readonly Argument<string> Profile = ProfileArgument.Required("whose session is printed");
    private static readonly Option<TimeSpan> Duration = DurationOption.Create("how long a session lives that is minted for it");

    private static readonly Option<string> User = new(
        CredentialProcessLine.UserOption, "NAME", "the only IAM user whose sessions are printed", IamUserName.Require)
    {
        Default = "the profile's name",
    };

    // the Go SDK waits a minute; with the clean-up that may follow, the end comes before 50 s
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    public static CommandDefinition Definition => new()
    {
        Name = CredentialProcessLine.SubCommand,
        Group = CommandGroup.Session,
        Summary = "print a session as JSON; called by the AWS SDKs",
        Details =
            """
            Prints a session in the format of credential_process; "iam-sorry configure PROFILE" writes the line that calls it.
            The first session is minted, and one with less than 20 minutes left is renewed. It never asks for a passphrase: the
            SSH key must be in the agent (ssh-add). A session that the files say is another user's is refused. The manager's
            profile is that of --profile, else iam-sorry, whatever AWS_PROFILE says.
            """,
        Examples = [new("iam-sorry credential-process alice-bedrock", "a session as JSON")],
        Arguments = [Profile],
        Options = [User, Duration],
        ErrorsOnOneLine = true,
        RunAsync = RunAsync,
    };

    private static async Task<CommandResult> RunAsync(Invocation line, Services services, CancellationToken cancellation)
    {
        services.HandedOut = line.Get(Profile);
        var files = services.Profiles.Read();
        var options = services.OptionsOf(line, Duration);
        var request = SessionChoice.RequestFor(files, line.Get(Profile), RenewalRule.Continuous, options) with
        {
            User = line.Get(User) ?? SessionConfig.Read(files, line.Get(Profile)).User ?? line.Get(Profile),
            Patience = Patience,
        };
        var sessions = services.NonInteractiveSessions(services.NonInteractiveManagers, services.Terminal);
        var session = await sessions.GetAsync(files, request, cancellation);
        services.NoteHandOut("credential-process", request.Profile, session);
        return Encoding.UTF8.GetString(SessionJson.ForProcess(session)) + "\n";
    }
}
