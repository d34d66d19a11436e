using System.Text;
using System.Text.Unicode;

namespace IamSorry.Ini;

/// <summary>Cuts the text of a file into the lines before the first section, and the sections.</summary>
internal static class IniSectionCutter
{
    /// <summary>The parts in the order of the file; together they are the whole text.</summary>
    /// <exception cref="IniFormatException">A line is malformed.</exception>
    public static List<IniSection> Cut(ReadOnlyMemory<byte> text, string fileName)
    {
        var parts = new List<IniSection>();
        var start = 0;
        string? name = null;
        var scanner = new IniScanner(text, fileName);
        while (scanner.MoveNext())
        {
            if (scanner.Current.Kind == IniLineKind.Header)
            {
                parts.Add(new IniSection(text[start..scanner.Current.Start], name));
                start = scanner.Current.Start;
                name = Decode(scanner.Current.Name);
            }
        }

        parts.Add(new IniSection(text[start..], name));
        return parts;
    }

    private static string? Decode(ReadOnlySpan<byte> name) => Utf8.IsValid(name) ? Encoding.UTF8.GetString(name) : null;
}
