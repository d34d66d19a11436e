using IamSorry.Ini;
using NUnit.Framework;

namespace IamSorry.Tests.Ini;

[TestFixture]
public class CorpusTests
{
    private static IEnumerable<string> Files => Corpus.Files;

    [TestCaseSource(nameof(Files))]
    public void IsWrittenBackByteForByte(string file) => Assert.That(RoundTrip.Check(Corpus.Read(file)), Is.True);

    [TestCaseSource(nameof(Files))]
    public void KeepsAllItsBytesWhenAProfileIsAdded(string file)
    {
        var bytes = Corpus.Read(file);
        var document = IniDocument.Parse(bytes, file);

        document.Set("added", "k", "v");

        Assert.That(document.ToBytes().AsSpan().StartsWith(bytes), Is.True);
        Assert.That(IniDocument.Parse(document.ToBytes(), file).Get("added", "k"), Is.EqualTo("v"));
    }

    [TestCaseSource(nameof(Files))]
    public void LosesNothingButTheValueThatIsSet(string file)
    {
        var bytes = Corpus.Read(file);
        foreach (var (section, key) in Text.Readings(IniDocument.Parse(bytes, file)).Keys)
        {
            var document = IniDocument.Parse(bytes, file);
            document.Set(section, key, "CHANGED");
            EditProperty.Check(bytes, document, section, key, "CHANGED");
        }
    }
}
