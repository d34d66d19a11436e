using System.CommandLine;
using IamSorry.Errors;
using IamSorry.Profiles;

namespace IamSorry.Cli.Commands;

/// <summary><c>exec</c>.</summary>
internal static class ExecCommand
{
    private const string Help =
        """
        Usage: iam-sorry exec PROFILE [--server] [--duration HOURS] [--nested] -- COMMAND [ARGUMENT ...]

        Runs a command with the session of a profile in its environment, and nothing else changed. A session with less than
        5 minutes left is renewed first.

          --server          instead of keys, the command gets an endpoint on loopback that renews the session as long as it runs
          --duration HOURS  how long a session lives that is minted for it, 1 to 36 (default 36)
          --nested          also inside another iam-sorry exec

        """;

    public static SubCommand Words()
    {
        var profile = new Argument<string>("PROFILE");
        var server = new Option<bool>("--server");
        var duration = DurationWord.Option();
        var nested = new Option<bool>("--nested");
        return new SubCommand("exec", Help, [profile], [server, duration, nested], (line, common, command) => new Exec(
            common,
            ProfileName.Require(line.GetValue(profile)!),
            command is [_, ..] ? command : throw new InvalidInputException("iam-sorry exec needs a command", "write it behind --: iam-sorry exec PROFILE -- COMMAND"),
            line.GetValue(server),
            line.GetValue(nested),
            DurationWord.Read(line, duration)),
            takesCommand: true);
    }

    public static Task<CommandResult> RunAsync(Exec exec, Services services, CancellationToken cancellation)
        => throw new IamSorryException("exec is not there yet");
}
