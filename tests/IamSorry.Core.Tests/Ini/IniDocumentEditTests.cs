using System.Text;
using IamSorry.Errors;
using IamSorry.Ini;
using NUnit.Framework;
using static IamSorry.Tests.Ini.Text;

namespace IamSorry.Tests.Ini;

[TestFixture]
public class IniDocumentEditTests
{
    [TestCase("[a]\n  k\t=  old  \r\nj = 1", "[a]\n  k\t=  new  \r\nj = 1")]
    [TestCase("[a]\nK: old", "[a]\nK: new")]
    [TestCase("[a]\nk=\n", "[a]\nk=new\n")]
    [TestCase("[a]\nk =\n", "[a]\nk = new\n")]
    [TestCase("[a]\nk =  \n", "[a]\nk =  new\n")]
    [TestCase("[a]\nk = old # part of it\n", "[a]\nk = new\n")]
    [TestCase("[a]\nk =\n  x = 1\n  # note\n\n  y = 2\nj = 1\n", "[a]\nk = new\n  # note\n\nj = 1\n")]
    [TestCase("\ufeff[a]\nk=1", "\ufeff[a]\nk=new")]
    public void ReplacesOnlyItsValue(string before, string after)
        => Assert.That(After(before, d => d.Set("a", "k", "new")), Is.EqualTo(after));

    [TestCase("[a]\nj = 1\n\n# b\n[b]\n", "[a]\nj = 1\nk = new\n\n# b\n[b]\n")]
    [TestCase("[a]\nj=1\n# of a\n", "[a]\nj=1\nk=new\n# of a\n")]
    [TestCase("[a]\nj = 1", "[a]\nj = 1\nk = new")]
    [TestCase("[a]\r\nj = 1", "[a]\r\nj = 1\r\nk = new")]
    [TestCase("[a]", "[a]\nk = new")]
    [TestCase("[a]\n[b]\nj:1", "[a]\nk=new\n[b]\nj:1")]
    [TestCase("[a]\nj: 1\n", "[a]\nj: 1\nk = new\n")]
    [TestCase("[a]\nj : 1\n", "[a]\nj : 1\nk = new\n")]
    [TestCase("[a]\n\tj\t=\t1\n", "[a]\n\tj\t=\t1\n\tk\t=\tnew\n")]
    [TestCase("[a]\ns3 =\n  x = 1\n\n  y = 2\n\n[b]\n", "[a]\ns3 =\n  x = 1\n\n  y = 2\nk = new\n\n[b]\n")]
    [TestCase("[a]\nj = 1\n[b]\n[a]\ni = 2\n", "[a]\nj = 1\n[b]\n[a]\ni = 2\nk = new\n")]
    [TestCase("[a]\n  [b]\n", "[a]\n  k = new\n  [b]\n")]
    [TestCase("[b]\nj = 1\n", "[b]\nj = 1\n\n[a]\nk = new\n")]
    [TestCase("[b]\r\nj=1", "[b]\r\nj=1\r\n\r\n[a]\r\nk=new\r\n")]
    [TestCase("[b]\n\n", "[b]\n\n[a]\nk = new\n")]
    [TestCase("", "[a]\nk = new\n")]
    [TestCase("\ufeff", "\ufeff[a]\nk = new\n")]
    [TestCase("# only a comment", "# only a comment\n\n[a]\nk = new\n")]
    [TestCase("\n", "\n[a]\nk = new\n")]
    public void AddsAMissingOneInTheStyleOfItsNeighbours(string before, string after)
        => Assert.That(After(before, d => d.Set("a", "k", "new")), Is.EqualTo(after));

    [Test]
    public void ChangesARepeatedOneWhereItCounts()
        => Assert.That(
            After("[a]\nk=1\nk=2\n[a]\nk=3\nj=4\n", d => d.Set("a", "k", "new")), Is.EqualTo("[a]\nk=1\nk=2\n[a]\nk=new\nj=4\n"));

    [Test]
    public void OnlyLeavesNoOlderValueBehind()
        => Assert.That(
            After("[a]\nk=SECRET\nj=0\nk=SECRET\n[b]\nk=1\n[a]\nK=2\nk=3\n", d => d.SetAndDeduplicate("a", "k", "new")),
            Is.EqualTo("[a]\nj=0\n[b]\nk=1\n[a]\nk=new\n"));

    [TestCase("[a]\nK = old\n", "[a]\nk = new\n")]
    [TestCase("[a]\nk: old\n", "[a]\nk = new\n")]
    [TestCase("[a]\nk:old\n", "[a]\nk=new\n")]
    [TestCase("[a]\n\tK\t=\told  \r\nj: 1", "[a]\n\tk\t=\tnew  \r\nj: 1")]
    [TestCase("[a]\nK: new #\n[b]\n", "[a]\nk = new\n[b]\n")]
    [TestCase("[a]\nK: new\n", "[a]\nk = new\n")]
    public void IsSpeltSoThatEverySdkSeesIt_WhereItIsOurs(string before, string after)
        => Assert.That(After(before, d => d.SetAndDeduplicate("a", "k", "new")), Is.EqualTo(after));

    [Test]
    public void ToWhatItIsChangesNothing()
        => Assert.That(
            After("[a]\nk =\n  x = 1\n\n  y = 2\n", d => d.Set("a", "j", "1")), Is.EqualTo(
                "[a]\nk =\n  x = 1\n\n  y = 2\nj = 1\n"));

    [TestCase("line\nbreak")]
    [TestCase("line\rbreak")]
    [TestCase("tab\tinside")]
    [TestCase("nul\0")]
    [TestCase("\u001b[31m")]
    [TestCase("next\u0085line")]
    [TestCase("separator\u2028")]
    [TestCase(" leading")]
    [TestCase("trailing ")]
    [TestCase("no-break\u00a0")]
    [TestCase("a # comment")]
    [TestCase("a ; comment")]
    public void RefusesAValueThatWouldNotBeReadBack(string value)
    {
        var document = IniOf("[a]\nk = old\n");

        var error = Assert.Throws<InvalidInputException>(() => document.Set("a", "k", value))!;
        Assert.Throws<InvalidInputException>(() => document.Set("new", "k", value));

        Assert.That(error.Message, Does.Not.Contain(value.Trim()));
        Assert.That(Of(document), Is.EqualTo("[a]\nk = old\n"));
    }

    [Test]
    public void RefusesHalfACharacter()
        => Assert.That(() => IniOf("[a]\n").Set("a", "k", "half " + '\ud83d'), Throws.TypeOf<InvalidInputException>());

    [TestCase("")]
    [TestCase("a=b")]
    [TestCase("a:b")]
    [TestCase("#a")]
    [TestCase("[a]")]
    [TestCase(" a")]
    [TestCase("a\nb")]
    public void RefusesAKeyThatWouldNotBeReadBack(string key)
        => Assert.That(() => IniOf("[a]\n").Set("a", key, "v"), Throws.TypeOf<InvalidInputException>());

    [TestCase("")]
    [TestCase("a]b")]
    [TestCase("[a")]
    [TestCase("a#b")]
    [TestCase("a\nb")]
    [TestCase("a ")]
    public void RefusesASectionThatWouldNotBeReadBack(string section)
        => Assert.That(() => IniOf("").Set(section, "k", "v"), Throws.TypeOf<InvalidInputException>());

    [Test]
    public void KeepsBytesThatAreNotUtf8()
    {
        byte[] bytes = [.. "# Schl"u8, 0xFC, .. "ssel\n[a]\nnote = "u8, 0xFF, 0xFE, .. "\nk = old\n"u8];
        var document = IniDocument.Parse(bytes, "f");

        document.Set("a", "k", "new");

        Assert.That(
            Encoding.Latin1.GetString(document.ToBytes()), Is.EqualTo("# Schl\u00fcssel\n[a]\nnote = \u00ff\u00fe\nk = new\n"));
    }

    private static string After(string text, Action<IniDocument> edit)
    {
        var document = IniOf(text);
        edit(document);
        return Of(document);
    }
}

[TestFixture]
public class NestedBlockTests
{
    private const string File = "[a]\nregion = old\ns3 =\n  # keep\n  region = nested\n\n  x: 1\nk = 1\n";

    [Test]
    public void SurvivesAnEditElsewhere()
    {
        var document = IniOf(File);
        document.Set("a", "region", "new");
        document.Set("a", "k", "2");
        Assert.That(Of(document), Is.EqualTo("[a]\nregion = new\ns3 =\n  # keep\n  region = nested\n\n  x: 1\nk = 2\n"));
    }

    [Test]
    public void IsNotSearchedForKeys()
    {
        var document = IniOf(File);
        Assert.That((document.Get("a", "region"), document.Remove("a", "x")), Is.EqualTo(("old", false)));
    }

    [Test]
    public void GoesWithItsKey()
    {
        var document = IniOf(File);
        document.Remove("a", "s3");
        Assert.That(Of(document), Is.EqualTo("[a]\nregion = old\n  # keep\n\nk = 1\n"));
    }
}

[TestFixture]
public class IniDocumentRemoveTests
{
    [Test]
    public void AKeyTakesItsRepetitions()
    {
        var document = IniOf("[a]\nk=1\nj=2\nK=3\n[b]\nk=4\n[a]\nk=5");
        Assert.That(document.Remove("a", "k"), Is.True);
        Assert.That(Of(document), Is.EqualTo("[a]\nj=2\n[b]\nk=4\n[a]\n"));
        Assert.That(document.Remove("a", "k"), Is.False);
    }

    [Test]
    public void ASectionKeepsWhatMaySpeakOfTheNext()
    {
        var document = IniOf("# top\n[a]\n# of a\nk=1\n\n# of b\n[b]\nk=2\n[a]\nk=3\n");
        Assert.That(document.RemoveSection("a"), Is.True);
        Assert.That(Of(document), Is.EqualTo("# top\n# of b\n[b]\nk=2\n"));
        Assert.That(
            (document.Contains("a"), document.Contains("b"), document.RemoveSection("a")), Is.EqualTo((false, true, false)));
    }

    [Test]
    public void ASectionIsRefusedWhenTheNextWouldBecomeAValue()
        => Assert.That(() => IniOf("[a]\nk=1\n[b]\n  [c]\n  k=2\n").RemoveSection("b"), Throws.TypeOf<IamSorryException>());

    [Test]
    public void RemovesNothingWhereOneOfSeveralSectionsMustStay()
    {
        const string text = "[a]\nk=1\n[b]\n  [c]\nk=2\n[b]\nk=3\n";
        var document = IniOf(text);

        Assert.That(() => document.RemoveSection("b"), Throws.TypeOf<IamSorryException>());
        Assert.That(Of(document), Is.EqualTo(text));
    }
}
