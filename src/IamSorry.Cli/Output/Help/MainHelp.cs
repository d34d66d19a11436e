using System.Text;
using IamSorry.Cli.CommandLine;

namespace IamSorry.Cli.Output.Help;

/// <summary><c>iam-sorry help</c>: how to begin and the commands by group, on the smallest screen.</summary>
internal static class MainHelp
{
    /// <summary>The width of a text that nobody reads on a terminal.</summary>
    public const int UsualWidth = 80;

    // most used first
    private static readonly (string Line, string Text)[] Usual =
    [
        ("iam-sorry", "set up, or the state and what to do next"),
        ("iam-sorry PROFILE", "36 hours of a user, in a profile"),
        ("iam-sorry eval PROFILE", "use it in this shell"),
        ("iam-sorry exec PROFILE -- COMMAND", "run a command with it"),
        ("iam-sorry doctor", "what is wrong, and what fixes it"),
    ];

    public static string Write(int width = UsualWidth)
    {
        var text = new StringBuilder("iam-sorry: temporary AWS credentials for the IAM users of your namespace\n\n");
        var column = Usual.Max(each => each.Line.Length) + 2;
        foreach (var (line, what) in Usual)
        {
            AppendRow(text, line, what, column, width);
        }

        text.Append('\n');
        var groups = Registry.All.GroupBy(command => command.Group).ToList();
        column = groups.Max(group => CommandTexts.Heading(group.Key).Length) + 2;
        foreach (var group in groups)
        {
            AppendRow(
                text, CommandTexts.Heading(group.Key), string.Join(", ", group.Select(command => command.Name)), column, width);
        }

        text.Append('\n');
        column = "iam-sorry help COMMAND".Length + 2;
        AppendRow(text, "iam-sorry help COMMAND", "all about a command", column, width);
        AppendRow(text, "iam-sorry help --all", "every command with what it does", column, width);
        AppendRow(text, "everywhere", "-p PROFILE (the manager's), --ssh-key FILE, --quiet, --debug, --help", column, width);
        return text.ToString();
    }

    /// <summary>Every command with what it does.</summary>
    public static string WriteAll(int width = UsualWidth)
    {
        var all = Registry.All;
        var column = all.Max(command => command.Name.Length) + 2;
        var text = new StringBuilder();
        foreach (var group in all.GroupBy(command => command.Group))
        {
            text.Append($"{(text.Length == 0 ? "" : "\n")}{CommandTexts.Heading(group.Key)}\n");
            foreach (var command in group)
            {
                AppendRow(text, command.Name, command.Summary, column, width);
            }
        }

        return text.ToString();
    }

    private static void AppendRow(StringBuilder text, string name, string what, int column, int width)
    {
        var lines = Wrapping.Lines(what, width - column - 2).ToList();
        text.Append($"  {name.PadRight(column)}{lines[0]}\n");
        foreach (var line in lines.Skip(1))
        {
            text.Append(' ', column + 2).Append(line).Append('\n');
        }
    }
}
