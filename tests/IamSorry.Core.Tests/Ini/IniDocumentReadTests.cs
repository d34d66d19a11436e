using NUnit.Framework;
using static IamSorry.Tests.Ini.Text;

namespace IamSorry.Tests.Ini;

[TestFixture]
public class IniDocumentReadTests
{
    [TestCase("[a]\nk=v", "v")]
    [TestCase("[a]\nk = v\n", "v")]
    [TestCase("[a]\r\nk = v\r\n", "v")]
    [TestCase("[a]\rk = v\r", "v")]
    [TestCase("[a]\n\tk\t:\tv \n", "v")]
    [TestCase("[a]\nK = v", "v")]
    [TestCase("[a]\nk = a=b:c", "a=b:c")]
    [TestCase("[a]\nk:a=b", "a=b")]
    [TestCase("[a]\nk =", "")]
    [TestCase("[a] # comment\nk = v", "v")]
    [TestCase("[a];comment\nk = v", "v")]
    [TestCase("\ufeff[a]\nk = v", "v")]
    [TestCase("[a]\nk = 1\nk = v", "v")]
    [TestCase("[a]\nk = 1\n[b]\nk = 2\n[a]\nk = v", "v")]
    [TestCase("[a]\nk = v # not a comment", "v # not a comment")]
    [TestCase("[a]\nk = one\n two\n\n # comment\n  three\n\nj = 1", "one\ntwo\n\nthree")]
    [TestCase("[a]\nk =\n  x = 1\n  y = 2\n", "\nx = 1\ny = 2")]
    [TestCase("  [a]\n  k = v\n  j = w", "v")]
    public void FindsTheValueThatBotocoreFinds(string text, string value)
        => Assert.That(IniOf(text).Get("a", "k"), Is.EqualTo(value));

    [TestCase("[a]\ns3 =\n  k = v\n")]
    [TestCase("[a]\ns3 =\n\n  # comment\n  k = v\n")]
    [TestCase("[a]\n#k = v\n")]
    [TestCase("[a]\n  ; k = v\n")]
    [TestCase("[b]\nk = v\n")]
    [TestCase("[A]\nk = v\n")]
    [TestCase("[ a ]\nk = v\n")]
    [TestCase("")]
    [TestCase("\ufeff")]
    public void FindsNoKeyWhereThereIsNone(string text) => Assert.That(IniOf(text).Get("a", "k"), Is.Null);

    [Test]
    public void ListsSectionsOnceInTheOrderOfTheFile()
        => Assert.That(IniOf("[b]\n[a]\nk=1\n[b]\n[c]").SectionNames, Is.EqualTo(new[] { "b", "a", "c" }));

    [Test]
    public void ListsKeysOnceInLowerCase()
        => Assert.That(IniOf("[a]\nB = 1\na = 2\n x = 3\nb = 4").Keys("a"), Is.EqualTo(new[] { "b", "a" }));

    [Test]
    public void FindsEveryKeyThatItLists([Values("\u212a", "a\u1e9e", "\u00dc", "\u0130", "\u017f", "\u03a3\u03c2")] string key)
    {
        var document = IniOf($"[a]\n{key} = v\n");

        Assert.That(document.Keys("a").Select(listed => document.Get("a", listed)), Is.EqualTo(new[] { "v" }));
    }

    [Test]
    public void FindsAKeyInLettersThatBotocoreLowersToIt()
        => Assert.That(IniOf("[a]\naws_access_\u212aey_id = AKIA").Get("a", "aws_access_key_id"), Is.EqualTo("AKIA"));

    [Test]
    public void TellsOfEveryValueOfARepeatedKey()
        => Assert.That(IniOf("[a]\nk=1\nk=2\n[b]\nk=x\n[a]\nK=3").GetAll("a", "k"), Is.EqualTo(new[] { "1", "2", "3" }));

    [Test]
    public void LeavesOutNamesThatAreNotUtf8()
        => Assert.That(
            IamSorry.Ini.IniDocument.Parse("[j\u00fc]\nk=1\n[a]"u8.ToArray().Where(b => b != 0xC3).ToArray(), "f").SectionNames,
            Is.EqualTo(new[] { "a" }));
}
