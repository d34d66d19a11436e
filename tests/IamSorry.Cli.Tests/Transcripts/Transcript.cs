using System.Text.RegularExpressions;
using IamSorry.Testing;

namespace IamSorry.Cli.Tests.Transcripts;

/// <summary>
/// One file of tests/Transcripts: what it shows, which stage it plays on, then commands with all they write. A line of stderr
/// begins with
/// <c>2> </c>; an exit code other than 0 stands in a line of its own, <c>[exit 3]</c>. Files of the home follow, each behind a
/// line
/// <c>-- NAME --</c>, as they are before the first command.
/// </summary>
internal sealed partial record Transcript(
    string Name, IReadOnlyList<string> Head, IReadOnlyList<Step> Steps, IReadOnlyList<(string Name, string Text)> Files)
{
    private const string Prompt = "$ ";

    /// <summary>Which stage it plays on: the word behind <c># stage: </c>.</summary>
    public string Stage
        => Head.Select(line => StageLine().Match(line)).FirstOrDefault(match => match.Success)?.Groups["name"].Value
            ?? throw new FormatException($"{Name}: a line '# stage: NAME' is missing");

    public static IEnumerable<string> Names
        => Directory.EnumerateFiles(RepositoryFiles.Path("tests", "Transcripts"), "*.txt")
            .Select(path => Path.GetFileNameWithoutExtension(path)).Order(StringComparer.Ordinal);

    public static string PathOf(string name) => RepositoryFiles.Path("tests", "Transcripts", name + ".txt");

    public static Transcript Read(string name) => Parse(name, File.ReadAllText(PathOf(name)));

    public static Transcript Parse(string name, string text)
    {
        var lines = text.TrimEnd('\n').Split('\n');
        var files = Array.FindIndex(lines, line => FileLine().IsMatch(line)) is var at and >= 0 ? at : lines.Length;
        var first = Array.FindIndex(lines, line => line.StartsWith(Prompt, StringComparison.Ordinal));
        if (first < 0 || first > files)
        {
            throw new FormatException($"{name}: there is no command");
        }

        var steps = new List<Step>();
        foreach (var line in lines[first..files])
        {
            if (line.StartsWith(Prompt, StringComparison.Ordinal))
            {
                steps.Add(new Step(line[Prompt.Length..], []));
            }
            else
            {
                steps[^1].Written.Add(line);
            }
        }

        return new Transcript(name, lines[..first], steps, [.. FilesIn(lines[files..])]);
    }

    /// <summary>The text of the file.</summary>
    public override string ToString()
    {
        var commands = Steps.Select(step => Prompt + string.Join('\n', [step.Command, .. step.Lines]));
        var files = Files.Select(file => $"-- {file.Name} --\n{file.Text.TrimEnd('\n')}");
        return string.Join('\n', Head) + "\n" + string.Join("\n\n", commands.Concat(files)) + "\n";
    }

    /// <summary>Its commands as a reader of the documents sees them in a terminal; from and to count from 1.</summary>
    public string Shown(int from = 1, int to = int.MaxValue)
        => string.Join("\n\n", Steps.Take(to).Skip(from - 1)
            .Select(step => Prompt + string.Join('\n', [step.Command, .. step.Lines.Select(Seen)])));

    private static string Seen(string line)
        => line == "2>" ? "" : line.StartsWith("2> ", StringComparison.Ordinal) ? line[3..] : line;

    private static IEnumerable<(string Name, string Text)> FilesIn(string[] lines)
    {
        for (var at = 0; at < lines.Length;)
        {
            var content = lines.Skip(at + 1).TakeWhile(line => !FileLine().IsMatch(line)).ToArray();
            yield return (FileLine().Match(lines[at]).Groups["name"].Value, string.Join('\n', content).TrimEnd('\n') + "\n");
            at += 1 + content.Length;
        }
    }

    [GeneratedRegex("^# stage: (?<name>[a-z]+)$", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 10_000)]
    private static partial Regex StageLine();

    [GeneratedRegex("^-- (?<name>[^ ]+) --$", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 10_000)]
    private static partial Regex FileLine();
}

/// <summary>One command and what it wrote.</summary>
internal sealed record Step(string Command, List<string> Written)
{
    /// <summary>Without the blank lines that only part it from the next command.</summary>
    public IEnumerable<string> Lines => Written.Take(Written.FindLastIndex(line => line.Length > 0) + 1);
}
