using System.Diagnostics;
using System.Text.RegularExpressions;
using IamSorry.Testing;
using NUnit.Framework;

namespace IamSorry.Tests.Architecture;

/// <summary>What a test can tell of the documents: that they name all there is, and that their links lead somewhere.</summary>
public sealed partial class DocumentsTests
{
    // sections of docs/troubleshooting.md that quote this program; the others quote AWS and other programs too
    private static readonly string[] SectionsOnOurs =
    [
        "A seal does not open (exit code 5)", "The SSH key is refused", "Networks and firewalls",
        "A rule of iam-sorry refuses (exit code 3)",
        "Files",
    ];

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
    public void Every_message_of_ours_that_is_quoted_is_in_the_sources()
    {
        var messages = Sources().SelectMany(file => MessagesIn(File.ReadAllText(file))).ToList();
        var page = File.ReadAllText(RepositoryFiles.Path("docs", "troubleshooting.md"));
        var quoted = SectionsOnOurs.SelectMany(
            heading => QuotedIn(page.Split($"\n## {heading}\n")[1].Split("\n## ")[0])).ToList();
        Assert.That(quoted, Has.Count.GreaterThan(40), "the pattern finds what the page quotes");
        Assert.That(quoted.Where(quote => !messages.Exists(message => Shows(message, quote))), Is.Empty);
    }

    [Test]
    public void README_has_at_most_120_lines()
        => Assert.That(File.ReadLines(RepositoryFiles.Path("README.md")).Count(), Is.LessThanOrEqualTo(120));

    // the pictures are drawn by awk: what that says is compared with what is there
    [Test]
    public void Every_picture_shows_its_transcript()
    {
        if (OperatingSystem.IsWindows())
        {
            Assert.Ignore("needs a shell");
        }

        var script = new ProcessStartInfo("bash", [RepositoryFiles.Path("scripts", "picture.sh"), "--check"])
        {
            RedirectStandardError = true,
            UseShellExecute = false,
        };
        using var run = Process.Start(script)!;
        var said = run.StandardError.ReadToEnd();
        run.WaitForExit();
        Assert.That(run.ExitCode, Is.Zero, said);
    }

    [Test]
    public void Every_decision_is_in_the_index()
    {
        var index = File.ReadAllText(RepositoryFiles.Path("docs", "decisions", "README.md"));
        var pages = Directory.GetFiles(RepositoryFiles.Path("docs", "decisions"), "0*.md").Select(Path.GetFileName).ToList();
        Assert.That(pages, Is.Not.Empty);
        Assert.That(pages.Where(page => !index.Contains($"({page})", StringComparison.Ordinal)), Is.Empty);
    }

    // the texts of a source file: those that are added together are one, and what is filled in stands as three dots
    private static IEnumerable<string> MessagesIn(string code) => Literals().Matches(Joints().Replace(code, ""))
        .Select(match => Holes().Replace(match.Groups["text"].Value, "..."));

    // what the first column of a section's tables quotes
    private static IEnumerable<string> QuotedIn(string section) => section.Split('\n')
        .Where(line => line.StartsWith("| ", StringComparison.Ordinal))
        .SelectMany(line => Quotes().Matches(line.Split('|')[1]).Select(match => match.Groups["text"].Value));

    // three dots in a quotation stand for anything
    private static bool Shows(string message, string quote)
    {
        var at = 0;
        foreach (var part in quote.Split("...").Select(part => part.Trim(' ', '\'')).Where(part => part.Length > 0))
        {
            var found = message.IndexOf(part, at, StringComparison.Ordinal);
            if (found < 0)
            {
                return false;
            }

            at = found + part.Length;
        }

        return true;
    }

    private static IEnumerable<string> Sources() => Directory
        .EnumerateFiles(RepositoryFiles.Path("src"), "*.cs", SearchOption.AllDirectories)
        .Where(file => !file.Split(Path.DirectorySeparatorChar).Any(part => part is "obj" or "bin"));

    private static IEnumerable<string> Documents() =>
    [
        "README.md",
        "SECURITY.md",
        "CONTRIBUTING.md",
        Path.Combine("policies", "README.md"),
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

    [GeneratedRegex("\"(?<text>([^\"\\\\\n]|\\\\.)*)\"", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Literals();

    [GeneratedRegex("\"\\s*\\+\\s*\\$?\"", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Joints();

    [GeneratedRegex(@"\{[^{}]*\}", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Holes();

    [GeneratedRegex("`(?<text>[^`]+)`", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Quotes();

    [GeneratedRegex(@"\]\((?<link>[^)\s]+)\)", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Links();

    [GeneratedRegex("^#+ (?<text>.*)$", RegexOptions.Multiline | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Headings();

    [GeneratedRegex(@"[^\w\- ]", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex NotInAnchors();
}
