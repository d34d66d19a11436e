using System.Text;
using IamSorry.Cli.CommandLine;

namespace IamSorry.Cli.Output.Help;

/// <summary><c>iam-sorry help COMMAND</c>.</summary>
internal static class CommandHelp
{
    private const int Width = 80;

    public static string Write(CommandDefinition command)
    {
        var text = new StringBuilder($"Usage: {CommandTexts.Usage(command)}\n");
        foreach (var alias in CommandTexts.Aliases(command))
        {
            text.Append($"       {alias}\n");
        }

        foreach (var paragraph in CommandTexts.Paragraphs(command.Details))
        {
            text.Append('\n').AppendJoin('\n', Wrapping.Lines(paragraph, Width)).Append('\n');
        }

        Append(text, "Arguments", command.Arguments.Select(argument => (argument.Name, argument.Description)));
        Append(text, "Options", command.Options.Select(option => (CommandTexts.Spell(option), CommandTexts.Describe(option))));
        Append(text, "Everywhere", CommonOptions.All.Select(
            option => (CommandTexts.Spell(option), CommandTexts.Describe(option))));
        text.Append("\nExamples\n");
        foreach (var example in command.Examples)
        {
            text.Append($"  {example.Line}\n      {example.Text}\n");
        }

        return text.ToString();
    }

    private static void Append(StringBuilder text, string heading, IEnumerable<(string Name, string Text)> rows)
    {
        var all = rows.ToList();
        if (all.Count == 0)
        {
            return;
        }

        text.Append($"\n{heading}\n");
        var width = all.Max(row => row.Name.Length) + 2;
        foreach (var (name, what) in all)
        {
            var lines = Wrapping.Lines(what, Width - width - 2).ToList();
            text.Append($"  {name.PadRight(width)}{lines[0]}\n");
            foreach (var line in lines.Skip(1))
            {
                text.Append(' ', width + 2).Append(line).Append('\n');
            }
        }
    }
}
