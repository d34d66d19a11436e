using System.Globalization;
using System.Text;

namespace IamSorry.Errors;

/// <summary>
/// Text for a terminal or a log: names, tags and error texts come from files, other programs and the network, and none of them
/// may steer a terminal, start a new line or turn text round.
/// </summary>
public static class TerminalText
{
    private const int Longest = 300;

    /// <summary>The text with a question mark for every control, format and separator character.</summary>
    public static string Sanitize(string text) => string.Create(text.Length, text, static (target, source) =>
    {
        for (var i = 0; i < source.Length; i++)
        {
            target[i] = IsHarmful(char.GetUnicodeCategory(source[i])) ? '?' : source[i];
        }
    });

    /// <summary>The first line of what another program said, sanitized, without a full stop, cut to a sane length.</summary>
    public static string FirstLine(string text)
    {
        var clean = new StringBuilder();
        foreach (var rune in text.Trim().EnumerateRunes())
        {
            if (clean.Length >= Longest || rune.Value is '\n' or '\r')
            {
                break;
            }

            _ = clean.Append(IsHarmful(Rune.GetUnicodeCategory(rune)) ? "?" : rune.ToString());
        }

        return clean.ToString().TrimEnd('.', ' ');
    }

    /// <summary>All lines of a text as one, sanitized, cut to a length.</summary>
    public static string OneLine(string text, int longest)
    {
        var line = Sanitize(string.Concat(text.Select(c => char.IsWhiteSpace(c) || c is '\0' ? ' ' : c))).Trim();
        return line.Length <= longest ? line : line[..longest] + "...";
    }

    /// <summary>A name as messages show it: quoted, with what a terminal would act on made visible as <c>\u001b</c>.</summary>
    public static string Quote(string name)
        => "'" + string.Concat(name.Select(c => IsVisible(c) ? c.ToString() : $"\\u{(int)c:x4}")) + "'";

    /// <summary>Whether a character stands for itself on a terminal; half of a surrogate pair does not.</summary>
    public static bool IsVisible(char c) => !char.IsSurrogate(c) && !IsHarmful(char.GetUnicodeCategory(c));

    private static bool IsHarmful(UnicodeCategory category) => category is UnicodeCategory.Control or UnicodeCategory.Format
        or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator;
}
