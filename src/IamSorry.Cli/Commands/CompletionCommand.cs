using System.CommandLine;
using IamSorry.Errors;

namespace IamSorry.Cli.Commands;

/// <summary><c>completion</c>.</summary>
internal static class CompletionCommand
{
    private const string Help =
        """
        Usage: iam-sorry completion SHELL

        Prints completions for bash, zsh, fish or pwsh. For this shell:  source <(iam-sorry completion bash)

        """;

    public static SubCommand Words()
    {
        var shell = new Argument<string>("SHELL");
        return new SubCommand("completion", Help, [shell], [], (line, common, _) => new Completion(common, line.GetValue(shell)!));
    }

    public static CommandResult Run(Completion completion)
        => throw new IamSorryException("completion is not there yet");
}
