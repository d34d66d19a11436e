using System.Text;
using IamSorry.Ini;

namespace IamSorry.Tests.Ini;

/// <summary>Short ways to make and read documents in tests.</summary>
internal static class Text
{
    public static IniDocument IniOf(string text) => IniDocument.Parse(Encoding.UTF8.GetBytes(text), "credentials");

    public static string Of(IniDocument document) => Encoding.UTF8.GetString(document.ToBytes());

    /// <summary>Everything the document says: section, key, value.</summary>
    public static Dictionary<(string Section, string Key), string?> Readings(IniDocument document)
        => document.SectionNames.SelectMany(s => document.Keys(s).Select(k => (s, k))).ToDictionary(
            at => at, at => document.Get(at.s, at.k));

    /// <summary>The lines without their newlines, with the section each stands in.</summary>
    public static List<(string? Section, IniLineKind Kind, string Line)> Lines(byte[] bytes)
    {
        var lines = new List<(string?, IniLineKind, string)>();
        string? section = null;
        var start = bytes.AsSpan().StartsWith(Encoding.UTF8.Preamble) ? 3 : 0;
        var scanner = new IniScanner(bytes.AsMemory(start), "file");
        while (scanner.MoveNext())
        {
            var line = scanner.Current;
            section = line.Kind == IniLineKind.Header ? Encoding.Latin1.GetString(line.Name) : section;
            lines.Add((section, line.Kind, Encoding.Latin1.GetString(line.Bytes[..(line.ContentEnd - line.Start)])));
        }

        return lines;
    }
}
