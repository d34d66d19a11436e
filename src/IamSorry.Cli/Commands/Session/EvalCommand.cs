using IamSorry.Cli.CommandLine;
using IamSorry.Cli.Composition;
using IamSorry.Cli.Output;

namespace IamSorry.Cli.Commands;

/// <summary><c>eval</c>: a profile's credentials as shell commands.</summary>
internal static class EvalCommand
{
    private static readonly Argument<string> Profile = ProfileArgument.Optional(
        "whose credentials; else that of --profile, AWS_PROFILE, iam-sorry");

    private static readonly Option<Shell> ShellName
        = OneOf.Option(
            "--shell", "SHELL", "bash, zsh, fish or powershell: what evaluates the lines", ShellExport.Shells,
            "the one that calls, else bash");

    public static CommandDefinition Definition => new()
    {
        Name = "eval",
        Group = CommandGroup.Session,
        Summary = "print shell commands that set a profile's credentials",
        Details =
            """
            Prints commands that set the profile's credentials as environment variables, and unset those that it lacks. A session
            with
            less than 5 minutes left is renewed first. Nothing is printed on failure.
            """,
        Examples =
        [
            new("eval $(iam-sorry eval alice-bedrock)", "bash, zsh"),
            new("iam-sorry eval alice-bedrock --shell fish | source", "fish"),
            new("iam-sorry eval alice-bedrock --shell powershell | Out-String | iex", "PowerShell"),
        ],
        Arguments = [Profile],
        Options = [ShellName],
        RunAsync = RunAsync,
    };

    private static async Task<CommandResult> RunAsync(Invocation line, Services services, CancellationToken cancellation)
    {
        var profile = line.Find(Profile) ?? services.NamedProfile;
        var files = services.Profiles.Read();
        ExecGuard.RefusePermanentKey(services, files, profile);
        var credentials = await OwnerHint.ExplainAsync(
            services.ExportCredentials.RunAsync(files, profile, cancellation), services, cancellation);
        var shell = line.Has(ShellName) ? line.Get(ShellName) : ShellInUse.ForEval(() => services.Settings.Shell);
        return ShellExport.Format(credentials, shell);
    }
}
