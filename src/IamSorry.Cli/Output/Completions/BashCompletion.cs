using System.Text;
using IamSorry.Cli.CommandLine;

namespace IamSorry.Cli.Output.Completions;

/// <summary>Completions for bash, from 3.2 on (macOS).</summary>
internal static class BashCompletion
{
    // bash cuts words at = and :, which --option=value must be put together from, and which a name must lose again
    private const string Body =
        """
        _iam_sorry_names() {
            local name
            while IFS= read -r name; do
                [[ $name == "$cur"* ]] && COMPREPLY+=("$(printf '%q' "$name")")
            done < <(command iam-sorry list --names 2>/dev/null)
        }

        _iam_sorry_words() {
            COMPREPLY+=($(compgen -W "$1" -- "$cur"))
        }

        _iam_sorry_files() {
            local IFS=$'\n'
            type compopt &>/dev/null && compopt -o filenames 2>/dev/null
            COMPREPLY+=($(compgen -f -- "$cur"))
        }

        _iam_sorry() {
            local cur=${COMP_WORDS[COMP_CWORD]} prev=${COMP_WORDS[COMP_CWORD-1]} command= first=1 i
            COMPREPLY=()
            if [[ $cur == "=" ]]; then
                cur=
            elif [[ $prev == "=" ]]; then
                prev=${COMP_WORDS[COMP_CWORD-2]}
            fi

            # the command is the first word that is neither an option nor its value
            for ((i = 1; i < COMP_CWORD; i++)); do
                case ${COMP_WORDS[i]} in
                    @valued@)
                        [[ ${COMP_WORDS[i+1]} == "=" ]] && ((i++))
                        ((i++)) ;;
                    @names@)
                        command=${COMP_WORDS[i]} first=
                        break ;;
                    @flags@ | --) first=; break ;;
                    -*) ;;
                    *) first=; break ;;
                esac
            done

            for ((; i < COMP_CWORD; i++)); do
                if [[ ${COMP_WORDS[i]} == -- ]]; then
                    case $command in
                        @commands@)
                            if type _command_offset &>/dev/null; then
                                _command_offset $((i + 1))
                            elif ((COMP_CWORD == i + 1)); then
                                COMPREPLY=($(compgen -c -- "$cur"))
                            else
                                _iam_sorry_files
                            fi ;;
                    esac
                    return
                fi
            done

            case "$command $prev" in
        @values@
            esac

            case $command in
        @nodes@
            esac

            [[ $cur == *:* ]] && type __ltrim_colon_completions &>/dev/null && __ltrim_colon_completions "$cur"
        }

        complete -F _iam_sorry iam-sorry

        """;

    public static string Write(CompletionTree tree)
    {
        IReadOnlyList<CompletionNode> all = [.. tree.Commands, tree.Main];
        return Body
            .Replace("@valued@", string.Join('|', tree.ValuedOptions), StringComparison.Ordinal)
            .Replace("@flags@", string.Join('|', CompletionTree.Flags), StringComparison.Ordinal)
            .Replace("@names@", string.Join('|', tree.Commands.Select(node => node.Name)), StringComparison.Ordinal)
            .Replace(
                "@commands@", string.Join(
                    '|', tree.Commands.Where(node => node.TakesCommand).Select(node => node.Name)), StringComparison.Ordinal)
            .Replace("@values@", string.Join('\n', all.SelectMany(Values)), StringComparison.Ordinal)
            .Replace("@nodes@", string.Join('\n', all.Select(node => Node(node, tree))), StringComparison.Ordinal);
    }

    private static IEnumerable<string> Values(CompletionNode node)
        => from option in node.Options
           where option.Value is not null
           let patterns = string.Join('|', option.Spellings.Select(name => $"\"{node.Name} {name}\""))
           let leave = option.IsOptional ? "[[ $cur == -* ]] || return" : "return"
           select $"        {patterns}) {Complete(option.Value)}{leave} ;;";

    private static string Node(CompletionNode node, CompletionTree tree)
    {
        var text = new StringBuilder();
        text.Append($"        {(node.Name.Length == 0 ? "*" : node.Name)})\n");
        text.Append("            if [[ $cur == -* ]]; then\n");
        text.Append(
            $"                _iam_sorry_words "
            + $"'{string.Join(' ', node.Options.Select(option => option.Name))}{(node.TakesCommand ? " --" : "")}'\n");
        text.Append("            else\n");
        if (node == tree.Main)
        {
            text.Append(
                $"                [[ $first ]] && _iam_sorry_words "
                + $"'{string.Join(' ', tree.Commands.Select(each => each.Name))}'\n");
        }

        text.Append($"                {Complete(node.Argument)}:\n            fi ;;");
        return text.ToString();
    }

    private static string Complete(Hint? value) => value?.Kind switch
    {
        HintKind.Profile => "_iam_sorry_names; ",
        HintKind.File => "_iam_sorry_files; ",
        HintKind.Words => $"_iam_sorry_words '{string.Join(' ', value!.Words)}'; ",
        _ => "",
    };
}
