using System.CommandLine;
using IamSorry.Errors;
using IamSorry.Profiles;

namespace IamSorry.Cli.Commands;

/// <summary><c>credential-process</c>.</summary>
internal static class CredentialProcessCommand
{
    private const string Help =
        """
        Usage: iam-sorry credential-process PROFILE [--duration HOURS]

        Hands a session to an AWS SDK as JSON, as credential_process in the config file asks for. Renews 5 minutes ahead; never
        asks for a passphrase: the SSH key must be in the agent (ssh-add).

          --duration HOURS  how long a session lives that is minted for it, 1 to 36 (default 36)

        """;

    public static SubCommand Words()
    {
        var profile = new Argument<string>("PROFILE");
        var duration = DurationWord.Option();
        return new SubCommand("credential-process", Help, [profile], [duration], (line, common, _) => new CredentialProcess(common, ProfileName.Require(line.GetValue(profile)!), DurationWord.Read(line, duration)));
    }

    public static Task<CommandResult> RunAsync(CredentialProcess process, Services services, CancellationToken cancellation)
        => throw new IamSorryException("credential-process is not there yet");
}
