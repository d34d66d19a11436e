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
            # the first word that is neither an option nor its value; a flag of the first version stands for a command
            function __iam_sorry_command
                set -l words (commandline -opc)
                set -e words[1]
                while set -q words[1]
                    switch $words[1]
                        case {{string.Join(' ', tree.ValuedOptions)}}
                            set -e words[1]
                            set -q words[1]; and set -e words[1]
                        case -- {{string.Join(' ', CompletionTree.Flags)}}
                            printf '%s\n' $words[1]
                            return
                        case '-*'
                            set -e words[1]
                        case '*'
                            printf '%s\n' $words[1]
                            return
                    end
                end
            end

            function __iam_sorry_in --argument-names command
                set -l given (__iam_sorry_command)
                if test -z "$command"
                    not contains -- "$given" {{string.Join(' ', tree.Commands.Select(node => node.Name))}}
                else
                    test "$given" = $command; and not contains -- -- (commandline -opc)
                end
            end

            function __iam_sorry_first
                test -z (__iam_sorry_command | string collect)
            end

            function __iam_sorry_behind_dashes
                set -l given (__iam_sorry_command)
                contains -- "$given" {{string.Join(' ', tree.Commands.Where(node => node.TakesCommand).Select(node => node.Name))}}
                and contains -- -- (commandline -opc)
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
