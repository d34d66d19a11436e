using System.Buffers;
using System.Text;
using IamSorry.Cli.CommandLine;
using IamSorry.Errors;
using IamSorry.Sessions;

namespace IamSorry.Cli.Output;

internal enum Shell
{
    Bash,
    Posix,
    Fish,
    PowerShell,
    Cmd,
}

/// <summary>
/// Credentials as commands that a shell evaluates. What the profile lacks is unset: a session token left from before would break
/// a permanent key, and AWS_PROFILE would win over the variables in some SDKs.
/// </summary>
internal static class ShellExport
{
    /// <summary>The shells by name.</summary>
    public static readonly Choices<Shell> Shells = new(
        [("bash", Shell.Bash), ("zsh", Shell.Bash), ("fish", Shell.Fish), ("powershell", Shell.PowerShell)], ("sh", Shell.Bash), (
            "pwsh", Shell.PowerShell));

    /// <summary>The line that loads a profile's credentials into a shell.</summary>
    public static string CallOf(Shell shell, string profile) => shell switch
    {
        Shell.Fish => $"iam-sorry eval {ShellQuote.Word(profile)} --shell fish | source",
        Shell.PowerShell => $"iam-sorry eval {ShellQuote.Word(profile)} --shell powershell | Out-String | iex",
        _ => $"eval $(iam-sorry eval {ShellQuote.Word(profile)})",
    };

    public static string Format(ProfileCredentials credentials, Shell shell)
        => Format(CredentialVariables.Of(credentials), shell);

    /// <summary>Commands that set variables, and remove those that are null.</summary>
    public static string Format(IEnumerable<(string Name, string? Value)> variables, Shell shell)
    {
        var text = new StringBuilder();
        foreach (var (name, value) in variables)
        {
            text.Append(value is null ? Unset(shell, name) : Set(shell, name, value)).Append('\n');
        }

        return text.ToString();
    }

    private static string Set(Shell shell, string name, string value) => shell switch
    {
        Shell.Bash => $"export {name}={QuoteBash(value)};",
        Shell.Posix => $"export {name}='{value.Replace("'", @"'\''", StringComparison.Ordinal)}'",
        Shell.Fish => $"set -gx {name} {QuoteFish(value)};",
        Shell.Cmd => $"set \"{name}={RequireForCmd(value)}\"",
        _ => $"$env:{name} = {QuotePowerShell(value)};",
    };

    private static string Unset(Shell shell, string name) => shell switch
    {
        Shell.Bash => $"unset {name};",
        Shell.Posix => $"unset {name}",
        // it fails where there is nothing to erase, and source ends with the status of the last command
        Shell.Fish => $"set -e {name}; or true;",
        Shell.Cmd => $"set \"{name}=\"",
        _ => $"Remove-Item Env:{name} -ErrorAction SilentlyContinue;",
    };

    // The usual call is eval $(iam-sorry --eval P), without quotes: the shell splits and globs the text before eval joins it
    // again. So nothing that splits, globs or quotes may stand in it, not even inside quotes; such bytes are written as escapes.
    private static string QuoteBash(string value)
    {
        if (value.All(c => char.IsAsciiLetterOrDigit(c) || "/+=_.,:@%-".Contains(c, StringComparison.Ordinal)))
        {
            return $"'{value}'";
        }

        var text = new StringBuilder("$'");
        foreach (var each in Encoding.UTF8.GetBytes(value))
        {
            text.Append(char.IsAsciiLetterOrDigit((char)each) ? ((char)each).ToString() : $@"\x{each:x2}");
        }

        return text.Append('\'').ToString();
    }

    private static string QuoteFish(string value)
        => "'" + value.Replace(@"\", @"\\", StringComparison.Ordinal).Replace("'", @"\'", StringComparison.Ordinal) + "'";

    private static readonly SearchValues<char> NotForCmd = SearchValues.Create("\"%!^\r\n");

    // no quoting of it holds in a batch file and at the prompt alike
    private static string RequireForCmd(string value)
        => value.AsSpan().IndexOfAny(NotForCmd) < 0 ? value
            : throw new IamSorryException("cmd cannot take one of the values", "use another shell: --format powershell");

    /// <summary>A text as one word of PowerShell, which takes the typographic quotes for quotes too.</summary>
    internal static string QuotePowerShell(string value)
        => "'" + string.Concat(
            value.Select(c => c is '\'' or '\u2018' or '\u2019' or '\u201a' or '\u201b' ? $"{c}{c}" : c.ToString())) + "'";
}
