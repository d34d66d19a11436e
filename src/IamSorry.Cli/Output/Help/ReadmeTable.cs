using System.Text;
using IamSorry.Cli.CommandLine;

namespace IamSorry.Cli.Output.Help;

/// <summary>The commands as the table of the README, to stand between its markers.</summary>
internal static class ReadmeTable
{
    public static string Write()
    {
        var text = new StringBuilder("| command | what it does |\n|---|---|\n");
        foreach (var command in Registry.All)
        {
            var arguments = string.Concat(command.Arguments.Select(argument => $" {argument.Spelling}"))
                + (command.TakesCommand ? " -- COMMAND" : "");
            text.Append($"| `iam-sorry {command.Name}{arguments}` | {command.Summary} |\n");
        }

        return text.ToString();
    }
}
