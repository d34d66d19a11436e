using IamSorry.Cli.CommandLine;
using IamSorry.Cli.Composition;
using IamSorry.Cli.Output;

namespace IamSorry.Cli.Commands;

/// <summary><c>export</c>: a profile's credentials for other programs.</summary>
internal static class ExportCommand
{
    private static readonly Argument<string> Profile = ProfileArgument.Optional(
        "whose credentials; else that of --profile, AWS_PROFILE");

    private static readonly Option<ExportFormat> Format
        = OneOf.Option("--format", "FORMAT", "the form of the output", ExportFormats.All, "env");

    public static CommandDefinition Definition => new()
    {
        Name = "export",
        Group = CommandGroup.Session,
        Summary = "print a profile's credentials for another program",
        Details =
            """
            Prints the profile's credentials in one of these forms: env (NAME=value a line, without quotes, as docker reads it),
            dotenv (with quotes), json, process (as credential_process prints it), or commands of a shell: sh, fish, powershell,
            cmd. A session with less than 5 minutes left is renewed first. Nothing is printed on failure, and nothing to a
            terminal without --print.
            """,
        Examples =
        [
            new("docker run --env-file <(iam-sorry export alice-ci) IMAGE", "a container with a session"),
            new("iam-sorry export alice-ci --format json | jq -r .AWS_REGION", "one of the values"),
        ],
        Arguments = [Profile],
        Options = [Format, EvalCommand.Print],
        RunAsync = RunAsync,
    };

    private static async Task<CommandResult> RunAsync(Invocation line, Services services, CancellationToken cancellation)
    {
        EvalCommand.RequireNoTerminal(line, services, "them to where they are needed, through a pipe or a file of mode 600");
        return ExportFormats.Write(
            await EvalCommand.OpenAsync(line.Find(Profile), "export", services, cancellation),
            line.Get(Format, ExportFormat.Env));
    }
}
