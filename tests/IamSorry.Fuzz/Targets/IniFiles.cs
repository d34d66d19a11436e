using System.Text;
using IamSorry.Errors;
using IamSorry.Ini;

namespace IamSorry.Fuzz;

/// <summary>
/// A credentials or config file. Parsed and written it has the same bytes, or it is refused with the number of a line. An
/// edit changes what one key says and nothing else, the new file is read again, and the same edit once more changes nothing.
/// Input: what to do, to which section, to which key; a text up to a NUL; the file.
/// </summary>
internal static class IniFiles
{
    private const string FileName = "credentials";

    private enum Edit
    {
        None,
        Set,
        SetAndDeduplicate,
        Remove,
        AddSection,
        RemoveSection,
    }

    public static void Run(byte[] bytes)
    {
        var input = new Input(bytes);
        var edit = (Edit)input.Choose(6);
        var (sectionChoice, keyChoice) = (input.Choose(8), input.Choose(8));
        var text = Encoding.UTF8.GetString(input.UpToNul());
        var file = input.Rest.ToArray();
        if (Parse(file) is not { } document)
        {
            return;
        }

        var before = Readings(document);
        Promise.That(document.ToBytes().AsSpan().SequenceEqual(file), "what was read is not written back byte for byte");
        var sections = document.SectionNames.ToList();
        var section = Pick(sections, sectionChoice, text);
        var key = Pick([.. document.Keys(section)], keyChoice, text);
        var value = keyChoice % 2 == 0 ? text : "new value";
        if (!Apply(document, edit, section, key, value))
        {
            Promise.That(document.ToBytes().AsSpan().SequenceEqual(file), "an edit that was refused changed something");
            return;
        }

        var after = document.ToBytes();
        var reread = IniDocument.Parse(after, FileName);
        MustRead(reread, Expected(before, edit, section, key, value), "the new file does not say what it should");
        MustRead(document, Readings(reread), "the edited document and the new file differ");
        if (edit is not Edit.RemoveSection)
        {
            Promise.That(Comments(after).SequenceEqual(Comments(file)), "a comment was changed");
        }

        Promise.That(
            OtherLines(after, section).SequenceEqual(OtherLines(file, section)),
            "a line of another section was changed");
        Promise.That(
            edit != Edit.SetAndDeduplicate || reread.GetAll(section, key).SequenceEqual([value]), "an older value stayed behind");
        Promise.That(document.Original().ToBytes().AsSpan().SequenceEqual(file), "the file as it was is lost");
        Promise.That(Apply(reread, edit, section, key, value), "the same edit once more was refused");
        Promise.That(reread.ToBytes().AsSpan().SequenceEqual(after), "the same edit once more changed something");
    }

    private static IniDocument? Parse(byte[] file)
    {
        try
        {
            return IniDocument.Parse(file, FileName);
        }
        catch (IniFormatException error)
        {
            Promise.IsTold(error);
            Promise.That(
                error.Message.StartsWith($"{FileName}, line {error.LineNumber}: ", StringComparison.Ordinal),
                "the line is not named");
            Promise.That(
                error.LineNumber >= 1 && error.LineNumber <= 1 + file.Count(b => b is (byte)'\n' or (byte)'\r'),
                "there is no such line");
            return null;
        }
    }

    private static string Pick(List<string> there, int choice, string text)
        => choice == 0 ? text : choice - 1 < there.Count ? there[choice - 1] : "new";

    /// <returns>Whether it was done; false where a name or a value cannot be written.</returns>
    private static bool Apply(IniDocument document, Edit edit, string section, string key, string value)
    {
        try
        {
            switch (edit)
            {
                case Edit.Set:
                    document.Set(section, key, value);
                    break;
                case Edit.SetAndDeduplicate:
                    document.SetAndDeduplicate(section, key, value);
                    break;
                case Edit.Remove:
                    _ = document.Remove(section, key);
                    break;
                case Edit.AddSection:
                    document.AddSection(section);
                    break;
                case Edit.RemoveSection:
                    _ = document.RemoveSection(section);
                    break;
                default:
                    break;
            }

            return true;
        }
        catch (InvalidInputException error)
        {
            Promise.IsTold(error);
            return false;
        }
        catch (IamSorryException error) when (edit == Edit.RemoveSection)
        {
            // an indented section follows, which would read as part of the key above
            Promise.IsTold(error);
            return false;
        }
    }

    private static Dictionary<(string Section, string Key), string> Expected(
        Dictionary<(string Section, string Key), string> before, Edit edit, string section, string key, string value)
    {
        var expected = new Dictionary<(string Section, string Key), string>(before);
        var at = (section, key.ToLowerInvariant());
        switch (edit)
        {
            case Edit.Set or Edit.SetAndDeduplicate:
                expected[at] = value;
                break;
            case Edit.Remove:
                _ = expected.Remove(at);
                break;
            case Edit.RemoveSection:
                return before.Where(each => each.Key.Section != section).ToDictionary();
            default:
                break;
        }

        return expected;
    }

    /// <summary>Everything a document says: section, key, value.</summary>
    private static Dictionary<(string Section, string Key), string> Readings(IniDocument document)
    {
        var readings = new Dictionary<(string, string), string>();
        foreach (var section in document.SectionNames)
        {
            foreach (var key in document.Keys(section))
            {
                var value = document.Get(section, key);
                Promise.That(value is not null, "a key that is listed has no value");
                Promise.That(document.GetAll(section, key)[^1] == value, "the last value of a key does not count");
                readings.Add((section, key), value!);
            }
        }

        return readings;
    }

    private static void MustRead(IniDocument document, Dictionary<(string Section, string Key), string> expected, string what)
    {
        var readings = Readings(document);
        Promise.That(
            readings.Count == expected.Count && readings.All(each => expected.GetValueOrDefault(each.Key) == each.Value),
            what);
    }

    private static IEnumerable<string> Comments(byte[] file)
        => Lines(file).Where(line => line.Kind == IniLineKind.Comment).Select(line => line.Text);

    private static IEnumerable<string> OtherLines(byte[] file, string section)
    {
        var name = Encoding.Latin1.GetString(Encoding.UTF8.GetBytes(section));
        return Lines(file).Where(line => line.Section != name && line.Kind is not (IniLineKind.Blank or IniLineKind.Comment))
            .Select(line => line.Text);
    }

    private static List<(string? Section, IniLineKind Kind, string Text)> Lines(byte[] file)
    {
        var lines = new List<(string?, IniLineKind, string)>();
        string? section = null;
        var scanner = new IniScanner(file.AsMemory(file.AsSpan().StartsWith(Encoding.UTF8.Preamble) ? 3 : 0), FileName);
        while (scanner.MoveNext())
        {
            var line = scanner.Current;
            section = line.Kind == IniLineKind.Header ? Encoding.Latin1.GetString(line.Name) : section;
            lines.Add((section, line.Kind, Encoding.Latin1.GetString(line.Bytes[..(line.ContentEnd - line.Start)])));
        }

        return lines;
    }
}
