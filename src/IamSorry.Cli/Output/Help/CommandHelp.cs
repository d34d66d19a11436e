using System.Text;
using IamSorry.Cli.CommandLine;

namespace IamSorry.Cli.Output.Help;

/// <summary><c>iam-sorry help COMMAND</c>.</summary>
internal static class CommandHelp
{
    public static string Write(CommandDefinition command, int width = MainHelp.UsualWidth)
    {
        var text = new StringBuilder($"Usage: {CommandTexts.Usage(command)}\n");
        foreach (var alias in CommandTexts.Aliases(command))
        {
            text.Append($"       {alias}\n");
        }

        foreach (var paragraph in CommandTexts.Paragraphs(command.Details))
        {
            text.Append('\n').AppendJoin('\n', Wrapping.Lines(paragraph, width)).Append('\n');
        }

        Append(text, width, "Arguments", command.Arguments.Select(argument => (argument.Name, argument.Description)));
        Append(text, width, "Options", command.Options.Select(
            option => (CommandTexts.Spell(option), CommandTexts.Describe(option))));
        Append(text, width, "Everywhere", CommonOptions.All.Select(
            option => (CommandTexts.Spell(option), CommandTexts.Describe(option))));
        text.Append("\nExamples\n");
        foreach (var example in command.Examples)
        {
            text.Append($"  {example.Line}\n      {example.Text}\n");
        }

        return text.ToString();
    }

    private static void Append(StringBuilder text, int width, string heading, IEnumerable<(string Name, string Text)> rows)
    {
        var all = rows.ToList();
        if (all.Count == 0)
        {
            return;
        }

        text.Append($"\n{heading}\n");
        var column = all.Max(row => row.Name.Length) + 2;
        foreach (var (name, what) in all)
        {
            var lines = Wrapping.Lines(what, width - column - 2).ToList();
            text.Append($"  {name.PadRight(column)}{lines[0]}\n");
            foreach (var line in lines.Skip(1))
            {
                text.Append(' ', column + 2).Append(line).Append('\n');
            }
        }
    }
}
