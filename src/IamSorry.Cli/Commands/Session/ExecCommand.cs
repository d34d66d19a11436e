using System.CommandLine;
using IamSorry.Cli.Composition;
using IamSorry.Cli.Exec;
using IamSorry.Errors;
using IamSorry.Profiles;
using IamSorry.Sessions;
using IamSorry.Sessions.Issuers;

namespace IamSorry.Cli.Commands;

/// <summary><c>exec</c>: a command with a session.</summary>
internal static class ExecCommand
{
    public const string Marker = "IAM_SORRY_EXEC";

    private const string Help =
        """
        Usage: iam-sorry exec PROFILE [--server] [--duration HOURS] [--nested] -- COMMAND [ARGUMENT ...]

        Runs a command with the session of a profile in its environment, and nothing else changed: what could carry other
        credentials is removed. A session that is missing is minted, one with less than 5 minutes left is renewed first.

          --server          instead of keys, the command gets an endpoint on loopback that renews the session as long as it
                            runs, through the agent; what goes wrong stands in ~/.aws/iam-sorry/exec.log
          --duration HOURS  how long a session lives that is minted for it, 1 to 36 (default 36)
          --nested          also inside another iam-sorry exec (IAM_SORRY_EXEC is set there)

        The exit code is the command's: 128 and more when a signal ended it, 127 where there is no such command, 126 where it
        cannot be run. What fails before it starts has the exit codes of iam-sorry.

        """;

    public static SubCommand Words()
    {
        var profile = new Argument<string>("PROFILE");
        var server = new Option<bool>("--server");
        var duration = DurationWord.Option();
        var nested = new Option<bool>("--nested");
        return new SubCommand("exec", Help, [profile], [server, duration, nested], (line, common, command) => new ExecRequest(
            common,
            ProfileName.Require(line.GetValue(profile)!),
            command is [_, ..] ? command : throw new InvalidInputException("iam-sorry exec needs a command", "write it behind --: iam-sorry exec PROFILE -- COMMAND"),
            line.GetValue(server),
            line.GetValue(nested),
            DurationWord.Read(line, duration)),
            takesCommand: true);
    }

    public static async Task<CommandResult> RunAsync(ExecRequest exec, Services services, CancellationToken cancellation)
    {
        if (!exec.Nested && services.Environment(Marker) is { Length: > 0 } outer)
        {
            throw new RefusedException(
                $"this runs inside iam-sorry exec {ShellQuote.Word(outer)} already", "leave that first (exit), or if it is meant: --nested");
        }

        (string, string?)[] marker = [(Marker, exec.Profile)];
        try
        {
            return new CommandResult("", await OwnerNaming.RunAsync(
                exec.Server ? new ExecServer(services, exec).RunAsync(marker, cancellation) : RunWithKeysAsync(exec, services, marker, cancellation),
                services,
                cancellation));
        }
        catch (CommandNotStartedException error)
        {
            services.Terminal.Fail(error, exec.Common.Debug);
            return new CommandResult("", error.Code);
        }
    }

    private static async Task<int> RunWithKeysAsync(
        ExecRequest exec, Services services, IEnumerable<(string Name, string? Value)> more, CancellationToken cancellation)
    {
        var request = new SessionRequest(exec.Profile, RenewalRule.Once) { Issuer = new UserSession(exec.Duration) };
        var session = await services.Sessions.GetAsync(services.Profiles.Read(), request, cancellation);
        services.Terminal.ClearProgress();
        cancellation.ThrowIfCancellationRequested();
        var launch = new CommandLaunch(exec.Command, [.. CredentialVariables.Of(session), .. more]);
        if (OperatingSystem.IsWindows())
        {
            services.Signals?.HandOver(_ => { });
            return await WindowsCommand.RunAsync(launch);
        }

        UnixCommand.Become(launch);
        return 0;
    }
}
