using System.Text.RegularExpressions;

namespace IamSorry.Cli.Tests.Infrastructure;

/// <summary>What the program shows on a terminal of 80 columns.</summary>
internal static partial class Shown
{
    /// <summary>Runs the program there and returns what it showed, colours and all.</summary>
    public static async Task<string> OnATerminalAsync(Stage stage, string arguments)
    {
        using var pty = Pty.Start(stage, $"iam-sorry {arguments}; code=$?; echo; echo the-end; (exit $code)", columns: 80);
        await pty.EndAsync();
        return pty.Shown.Split("the-end")[0].Replace("\r", "", StringComparison.Ordinal);
    }

    /// <summary>The text without colours.</summary>
    public static string Plain(string shown) => Sequence().Replace(shown, "");

    [GeneratedRegex("\u001b(?:\\[[0-9;?]*[A-Za-z]|[=>])", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Sequence();
}
