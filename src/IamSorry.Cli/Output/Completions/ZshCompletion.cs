using System.Text;
using IamSorry.Cli.CommandLine;

namespace IamSorry.Cli.Output.Completions;

/// <summary>Completions for zsh: to source, or as a file <c>_iam-sorry</c> in a folder of <c>fpath</c>.</summary>
internal static class ZshCompletion
{
    public static string Write(CompletionTree tree)
    {
        var text = new StringBuilder(
            """
            #compdef iam-sorry

            _iam-sorry-profiles() {
                local -a names
                names=(${(f)"$(command iam-sorry list --names 2>/dev/null)"})
                compadd -- $names
            }

            _iam-sorry-first() {
                local -a commands
                commands=(

            """);
        foreach (var node in tree.Commands)
        {
            text.Append($"        {Quote($"{node.Name}:{node.Text}")}\n");
        }

        text.Append(
            """
                )
                # offered first; only the first word that is no option is a command
                ((_iam_sorry_at == CURRENT)) && _describe -t commands 'command' commands
                _iam-sorry-profiles
            }

            _iam-sorry() {
                local curcontext="$curcontext" state line
                local -i _iam_sorry_at=2
                typeset -A opt_args
                while ((_iam_sorry_at < CURRENT)); do
                    case $words[_iam_sorry_at] in

            """);
        text.Append($"            {string.Join('|', tree.ValuedOptions)}) ((_iam_sorry_at += 2)) ;;\n");
        text.Append($"            {string.Join('|', CompletionTree.Flags)}|--) break ;;\n");
        text.Append(
            """
                        -*) ((_iam_sorry_at++)) ;;
                        *) break ;;
                    esac
                done
                if ((_iam_sorry_at < CURRENT)); then
                    case $words[_iam_sorry_at] in

            """);
        foreach (var node in tree.Commands)
        {
            text.Append(
                $"            {node.Name})\n                shift $((_iam_sorry_at - 1)) words; ((CURRENT -= _iam_sorry_at - 1))\n                _arguments "
                + $"-S{Specs(node)}\n                return ;;\n");
        }

        text.Append("        esac\n    fi\n\n    _arguments -S").Append(Specs(tree.Main)).Append(
            """

            }

            # sourced, or found in fpath and run for its first completion
            if [[ $funcstack[1] == _iam-sorry ]]; then
                _iam-sorry "$@"
            else
                compdef _iam-sorry iam-sorry
            fi

            """);
        return text.ToString();
    }

    private static string Specs(CompletionNode node)
    {
        var specs = node.Options.SelectMany(Spec).ToList();
        if (node.Name.Length == 0)
        {
            specs.Add(Quote("1:PROFILE:_iam-sorry-first"));
        }
        else if (node.Argument is not null)
        {
            specs.Add(Quote($"1:{Action("argument", node.Argument)}"));
        }

        if (node.TakesCommand)
        {
            specs.Add(Quote("*::command:_normal"));
        }

        return string.Concat(specs.Select(spec => $" \\\n        {spec}"));
    }

    private static IEnumerable<string> Spec(CompletionOption option)
    {
        var others = option.Short is not null ? $"({string.Join(' ', option.Spellings)})" : "";
        var colon = option.IsOptional ? "::" : ":";
        foreach (var name in option.Spellings)
        {
            var equals = option.Value is not null && name.StartsWith("--", StringComparison.Ordinal) ? "=" : "";
            var value = option.Value is null ? "" : colon + Action("value", option.Value);
            var text = option.Text.Replace("[", "\\[", StringComparison.Ordinal).Replace("]", "\\]", StringComparison.Ordinal);
            yield return Quote($"{others}{name}{equals}[{text}]{value}");
        }
    }

    private static string Action(string message, Hint? value) => value?.Kind switch
    {
        HintKind.Profile => "profile:_iam-sorry-profiles",
        HintKind.File => "file:_files",
        HintKind.Words => $"{message}:({string.Join(' ', value!.Words)})",
        _ => $"{message}: ",
    };

    private static string Quote(string text) => "'" + text.Replace("'", "'\\''", StringComparison.Ordinal) + "'";
}
