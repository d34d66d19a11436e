using System.Text;
using IamSorry.Cli.CommandLine;

namespace IamSorry.Cli.Output.Help;

/// <summary><c>iam-sorry help</c>: the commands by group, on one screen.</summary>
internal static class MainHelp
{
    public static string Write()
    {
        var all = Registry.All;
        var width = all.Max(command => command.Name.Length) + 2;
        var text = new StringBuilder(
            """
            iam-sorry: temporary AWS credentials for the IAM users of your namespace

            Usage: iam-sorry COMMAND [OPTION ...] [ARGUMENT ...]
                   iam-sorry PROFILE    the same as: iam-sorry mint PROFILE

            """);
        foreach (var group in all.GroupBy(command => command.Group))
        {
            text.Append($"\n{CommandTexts.Heading(group.Key)}\n");
            foreach (var command in group)
            {
                text.Append($"  {command.Name.PadRight(width)}{command.Summary}\n");
            }
        }

        return text.Append(
            """

            Everywhere: -p PROFILE (the manager's), --ssh-key FILE, --debug, --help.
            All about a command: iam-sorry help COMMAND

            """).ToString();
    }
}
