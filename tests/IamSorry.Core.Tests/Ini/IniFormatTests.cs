using System.Text;
using IamSorry.Ini;
using NUnit.Framework;
using static IamSorry.Tests.Ini.Text;

namespace IamSorry.Tests.Ini;

[TestFixture]
public class IniFormatTests
{
    private const string Secret = "wJalrXUtnFEMI";

    [TestCase($"aws_secret_access_key = {Secret}\n[a]", 1)]
    [TestCase($"# c\r\n\r\n{Secret}", 3)]
    [TestCase($"[a]\rk = v\r{Secret}\r", 3)]
    [TestCase($"[a]\nk = v\n[{Secret}\nx = y", 3)]
    [TestCase($"[a]\nk = v\n[{Secret} = x", 3)]
    [TestCase($"[a]\nk = v\n[]{Secret}", 3)]
    [TestCase($"[a]\nk = v\n[b] {Secret}", 3)]
    [TestCase($"[a]\nk = v\n[b]{Secret} = x", 3)]
    [TestCase($"[a]\nk = v\n[b] # see [{Secret}]", 3)]
    [TestCase($"[a]\nk = v\n[b]{Secret}]", 3)]
    [TestCase($"[a]\nk = v\n = {Secret}", 4, "\n[b]\n")]
    [TestCase($"[a]\nk = v\n={Secret}", 3)]
    [TestCase($"[a]\nk = v\n:{Secret}", 3)]
    [TestCase($"[a]\nk = v\n  [{Secret}]\n", 3)]
    [TestCase($"[a]\nk = v\nx = {Secret}\0", 3)]
    [TestCase($"[a]\nk = v\n# {Secret}\0\n", 3)]
    public void IsRefusedByLineNumberWithoutItsText(string text, int line, string before = "")
    {
        // The extra text makes an indented line the first of its section, where it is no continuation.
        text = before.Length > 0 ? text.Replace("\n =", before + " =", StringComparison.Ordinal) : text;
        var error = Assert.Throws<IniFormatException>(() => IniOf(text))!;

        Assert.That((error.LineNumber, error.FileName), Is.EqualTo((line, "credentials")));
        Assert.That(error.Message, Does.StartWith($"credentials, line {line}: ").And.Not.Contain(Secret));
        Assert.That(error.Remedy?.ToString(), Is.Not.Null.And.Not.Contain(Secret));
    }

    [Test]
    public void InUtf16IsRefused()
        => Assert.That(
            () => IniDocument.Parse(Encoding.Unicode.GetBytes("[a]\nk = v"), "f"), Throws.TypeOf<IniFormatException>());

    [Test]
    public void CutOffAnywhereIsReadOrRefusedAndNeverChanged()
    {
        foreach (var file in Corpus.Files.Where(f => f != "long-line"))
        {
            var bytes = Corpus.Read(file);
            for (var length = 0; length <= bytes.Length; length++)
            {
                RoundTrip.Check(bytes[..length]);
            }
        }
    }
}
