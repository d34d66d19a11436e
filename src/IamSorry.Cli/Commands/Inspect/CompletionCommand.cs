using System.CommandLine;
using IamSorry.Cli.Completions;
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

    public static CommandResult Run(Completion completion) => completion.Shell switch
    {
        "bash" => BashCompletion.Write(CompletionTree.Read()),
        "zsh" => ZshCompletion.Write(CompletionTree.Read()),
        "fish" => FishCompletion.Write(CompletionTree.Read()),
        "pwsh" or "powershell" => PowerShellCompletion.Write(CompletionTree.Read()),
        _ => throw new InvalidInputException(
            $"there are no completions for shell {ShellQuote.Word(completion.Shell)}", $"name one of {string.Join(", ", CompletionTree.Shells)}"),
    };
}
