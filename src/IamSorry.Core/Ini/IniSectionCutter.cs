using System.Text;
using System.Text.Unicode;
using IamSorry.Errors;

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

    /// <summary>Refuses to cut a section out where what follows would become part of the key above.</summary>
    /// <exception cref="IamSorryException">An indented section follows.</exception>
    public static void RequireSafeRemoval(IReadOnlyList<IniSection> parts, string name, string fileName)
    {
        var (above, isGap) = (parts[0], false);
        foreach (var part in parts.Skip(1))
        {
            if (part.Name == name)
            {
                isGap = true;
                continue;
            }

            if (isGap && part.Lines[0].Indent > above.LastKeyIndent)
            {
                throw new IamSorryException(
                    $"{fileName}: a section cannot be removed because the one after it is indented",
                    "remove the indentation of that [section] line");
            }

            (above, isGap) = (part, false);
        }
    }

    private static string? Decode(ReadOnlySpan<byte> name) => Utf8.IsValid(name) ? Encoding.UTF8.GetString(name) : null;
}
