using IamSorry.Cli.CommandLine;

namespace IamSorry.Cli.Output.Completions;

/// <summary>Completions for PowerShell 7.</summary>
internal static class PowerShellCompletion
{
    private const string Body =
        """
        Register-ArgumentCompleter -Native -CommandName iam-sorry -ScriptBlock {
            param($wordToComplete, $commandAst, $cursorPosition)

            $profiles = { @(iam-sorry list --names 2>$null) }
            $nodes = @{
        @nodes@
            }
            $commands = [ordered]@{
        @commands@
            }

            $words = @($commandAst.CommandElements | Where-Object { $_.Extent.EndOffset -lt $cursorPosition } | ForEach-Object { "$_" })
            if ($words -contains '--') { return }
            $valued = @valued@
            $flags = @flags@
            $at = 1
            while ($at -lt $words.Count) {
                if ($valued -ccontains $words[$at]) { $at += 2 }
                elseif ($words[$at] -like '-*' -and $flags -cnotcontains $words[$at]) { $at++ }
                else { break }
            }
            $name = if ($at -lt $words.Count -and $commands.Contains($words[$at])) { $words[$at] } else { '' }
            $node = $nodes[$name]
            $option = if ($words.Count -gt 1) { $node.Values[$words[-1]] } else { $null }
            $found = if ($null -ne $option) { & $option }
                elseif ($wordToComplete -like '-*') { $node.Options.Keys }
                else { @(if ($at -eq $words.Count) { $commands.Keys }) + @(& $node.Argument) }

            $found | Where-Object { "$_".StartsWith($wordToComplete, [StringComparison]::Ordinal) } | ForEach-Object {
                $text = if ($node.Options[$_]) { $node.Options[$_] } elseif ($commands[$_]) { $commands[$_] } else { $_ }
                $quoted = if ($_ -match '^[\w./+=:-]+$') { $_ } else {
                    "'" + [System.Management.Automation.Language.CodeGeneration]::EscapeSingleQuotedStringContent($_) + "'"
                }
                [System.Management.Automation.CompletionResult]::new($quoted, $_, 'ParameterValue', $text)
            }
        }

        """;

    public static string Write(CompletionTree tree) => Body
        .Replace("@valued@", string.Join(", ", tree.ValuedOptions.Select(Quote)), StringComparison.Ordinal)
        .Replace("@flags@", string.Join(", ", CompletionTree.Flags.Select(Quote)), StringComparison.Ordinal)
        .Replace("@nodes@", string.Join('\n', tree.Commands.Append(tree.Main).Select(Node)), StringComparison.Ordinal)
        .Replace(
            "@commands@", string.Join(
                '\n', tree.Commands.Select(
                    node => $"        {Quote(node.Name)} = {Quote(node.Text)}")), StringComparison.Ordinal);

    private static string Node(CompletionNode node) => string.Join('\n',
    [
        $"        {Quote(node.Name)} = @{{",
        "            Options = [ordered]@{",
        .. node.Options.Select(option => $"                {Quote(option.Name)} = {Quote(option.Text)}"),
        "            }",
        "            Values = @{",
        .. node.Options.Where(option => option.Value is not null)
            .SelectMany(option => option.Spellings.Select(name => $"                {Quote(name)} = {Candidates(option.Value)}")),
        "            }",
        $"            Argument = {Candidates(node.Argument)}",
        "        }",
    ]);

    private static string Candidates(Hint? value) => value?.Kind switch
    {
        HintKind.Profile => "$profiles",
        HintKind.File => "{ Get-ChildItem -Name -Path \"$wordToComplete*\" }",
        HintKind.Words => $"{{ {string.Join(", ", value!.Words.Select(Quote))} }}",
        _ => "{ }",
    };

    private static string Quote(string text) => ShellExport.QuotePowerShell(text);
}
