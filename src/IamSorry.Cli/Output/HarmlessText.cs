using System.Globalization;

namespace IamSorry.Cli.Output;

/// <summary>Text for a terminal: names, tags and error texts come from files and from the network, and none of them may steer it, or turn text round.</summary>
internal static class HarmlessText
{
    public static string Of(string text) => string.Concat(text.Select(c => char.GetUnicodeCategory(c) is UnicodeCategory.Control
        or UnicodeCategory.Format or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator ? '?' : c));
}
