using System.Text;
using IamSorry.Cli.CommandLine;

namespace IamSorry.Cli.Output.Help;

/// <summary>The reference of the command line, <c>docs/cli-reference.md</c>.</summary>
internal static class MarkdownReference
{
    public static string Write()
    {
        var text = new StringBuilder(
            """
            # Command line reference

            Written by `scripts/generate.sh` from the definitions of the commands; `iam-sorry help COMMAND` prints the same.

            Options can stand before or behind the command, as `--name VALUE` or `--name=VALUE`. Behind `--` a word is never an option.
            stdout carries the product only; everything else goes to stderr.


            """);
        foreach (var group in Registry.All.GroupBy(command => command.Group))
        {
            text.Append($"## {CommandTexts.Heading(group.Key)}\n\n");
            foreach (var command in group)
            {
                Append(text, command);
            }
        }

        text.Append("## Options of every command\n\n");
        AppendOptions(text, CommonOptions.All);
        text.Append("## Exit codes\n\n| code | meaning |\n|---:|---|\n");
        foreach (var (code, meaning) in ExitCodes.All)
        {
            text.Append($"| {(int)code} | {meaning} |\n");
        }

        return text.Append("\n`exec` exits as its command does.\n").ToString();
    }

    private static void Append(StringBuilder text, CommandDefinition command)
    {
        text.Append($"### {command.Name}\n\n    {CommandTexts.Usage(command)}\n\n");
        foreach (var paragraph in CommandTexts.Paragraphs(command.Details))
        {
            text.AppendJoin('\n', Wrapping.Lines(paragraph, 130)).Append("\n\n");
        }

        if (CommandTexts.Aliases(command).ToList() is { Count: > 0 } aliases)
        {
            text.Append($"Also: {string.Join(", ", aliases.Select(alias => $"`{alias}`"))}.\n\n");
        }

        if (command.Arguments is [_, ..])
        {
            text.Append("| argument | |\n|---|---|\n");
            foreach (var argument in command.Arguments)
            {
                text.Append($"| `{argument.Spelling}` | {argument.Description} |\n");
            }

            text.Append('\n');
        }

        AppendOptions(text, command.Options);
        foreach (var example in command.Examples)
        {
            text.Append($"    {example.Line}\n        # {example.Text}\n");
        }

        text.Append('\n');
    }

    private static void AppendOptions(StringBuilder text, IReadOnlyList<Option> options)
    {
        if (options is [])
        {
            return;
        }

        text.Append("| option | |\n|---|---|\n");
        foreach (var option in options)
        {
            text.Append($"| `{CommandTexts.Spell(option)}` | {CommandTexts.Describe(option)} |\n");
        }

        text.Append('\n');
    }
}
