using System.CommandLine;
using System.Text;
using IamSorry.Cli.Composition;
using IamSorry.Profiles;
using IamSorry.Serving;
using IamSorry.Sessions;
using IamSorry.Sessions.Issuers;

namespace IamSorry.Cli.Commands;

/// <summary><c>credential-process</c>: a session for an AWS SDK.</summary>
internal static class CredentialProcessCommand
{
    private const string Help =
        """
        Usage: iam-sorry credential-process PROFILE [--duration HOURS]

        Hands a session to an AWS SDK as JSON, as credential_process in the config file asks for; iam-sorry configure PROFILE
        writes that line. Mints the first session, and renews it when less than 20 minutes are left. Never asks for a
        passphrase: the SSH key must be in the agent (ssh-add). The manager is --profile, else iam-sorry, whatever AWS_PROFILE
        says.

          --duration HOURS  how long a session lives that is minted for it, 1 to 36 (default 36)

        """;

    public static SubCommand Words()
    {
        var profile = new Argument<string>("PROFILE");
        var duration = DurationWord.Option();
        return new SubCommand(CredentialProcessLine.SubCommand, Help, [profile], [duration], (line, common, _) => new CredentialProcess(common, ProfileName.Require(line.GetValue(profile)!), DurationWord.Read(line, duration)));
    }

    public static async Task<CommandResult> RunAsync(CredentialProcess process, Services services, CancellationToken cancellation)
    {
        var request = new SessionRequest(process.Profile, RenewalRule.Continuous) { Issuer = new UserSession(process.Duration) };
        var sessions = services.NonInteractiveSessions(services.NonInteractiveManagers, services.Terminal);
        var session = await sessions.GetAsync(services.Profiles.Read(), request, cancellation);
        return Encoding.UTF8.GetString(SessionJson.ForProcess(session)) + "\n";
    }
}
