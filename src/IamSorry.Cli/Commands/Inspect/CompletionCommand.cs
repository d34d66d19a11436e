using IamSorry.Cli.CommandLine;
using IamSorry.Cli.Output.Completions;

namespace IamSorry.Cli.Commands;

/// <summary><c>completion</c>: what a shell completes command lines with.</summary>
internal static class CompletionCommand
{
    private static readonly Choices<Func<CompletionTree, string>> Shells = new(
        [("bash", BashCompletion.Write), ("zsh", ZshCompletion.Write), ("fish", FishCompletion.Write), (
            "pwsh", PowerShellCompletion.Write)],
        ("powershell", PowerShellCompletion.Write));

    private static readonly Argument<Func<CompletionTree, string>> Shell
        = new("SHELL", "bash, zsh, fish or pwsh", text => Shells.Read("SHELL", text)) { Hint = Shells.Hint };

    public static CommandDefinition Definition => new()
    {
        Name = "completion",
        Group = CommandGroup.Inspect,
        Summary = "print completions for bash, zsh, fish or pwsh",
        Details =
            "Prints a script that completes commands, options and profiles. scripts/install.sh installs it where the shells "
            + "look for it.",
        Examples = [new("source <(iam-sorry completion bash)", "for this shell")],
        Arguments = [Shell],
        RunAsync = (line, _, _) => Task.FromResult<CommandResult>(line.Get(Shell)(CompletionTree.Read())),
    };
}
