using IamSorry.Cli.CommandLine;
using IamSorry.Cli.Composition;
using IamSorry.Cli.Exec;
using IamSorry.Cli.Output;
using IamSorry.Errors;
using IamSorry.Sessions;

namespace IamSorry.Cli.Commands;

/// <summary><c>exec</c>: a command with a session.</summary>
internal static class ExecCommand
{
    public const string Marker = "IAM_SORRY_EXEC";

    /// <summary>For prompts.</summary>
    public const string ProfileVariable = "IAM_SORRY_PROFILE";

    private static readonly Argument<string> Profile = ProfileArgument.Required("whose session the command gets");

    private static readonly Flag Server = new(
        "--server", "give it an endpoint on loopback that renews the session as long as it runs");

    private static readonly Option<TimeSpan> Duration = DurationOption.Create("how long a session lives that is minted for it");
    private static readonly Flag Nested = new("--nested", "also inside another iam-sorry exec (IAM_SORRY_EXEC is set there)");

    public static CommandDefinition Definition => new()
    {
        Name = "exec",
        Group = CommandGroup.Session,
        Summary = "run a command with a session of a profile",
        Details =
            """
            Runs a command with the session of a profile in its environment and nothing else changed: variables that could carry
            other credentials are removed. A missing session is minted; one with less than 5 minutes left is renewed first.
            Without a command it is your shell ($SHELL); IAM_SORRY_PROFILE tells its prompt which profile it has.

            With --server the command gets an address and a token instead of keys; the AWS SDKs fetch the session there, always
            fresh.
            Problems of the endpoint are logged in ~/.aws/iam-sorry/exec.log.

            With --read-only, --policy-arn or --policy the session can do what they and the user or role both allow; it is kept
            beside the profile's own, which other programs get as before.

            The exit code is the command's: 128 and more if a signal ended it, 127 if there is no such command, 126 if it cannot
            be
            run. What fails before it starts has the exit codes of iam-sorry.
            """,
        Examples =
        [
            new("iam-sorry exec alice-bedrock -- aws s3 ls", "a session for one command, nothing in the shell"),
            new("iam-sorry exec alice-dev --read-only -- claude", "an agent that can read, and change nothing"),
            new("iam-sorry exec alice-bedrock --server -- ./train.py", "renewed for as long as it runs"),
        ],
        Arguments = [Profile],
        Options = [Server, Duration, .. LimitOptions.All, Nested],
        Conflicts = LimitOptions.Conflicts,
        TakesCommand = true,
        RunAsync = RunAsync,
    };

    private static async Task<CommandResult> RunAsync(Invocation line, Services services, CancellationToken cancellation)
    {
        var exec = new ExecRequest(
            line.Get(Profile), line.Command is [_, ..] ? line.Command : [OwnShell(services)],
            services.OptionsOf(line, Duration) with { Policies = LimitOptions.Read(line) });
        if (!line.Has(Nested) && services.Environment(Marker) is { Length: > 0 } outer)
        {
            throw new RefusedException(
                $"this runs inside iam-sorry exec {ShellQuote.Word(outer)} already",
                "leave that first (exit), or, if this is intended, add --nested");
        }

        (string, string?)[] marker = [(Marker, exec.Profile), (ProfileVariable, exec.Profile)];
        try
        {
            return new CommandResult("", await OwnerHint.ExplainAsync(
                line.Has(Server) ? new ExecServer(services, exec).RunAsync(marker, cancellation)
                    : RunWithKeysAsync(exec, services, marker, cancellation),
                services,
                cancellation));
        }
        catch (CommandNotStartedException error)
        {
            services.Terminal.Fail(error, line.Common.Debug);
            return new CommandResult("", error.Code);
        }
    }

    private static string OwnShell(Services services)
        => Text.NonEmpty(services.Environment(OperatingSystem.IsWindows() ? "COMSPEC" : "SHELL"))
            ?? (OperatingSystem.IsWindows() ? "cmd.exe" : "/bin/sh");

    private static async Task<int> RunWithKeysAsync(
        ExecRequest exec, Services services, IEnumerable<(string Name, string? Value)> more, CancellationToken cancellation)
    {
        var files = services.Profiles.Read();
        var request = SessionChoice.RequestFor(files, exec.Profile, RenewalRule.Once, exec.Options);
        var session = await services.Sessions.GetAsync(files, request, cancellation);
        services.NoteHandOut("exec", exec.Profile, session);
        services.Terminal.ClearProgress();
        cancellation.ThrowIfCancellationRequested();
        var launch = new CommandLaunch(exec.Command, [.. CredentialVariables.Of(session), .. more]);
        if (OperatingSystem.IsWindows())
        {
            services.Signals?.ForwardTo(_ => { });
            return await WindowsCommand.RunAsync(launch);
        }

        UnixCommand.Become(launch);
        return 0;
    }
}
