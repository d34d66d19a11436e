using System.Text.RegularExpressions;
using IamSorry.Testing;
using NUnit.Framework;

namespace IamSorry.Tests.Architecture;

/// <summary>What a test can tell of the documents: that they name all there is, and that their links lead somewhere.</summary>
public sealed partial class DocumentsTests
{
    [Test]
    public void Every_environment_variable_of_the_sources_is_documented()
    {
        var known = File.ReadAllText(RepositoryFiles.Path("docs", "environment.md"));
        var names = Sources().SelectMany(file => QuotedVariable().Matches(File.ReadAllText(file)))
            .Select(match => match.Groups["name"].Value)
            .Distinct(StringComparer.Ordinal)
            .ToList();
        Assert.That(names, Has.Count.GreaterThan(30), "the pattern finds what the sources read");
        Assert.That(names.Where(name => !known.Contains($"`{name}`", StringComparison.Ordinal)), Is.Empty);
    }

    [TestCaseSource(nameof(Documents))]
    public void Every_link_leads_to_a_file_and_a_heading(string name)
    {
        var document = RepositoryFiles.Path(name);
        var folder = Path.GetDirectoryName(document)!;
        var links = Links().Matches(File.ReadAllText(document)).Select(match => match.Groups["link"].Value);
        foreach (var link in links.Where(link => !link.Contains("://", StringComparison.Ordinal)))
        {
            var (file, heading) = link.Split('#') is [var path, var anchor] ? (path, anchor) : (link, null);
            var target = file.Length == 0 ? document : Path.GetFullPath(Path.Combine(folder, file));
            Assert.That(File.Exists(target) || Directory.Exists(target), $"{link} in {document}");
            Assert.That(heading is null || Anchors(target).Contains(heading), $"{link} in {document}");
        }
    }

    [Test]
    public void Every_decision_is_in_the_index()
    {
        var index = File.ReadAllText(RepositoryFiles.Path("docs", "decisions", "README.md"));
        var pages = Directory.GetFiles(RepositoryFiles.Path("docs", "decisions"), "0*.md").Select(Path.GetFileName).ToList();
        Assert.That(pages, Is.Not.Empty);
        Assert.That(pages.Where(page => !index.Contains($"({page})", StringComparison.Ordinal)), Is.Empty);
    }

    private static IEnumerable<string> Sources() => Directory
        .EnumerateFiles(RepositoryFiles.Path("src"), "*.cs", SearchOption.AllDirectories)
        .Where(file => !file.Split(Path.DirectorySeparatorChar).Any(part => part is "obj" or "bin"));

    private static IEnumerable<string> Documents() =>
    [
        "SECURITY.md",
        "CONTRIBUTING.md",
        .. Directory.EnumerateFiles(RepositoryFiles.Path("docs"), "*.md", SearchOption.AllDirectories)
            .Select(file => Path.GetRelativePath(RepositoryFiles.Root, file)),
    ];

    // as GitHub makes them: lower case, hyphens for blanks, punctuation gone
    private static HashSet<string> Anchors(string document) => [.. Headings().Matches(File.ReadAllText(document))
        .Select(match => NotInAnchors().Replace(match.Groups["text"].Value.ToLowerInvariant(), "").Replace(' ', '-'))];

    [GeneratedRegex(
        "\"(?<name>(AWS|IAM_SORRY|SSH)_[A-Z_]+|HOME|PATH|NO_COLOR|TERM|DISPLAY|WAYLAND_DISPLAY)\"",
        RegexOptions.ExplicitCapture,
        matchTimeoutMilliseconds: 1000)]
    private static partial Regex QuotedVariable();

    [GeneratedRegex(@"\]\((?<link>[^)\s]+)\)", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Links();

    [GeneratedRegex("^#+ (?<text>.*)$", RegexOptions.Multiline | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Headings();

    [GeneratedRegex(@"[^\w\- ]", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex NotInAnchors();
}
