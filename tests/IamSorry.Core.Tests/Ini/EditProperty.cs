using System.Text;
using IamSorry.Ini;
using NUnit.Framework;

namespace IamSorry.Tests.Ini;

/// <summary>What must hold after one key was set (or removed, when the value is null), whatever the file.</summary>
internal static class EditProperty
{
    public static void Check(byte[] before, IniDocument edited, string section, string key, string? value)
    {
        var after = edited.ToBytes();
        string Shown()
            => $"{Encoding.Latin1.GetString(before)}\n-- {section}.{key} = {value} -->\n{Encoding.Latin1.GetString(after)}";
        var reread = IniDocument.Parse(after, "file");

        // The new text means what the edited document says, and only the one key reads differently.
        var expected = Text.Readings(IniDocument.Parse(before, "file"));
        expected.Remove((section, key));
        if (value is not null)
        {
            expected[(section, key)] = value;
        }

        Assert.That(Text.Readings(reread), Is.EquivalentTo(expected), Shown);
        Assert.That(Text.Readings(edited), Is.EquivalentTo(expected), Shown);

        // Lines of other sections are the same and in order, but for blank lines where a section was added.
        Assert.That(Others(after, section), Is.EqualTo(Others(before, section)), Shown);

        // In the section itself comments stay, and so do the lines of other keys (they read the same, above).
        Assert.That(Comments(after), Is.EqualTo(Comments(before)), Shown);
    }

    private static IEnumerable<string> Others(byte[] bytes, string section)
        => Text.Lines(bytes).Where(
            l => l.Section is null || Encoding.UTF8.GetString(Encoding.Latin1.GetBytes(l.Section)) != section)
            .Where(l => l.Kind != IniLineKind.Blank).Select(l => l.Line);

    private static IEnumerable<string> Comments(byte[] bytes)
        => Text.Lines(bytes).Where(l => l.Kind == IniLineKind.Comment).Select(l => l.Line);
}
