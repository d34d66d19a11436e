using IamSorry.Cli.Tests.Infrastructure;
using IamSorry.Testing;

namespace IamSorry.Cli.Tests.Transcripts;

/// <summary>README and docs show transcripts, word for word.</summary>
[Category(TheProgram.AnyBuild)]
public sealed class InclusionTests
{
    private static IEnumerable<string> Documents
        => Directory.EnumerateFiles(RepositoryFiles.Root, "*.md")
            .Concat(Directory.EnumerateFiles(RepositoryFiles.Path("docs"), "*.md", SearchOption.AllDirectories))
            .Select(path => Path.GetRelativePath(RepositoryFiles.Root, path)).Order(StringComparer.Ordinal);

    [TestCaseSource(nameof(Documents))]
    public async Task IsNotStale(string document)
    {
        var path = RepositoryFiles.Path(document);
        var text = await File.ReadAllTextAsync(path);

        var rendered = Inclusion.Render(text, Transcript.Read);

        if (TranscriptTests.Updates && rendered != text)
        {
            await File.WriteAllTextAsync(path, text = rendered);
        }

        Assert.That(text, Is.EqualTo(rendered), $"{TranscriptTests.UpdateVariable}=1 writes the transcripts into the documents");
    }

    [Test]
    public void TakesTheCommandsThatAreNamed()
    {
        var transcript = Transcript.Parse("x", "# stage: plain\n$ one\n1\n\n$ two\n2> 2\n\n$ three\n");

        var rendered = Inclusion.Render("a\n<!-- transcript: x 2-3 -->\nold\n<!-- /transcript -->\nb\n", _ => transcript);

        Assert.That(
            rendered, Is.EqualTo(
                "a\n<!-- transcript: x 2-3 -->\n```console\n$ two\n2\n\n$ three\n```\n<!-- /transcript -->\nb\n"));
    }

    [TestCase("<!-- transcript: x -->\n")]
    [TestCase("<!-- transcript: X! -->\n<!-- /transcript -->\n")]
    public void WithoutAnEndIsAnError(string document)
        => Assert.That(
            () => Inclusion.Render(document, _ => throw new InvalidOperationException("read")), Throws.TypeOf<FormatException>());
}
