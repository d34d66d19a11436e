using System.Text;
using FsCheck;
using FsCheck.Fluent;
using IamSorry.Ini;
using NUnit.Framework;

namespace IamSorry.Tests.Ini;

/// <summary>Files made at random: from lines as people write them, and from bytes that mean something to a parser.</summary>
internal static class RandomFiles
{
    private static readonly string[] Starts =
    [
        "[a]", "[b]", "[c] # note", "  [a]", "[profile x]", "[ü]", "k = v", "k=v", "K : 1", "j =", "j = ", "  k = nested",
        "\tx = 1", " deeper",
        "    deepest", "# comment", "  ; comment = 1", "", "  ", "\u00a0", "\u00a0k = nbsp", "s3 =", "\u00e9 = é", "k = a # b",
        "i = x\u2028y",
    ];

    private static readonly byte[] Meaningful = [
        .. "[[]]==::#;  \t\t\r\r\n\n\n\n\nabkk"u8, 0, 0x0B, 0x1C, 0xC2, 0xA0, 0x85, 0xE2, 0x80, 0xA8, 0xEF, 0xBB, 0xBF, 0xFF];

    /// <summary>Lines below a first section; most are accepted.</summary>
    public static Gen<byte[]> Lines =>
        from mark in Gen.Frequency((9, Gen.Constant("")), (1, Gen.Constant("\ufeff")))
        from newlines in Gen.Elements(["\n"], ["\r\n"], ["\r"], new[] { "\n", "\r\n" })
        from lines in (from line in Gen.Elements(Starts) from newline in Gen.Elements(newlines) select line + newline).ListOf()
        from last in Gen.Elements("", "[d]", "z = 1")
        select Encoding.UTF8.GetBytes(mark + "[a]" + newlines[0] + string.Concat(lines) + last);

    /// <summary>Any bytes; most are refused.</summary>
    public static Gen<byte[]> Bytes => Gen.Elements(Meaningful).ListOf().Select(b => b.ToArray());

    /// <summary>Bytes that begin with a section, so that many are accepted.</summary>
    public static Gen<byte[]> SectionBytes => Bytes.Select(b => (byte[])[.. "[a]\nk=1\n"u8, .. b]);

    public static void ForAll(Gen<byte[]> files, int count, Action<byte[]> check)
        => FsCheck.Check.One(
            Config.QuickThrowOnFailure.WithMaxTest(count).WithEndSize(40), Prop.ForAll(files.ToArbitrary(), check));
}

[TestFixture]
public class IniDocumentPropertyTests
{
    private static readonly (string Section, string Key)[] Targets = [
        ("a", "k"), ("a", "new"), ("b", "j"), ("ü", "k"), ("new", "k"), ("profile x", "k")];

    [Test]
    public void OfAnyBytesIsWrittenBackOrRefused() => RandomFiles.ForAll(RandomFiles.Bytes, 20_000, b => RoundTrip.Check(b));

    [Test]
    public void OfLinesIsWrittenBackByteForByte()
    {
        var accepted = 0;
        RandomFiles.ForAll(RandomFiles.Lines, 5_000, b => accepted += RoundTrip.Check(b) ? 1 : 0);

        // The generator must not hide behind refusals.
        Assert.That(accepted, Is.GreaterThan(1_000));
    }

    [Test]
    public void ChangesOnlyInTheKeyThatIsSet() => CheckEdits((d, s, k) => d.Set(s, k, "NEW"), "NEW");

    [Test]
    public void ChangesOnlyInTheKeyThatIsSetOnly() => CheckEdits((d, s, k) => d.SetAndDeduplicate(s, k, "NEW"), "NEW");

    [Test]
    public void ChangesOnlyInTheKeyThatIsEmptied() => CheckEdits((d, s, k) => d.Set(s, k, ""), "");

    [Test]
    public void ChangesOnlyInTheKeyThatIsRemoved() => CheckEdits((d, s, k) => d.Remove(s, k), null);

    [Test]
    public void KeepsTheOtherSectionsWhenOneIsRemoved() => RandomFiles.ForAll(RandomFiles.Lines, 5_000, bytes =>
    {
        if (!TryParse(bytes, out var document))
        {
            return;
        }

        var expected = Text.Readings(document).Where(r => r.Key.Section != "a").ToList();
        try
        {
            document.RemoveSection("a");
        }
        catch (IamSorry.Errors.IamSorryException)
        {
            return;
        }

        Assert.That(
            Text.Readings(IniDocument.Parse(document.ToBytes(), "f")), Is.EquivalentTo(expected), ()
                => Encoding.Latin1.GetString(bytes));
    });

    private static void CheckEdits(Action<IniDocument, string, string> edit, string? value)
    {
        void Check(byte[] bytes)
        {
            foreach (var (section, key) in Targets)
            {
                if (TryParse(bytes, out var document))
                {
                    edit(document, section, key);
                    EditProperty.Check(bytes, document, section, key, value);
                }
            }
        }

        RandomFiles.ForAll(RandomFiles.Lines, 1_000, Check);
        RandomFiles.ForAll(RandomFiles.SectionBytes, 2_000, Check);
    }

    private static bool TryParse(byte[] bytes, out IniDocument document)
    {
        try
        {
            document = IniDocument.Parse(bytes, "file");
            return true;
        }
        catch (IniFormatException)
        {
            document = null!;
            return false;
        }
    }
}
