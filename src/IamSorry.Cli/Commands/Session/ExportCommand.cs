using IamSorry.Cli.CommandLine;
using IamSorry.Cli.Composition;
using IamSorry.Cli.Output;
using IamSorry.Errors;

namespace IamSorry.Cli.Commands;

/// <summary><c>export</c>: a profile's credentials for other programs.</summary>
internal static class ExportCommand
{
    private static readonly Argument<string> Profile = ProfileArgument.Optional(
        "whose credentials; else that of --profile, AWS_PROFILE");

    private static readonly Option<ExportFormat> Format
        = OneOf.Option("--format", "FORMAT", "the form of the output", ExportFormats.All, "env");

    private static readonly Flag BedrockKey = new("--bedrock-key", "a key for Amazon Bedrock instead of the session");

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

            With --bedrock-key it is AWS_BEARER_TOKEN_BEDROCK, a key made from the session as by iam-sorry bedrock-key, and the
            region that it is good in; other variables stay as they are. Programs that know the variable use it for Amazon Bedrock
            before any other credentials.
            """,
        Examples =
        [
            new("docker run --env-file <(iam-sorry export alice-ci) IMAGE", "a container with a session"),
            new("iam-sorry export alice-ci --format json | jq -r .AWS_REGION", "one of the values"),
            new("eval \"$(iam-sorry export alice-bedrock --bedrock-key --format sh)\"", "a Bedrock key in this shell"),
        ],
        Arguments = [Profile],
        Options = [Format, BedrockKey, BedrockKeyCommand.Duration, BedrockKeyCommand.Region, EvalCommand.Print],
        Check = Check,
        RunAsync = RunAsync,
    };

    private static void Check(Invocation line)
    {
        if (line.Has(BedrockKey) && line.Get(Format, ExportFormat.Env) == ExportFormat.Process)
        {
            throw new InvalidInputException(
                "the format process is for sessions, and has no place for a Bedrock key", "use --format env or json");
        }

        foreach (var option in new Option[] { BedrockKeyCommand.Duration, BedrockKeyCommand.Region })
        {
            if (line.Has(option) && !line.Has(BedrockKey))
            {
                throw new InvalidInputException(
                    $"{option.Name} is of a Bedrock key, and none is asked for", "add --bedrock-key, or leave it out");
            }
        }
    }

    private static async Task<CommandResult> RunAsync(Invocation line, Services services, CancellationToken cancellation)
    {
        EvalCommand.RequireNoTerminal(line, services, "them to where they are needed, through a pipe or a file of mode 600");
        if (line.Has(BedrockKey))
        {
            var key = await BedrockKeyCommand.MakeAsync(line, line.Find(Profile), services, cancellation);
            return ExportFormats.Write(CredentialVariables.Of(key), line.Get(Format, ExportFormat.Env));
        }

        return ExportFormats.Write(
            await EvalCommand.OpenAsync(line.Find(Profile), "export", services, cancellation),
            line.Get(Format, ExportFormat.Env));
    }
}
