using System.Text;
using IamSorry.Cli.CommandLine;

namespace IamSorry.Cli.Output.Help;

/// <summary>
/// The commands as the table of the README, to stand between its markers: a line a group, so that the page stays one that is
/// read; what each does stands in the reference that it links to.
/// </summary>
internal static class ReadmeTable
{
    public static string Write()
    {
        var text = new StringBuilder("| for | commands |\n|---|---|\n");
        foreach (var group in Registry.All.GroupBy(command => command.Group))
        {
            var commands = group.Select(command => $"[`{command.Name}`](docs/cli-reference.md#{command.Name})");
            text.Append($"| {CommandTexts.Heading(group.Key)} | {string.Join(", ", commands)} |\n");
        }

        return text.ToString();
    }
}
