using System.Text;
using IamSorry.Cli.CommandLine;
using IamSorry.Errors;
using IamSorry.Sealing.Recipients;

namespace IamSorry.Cli.Commands;

/// <summary>A recipient as it is given on the command line: its string, or a file that holds it.</summary>
internal static class RecipientText
{
    private const int Largest = 64 * 1024;

    public static readonly Option<string> Option = new(
        "--recipient", "RECIPIENT", "seal for this recipient string, or file with one, too", text => text)
    { IsRepeatable = true, Hint = Hint.File };

    /// <summary>Those that a command names; files are read when it runs.</summary>
    /// <exception cref="InvalidInputException">One is none.</exception>
    public static IReadOnlyList<Recipient> ReadAll(Invocation line) => [.. line.All(Option).Select(Read)];

    /// <summary>Reads one; a file may hold comments beside it.</summary>
    /// <exception cref="InvalidInputException">It is none.</exception>
    public static Recipient Read(string text)
    {
        if (text.StartsWith(Recipient.Prefix, StringComparison.Ordinal))
        {
            return Recipient.Parse(text);
        }

        var lines = Lines(text).Where(line => line.StartsWith(Recipient.Prefix, StringComparison.Ordinal)).ToList();
        return lines is [var only] ? Recipient.Parse(only) : throw new InvalidInputException(
            lines.Count == 0 ? $"{TerminalText.Quote(text)} is neither a recipient string nor a file with one"
                : $"{TerminalText.Quote(text)} holds {lines.Count} recipient strings",
            new Remedy("have it printed where it is to be opened", new OurCommand.ShowRecipient()));
    }

    /// <summary>Their fingerprints, for a message.</summary>
    public static string Names(IEnumerable<Recipient> recipients)
        => string.Join(", ", recipients.Select(recipient => recipient.Fingerprint));

    private static IEnumerable<string> Lines(string path)
    {
        try
        {
            return new FileInfo(path) is { Exists: true, Length: > 0 and <= Largest }
                ? File.ReadAllText(path, Encoding.UTF8).Split('\n').Select(line => line.Trim()) : [];
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or ArgumentException)
        {
            return [];
        }
    }
}
