using System.Text;
using IamSorry.Cli.CommandLine;

namespace IamSorry.Cli.Output.Completions;

/// <summary>Completions for fish.</summary>
internal static class FishCompletion
{
    public static string Write(CompletionTree tree)
    {
        var text = new StringBuilder(
            $$"""
            function __iam_sorry_in --argument-names command
                set -l words (commandline -opc)
                if test -z "$command"
                    not contains -- "$words[2]" {{string.Join(' ', tree.Commands.Select(node => node.Name))}}
                else
                    test "$words[2]" = $command; and not contains -- -- $words
                end
            end

            function __iam_sorry_first
                test (count (commandline -opc)) -eq 1
            end

            function __iam_sorry_behind_dashes
                set -l words (commandline -opc)
                contains -- "$words[2]" {{string.Join(' ', tree.Commands.Where(node => node.TakesCommand).Select(node => node.Name))}}
                and contains -- -- $words
            end

            function __iam_sorry_subcommand
                set -l words (commandline -opc) (commandline -ct)
                while test "$words[1]" != --
                    set -e words[1]
                end
                complete -C "$words[2..]"
            end

            complete -c iam-sorry -f
            complete -c iam-sorry -n __iam_sorry_behind_dashes -a '(__iam_sorry_subcommand)'

            """);
        foreach (var node in tree.Commands)
        {
            text.Append($"complete -c iam-sorry -n __iam_sorry_first -a {node.Name} -d {Quote(node.Text)}\n");
        }

        foreach (var node in tree.Commands.Append(tree.Main))
        {
            var inside = Quote(node.Name.Length == 0 ? "__iam_sorry_in ''" : $"__iam_sorry_in {node.Name}");
            if (Candidates(node.Argument) is { } argument)
            {
                text.Append($"complete -c iam-sorry -n {inside}{argument}\n");
            }

            foreach (var option in node.Options)
            {
                var names = string.Concat(
                    option.Spellings.Select(
                        name => name.StartsWith("--", StringComparison.Ordinal) ? $" -l {name[2..]}" : $" -s {name[1..]}"));
                var value = option.Value is null ? ""
                    : (option.IsOptional ? "" : option.Value!.Kind == HintKind.File ? " -r -F" : " -x")
                        + Candidates(option.Value);
                text.Append($"complete -c iam-sorry -n {inside}{names}{value} -d {Quote(option.Text)}\n");
            }
        }

        return text.ToString();
    }

    private static string? Candidates(Hint? value) => value?.Kind switch
    {
        HintKind.Profile => " -a '(command iam-sorry list --names 2>/dev/null)'",
        HintKind.Words => $" -a {Quote(string.Join(' ', value!.Words))}",
        _ => null,
    };

    private static string Quote(string text)
        => "'" + text.Replace(@"\", @"\\", StringComparison.Ordinal).Replace("'", @"\'", StringComparison.Ordinal) + "'";
}
