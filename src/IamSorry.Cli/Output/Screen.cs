using System.Text;
using IamSorry.Errors;

namespace IamSorry.Cli.Output;

/// <summary>
/// Stdout, where it is a terminal: how wide it is, and whether it takes colour. Piped, nothing is coloured, cut or wrapped to it.
/// </summary>
internal sealed class Screen(Func<string, string?> environment)
{
    private const int UsualWidth = 80;
    private const int LeastWidth = 40;
    private const int MostWidth = 100;

    private readonly bool _colour = !Console.IsOutputRedirected && WantsColour(environment);

    public bool IsTerminal { get; } = !Console.IsOutputRedirected;

    /// <summary>The width of the terminal; 80 where there is none or it does not tell.</summary>
    public int Width => (IsTerminal ? Streams.OutWidth : null) ?? UsualWidth;

    /// <summary>The width of prose: lines that are longer than this are hard to read.</summary>
    public int ProseWidth => Math.Clamp(Width, LeastWidth, MostWidth);

    /// <summary>Whether the user's terminal is to have colour at all.</summary>
    public static bool WantsColour(Func<string, string?> environment)
        => string.IsNullOrEmpty(environment("NO_COLOR")) && environment("TERM") != "dumb";

    /// <summary>
    /// Text in a colour of the terminal's own palette, so that it can be read on a light one and on a dark one.
    /// </summary>
    public string Paint(string sgr, string text) => _colour && sgr.Length > 0 ? $"\u001b[{sgr}m{text}\u001b[0m" : text;

    /// <summary>The same for several lines.</summary>
    public string ShowLines(string lines)
        => IsTerminal ? string.Join('\n', lines.Split('\n').Select(TerminalText.Sanitize)) : lines;

    /// <summary>
    /// Whatever is printed on a terminal, as the last net: nothing in it steers the terminal but colours.
    /// </summary>
    public static string WithoutControls(string text)
    {
        var clean = new StringBuilder(text.Length);
        for (var i = 0; i < text.Length; i++)
        {
            if (ColourAt(text, i) is > 0 and var length)
            {
                clean.Append(text, i, length);
                i += length - 1;
                continue;
            }

            clean.Append(text[i] == '\n' ? "\n" : TerminalText.Sanitize(text[i].ToString()));
        }

        return clean.ToString();
    }

    // ESC [ digits and semicolons m
    private static int ColourAt(string text, int start)
    {
        if (text[start] != '\u001b' || start + 1 >= text.Length || text[start + 1] != '[')
        {
            return 0;
        }

        var end = start + 2;
        while (end < text.Length && (char.IsAsciiDigit(text[end]) || text[end] == ';'))
        {
            end++;
        }

        return end < text.Length && text[end] == 'm' ? end + 1 - start : 0;
    }

    /// <summary>A name from a file: on a terminal it must not steer it; a program that reads it gets it as it is.</summary>
    public string Show(string name) => IsTerminal ? TerminalText.Sanitize(name) : name;
}
