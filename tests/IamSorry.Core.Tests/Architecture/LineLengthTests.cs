using System.Text.RegularExpressions;
using IamSorry.Testing;
using NUnit.Framework;

namespace IamSorry.Tests.Architecture;

/// <summary>The width of .editorconfig, which the formatter does not enforce.</summary>
public sealed partial class LineLengthTests
{
    private const int Columns = 130;

    [Test]
    public void NoLineIsLongerThan130Columns()
        => Assert.That(
            new[] { "src", "tests" }.SelectMany(folder => Directory.EnumerateFiles(
                    RepositoryFiles.Path(folder), "*.cs", SearchOption.AllDirectories))
                .Where(path => !path.Split(Path.DirectorySeparatorChar).Any(part => part is "obj" or "bin"))
                .SelectMany(path => TooLong(File.ReadLines(path)).Select(number => $"{path}:{number}")),
            Is.Empty);

    [TestCase("x", 1)]
    [TestCase("// x", 1)]
    [TestCase("var text = \"\"\"x\"\"\";", 0, TestName = "A raw text stays as it is")]
    [TestCase("\"\"\"\nx\n\"\"\";", 0, TestName = "A raw text of several lines stays as it is")]
    [TestCase("var text = \"x\";", 0, TestName = "A long literal stays whole")]
    public void OnlyTextsMayBeLonger(string line, int found)
    {
        var lines = line.Replace("x", new string('x', Columns + 1), StringComparison.Ordinal).Split('\n');
        Assert.That(TooLong(lines), Has.Exactly(found).Items);
    }

    // texts stand as they are read elsewhere: vectors, replies, scripts
    private static IEnumerable<int> TooLong(IEnumerable<string> lines)
    {
        var isRaw = false;
        foreach (var (index, line) in lines.Index())
        {
            var quotes = line.Split("\"\"\"").Length - 1;
            if (line.Length > Columns && !isRaw && quotes == 0 && !LongLiteral().IsMatch(line))
            {
                yield return index + 1;
            }

            isRaw ^= quotes % 2 == 1;
        }
    }

    [GeneratedRegex("""@?"(\\.|[^"\\]){70,}"|\w+\(@".*"|^\s*@".*",?$""", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex LongLiteral();
}
