using System.Globalization;
using IamSorry.Cli.CommandLine;
using IamSorry.Cli.Composition;
using IamSorry.Cli.Output;
using IamSorry.Credentials;
using IamSorry.Errors;
using IamSorry.Sessions;

namespace IamSorry.Cli.Commands;

/// <summary><c>eval</c>: a profile's credentials as shell commands.</summary>
internal static class EvalCommand
{
    private static readonly Argument<string> Profile = ProfileArgument.Optional(
        "whose credentials; else that of --profile, AWS_PROFILE");

    private static readonly Option<Shell> ShellName
        = OneOf.Option(
            "--shell", "SHELL", "bash, zsh, fish or powershell: what evaluates the lines", ShellExport.Shells,
            "the one that calls, else bash");

    /// <summary>Prints secrets to a terminal, where they are not printed otherwise.</summary>
    public static readonly Flag Print = new("--print", "print them to the terminal too");

    public static CommandDefinition Definition => new()
    {
        Name = "eval",
        Group = CommandGroup.Session,
        Summary = "print shell commands that set a profile's credentials",
        Details =
            """
            Prints commands that set the profile's credentials as environment variables, and unset those that it lacks. A session
            with less than 5 minutes left is renewed first. Nothing is printed on failure, and nothing to a terminal without
            --print.
            """,
        Examples =
        [
            new("eval $(iam-sorry eval alice-bedrock)", "bash, zsh"),
            new("iam-sorry eval alice-bedrock --shell fish | source", "fish"),
            new("iam-sorry eval alice-bedrock --shell powershell | Out-String | iex", "PowerShell"),
        ],
        Arguments = [Profile],
        Options = [ShellName, Print],
        RunAsync = RunAsync,
    };

    /// <summary>The credentials of a profile that is named somehow, opened; says on stderr until when they are good.</summary>
    public static async Task<ProfileCredentials> OpenAsync(
        string? named, string command, Services services, CancellationToken cancellation)
    {
        var credentials = await OpenQuietlyAsync(named, command, services, cancellation);
        if (credentials is ProfileCredentials.Temporary { Session: var session })
        {
            TellUntilWhen(session, named ?? services.ExplicitProfile!, services.Terminal);
        }

        return credentials;
    }

    /// <summary>The same for a command that has something else to say of them.</summary>
    public static async Task<ProfileCredentials> OpenQuietlyAsync(
        string? named, string command, Services services, CancellationToken cancellation)
    {
        var profile = named ?? services.ExplicitProfile
            ?? throw new InvalidInputException(
                $"iam-sorry {command} needs a PROFILE", $"name the profile, such as: iam-sorry {command} alice-bedrock; "
                    + "which there are: iam-sorry list");
        var files = services.Profiles.Read();
        ExecGuard.RefusePermanentKey(services, files, profile);
        var credentials = await OwnerHint.ExplainAsync(
            services.ExportCredentials.RunAsync(files, profile, cancellation), services, cancellation);
        if (credentials is ProfileCredentials.Temporary { Session: var session })
        {
            services.NoteHandOut(command, profile, session);
        }

        return credentials;
    }

    /// <summary>Refuses to print secrets to a terminal where they scroll by for everybody to see.</summary>
    /// <exception cref="RefusedException">Stdout is a terminal, and nobody has asked for it.</exception>
    public static void RequireNoTerminal(Invocation line, Services services, string instead)
    {
        if (services.Screen.IsTerminal && !line.Has(Print))
        {
            throw new RefusedException(
                "credentials are not printed to a terminal", $"write {instead}; or, to see them all the same, add --print");
        }
    }

    private static void TellUntilWhen(Session session, string profile, Terminal terminal)
    {
        if (session.Expiration is { } end)
        {
            var left = TimeLeft.Text(session.TimeLeft(TimeProvider.System.GetUtcNow()));
            terminal.Done(string.Create(
                CultureInfo.InvariantCulture,
                $"{SessionWords.Short(session, profile)}{(session.Account is { } account ? $" in account {account}" : "")} until {end.ToLocalTime():yyyy-MM-dd HH:mm zzz}, {left} left"));
        }
    }

    private static async Task<CommandResult> RunAsync(Invocation line, Services services, CancellationToken cancellation)
    {
        var shell = line.Has(ShellName) ? line.Get(ShellName) : ShellInUse.ForEval(() => services.Settings.Shell);
        var named = line.Find(Profile);
        RequireNoTerminal(line, services, ShellExport.CallOf(shell, named ?? "PROFILE"));
        return ShellExport.Format(await OpenAsync(named, "eval", services, cancellation), shell);
    }
}
