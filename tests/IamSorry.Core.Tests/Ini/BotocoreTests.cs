using System.ComponentModel;
using System.Diagnostics;
using System.Text;
using System.Text.Json;
using FsCheck.Fluent;
using IamSorry.Ini;
using IamSorry.Profiles;
using IamSorry.Testing;
using NUnit.Framework;

namespace IamSorry.Tests.Ini;

/// <summary>The reader that counts, botocore's own, on hundreds of files at once.</summary>
[TestFixture]
[NUnit.Framework.Category(Categories.Foreign)]
public sealed class BotocoreTests
{
    // One JSON object a file: what it read, or the name of its error.
    private const string Program = """
        import json, os, sys
        import botocore.configloader as loader, botocore.exceptions
        for name in sorted(os.listdir(sys.argv[1]), key=int):
            path = os.path.join(sys.argv[1], name)
            try:
                raw = loader.raw_config_parse(path, parse_subsections=False)
                print(json.dumps({"raw": raw, "profiles": loader.build_profile_map(raw)["profiles"]}))
            except botocore.exceptions.ConfigParseError as error:
                print(json.dumps({"error": str(error.kwargs["error"])}))
        """;

    private TemporaryFolder _folder = null!;

    [SetUp]
    public void MakeFolder() => _folder = new TemporaryFolder();

    [TearDown]
    public void RemoveFolder() => _folder.Dispose();

    [Test]
    public void ReadsWhatWeRead()
    {
        var files = Corpus.Files.Select(Corpus.Read)
            .Concat(RandomFiles.Lines.Sample(1_500, 30))
            .Concat(RandomFiles.Lines.Sample(3_000, 6))
            .Concat(RandomFiles.SectionBytes.Sample(3_000, 30))
            .Where(IsAccepted)
            .ToList();

        Assert.That(Compare(files), Is.GreaterThan(500), "files that both could read");
    }

    [Test]
    public void ReadsWhatWeWrote()
    {
        var files = new List<byte[]>();
        foreach (
            var file in Corpus.Files.Select(Corpus.Read).Concat(RandomFiles.Lines.Sample(1_500, 30)).Concat(
                RandomFiles.Lines.Sample(3_000, 6)).Where(IsAccepted))
        {
            var document = IniDocument.Parse(file, "file");
            document.SetAndDeduplicate("a", "k", "AKIA/+=");
            document.Set("ü", "aws_session_token", "x=y:z");
            new ConfigFile(document).Set("alice in \"chains\" \\ 'x'", "region", "eu-west-1");
            files.Add(document.ToBytes());
        }

        Assert.That(Compare(files), Is.GreaterThan(300), "files that both could read");
    }

    private static bool IsAccepted(byte[] bytes) => RoundTrip.Check(bytes);

    /// <returns>How many files botocore accepted; all of those read alike.</returns>
    private int Compare(List<byte[]> files)
    {
        var answers = Ask(files);
        Assert.That(answers, Has.Count.EqualTo(files.Count));
        var accepted = 0;
        foreach (var (bytes, answer) in files.Zip(answers))
        {
            string Shown() => Encoding.Latin1.GetString(bytes) + "\n-- botocore: " + answer;
            if (answer.TryGetProperty("error", out var error))
            {
                // It refuses what we can read only for these reasons: a repeated key or section, a byte order mark, bytes that
                // are not UTF-8.
                Assert.That(
                    error.GetString()!.Contains("already exists", StringComparison.Ordinal)
                    || error.GetString()!.Contains("codec can't decode", StringComparison.Ordinal)
                    || bytes.AsSpan().StartsWith(Encoding.UTF8.Preamble), Is.True, Shown);
                continue;
            }

            accepted++;
            var document = IniDocument.Parse(bytes, "file");
            var config = new ConfigFile(document);
            Assert.That(Text.Readings(document), Is.EquivalentTo(Flatten(answer.GetProperty("raw"))), Shown);
            Assert.That(
                config.Names.SelectMany(p => config.Fields(p).Select(f => (p, f))).ToDictionary(
                    at => at, at => config.Get(at.p, at.f)),
                Is.EquivalentTo(Flatten(answer.GetProperty("profiles"))), Shown);
        }

        return accepted;
    }

    private static Dictionary<(string, string), string?> Flatten(JsonElement sections)
        => sections.EnumerateObject().SelectMany(s => s.Value.EnumerateObject().Select(k => (s, k)))
            .ToDictionary(at => (at.s.Name, at.k.Name), at => at.k.Value.GetString());

    private List<JsonElement> Ask(List<byte[]> files)
    {
        for (var i = 0; i < files.Count; i++)
        {
            File.WriteAllBytes(_folder[$"{i}"], files[i]);
        }

        var start = new ProcessStartInfo(
            "python3", ["-X", "utf8", "-c", Program, _folder.Path])
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true
        };
        try
        {
            using var python = Process.Start(start)!;
            var errors = python.StandardError.ReadToEndAsync();
            var lines = python.StandardOutput.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries);
            python.WaitForExit();
            if (errors.Result.Contains("No module named 'botocore'", StringComparison.Ordinal))
            {
                Assert.Ignore("python3 has no botocore here: not compared with it");
            }

            Assert.That(python.ExitCode, Is.Zero, errors.Result);
            return [.. lines.Select(line => JsonElement.Parse(line))];
        }
        catch (Win32Exception)
        {
            Assert.Ignore("there is no python3 here: not compared with botocore");
            throw;
        }
    }
}
