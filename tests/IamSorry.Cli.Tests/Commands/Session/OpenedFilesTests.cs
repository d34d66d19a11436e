using System.Text.RegularExpressions;
using IamSorry.Cli.Tests.Infrastructure;

namespace IamSorry.Cli.Tests.Commands;

/// <summary>
/// How often a run opens the AWS files, counted from outside: what it decides, it decides from one look at them.
/// </summary>
public sealed partial class OpenedFilesTests
{
    private static readonly string[] Names = ["credentials", "config"];

    [Test]
    public async Task ThreeTimesAtMostForAMint_OfANewProfileAndOfAnOldOne()
    {
        await using var stage = await Stage.SealedAsync();

        await MustOpenAtMostAsync(stage, 3, "alice-x");
        await MustOpenAtMostAsync(stage, 3, "alice-x");
    }

    [TestCase(new[] { "--server" }, 4, 1)]
    [TestCase(new string[0], 4, 1)]
    public async Task FourTimesAtMostForANewExec_OnceForAValidSession(string[] options, int first, int again)
    {
        await using var stage = await Stage.SealedAsync();
        string[] line = ["exec", "alice-x", .. options, "--", "/bin/true"];

        await MustOpenAtMostAsync(stage, first, line);
        await MustOpenAtMostAsync(stage, again, line);
    }

    [Test]
    public async Task OnceForEvalOfAValidSession()
    {
        await using var stage = await Minted.StageAsync();

        await MustOpenAtMostAsync(stage, 1, "--eval", "alice-x");
    }

    [Test]
    public async Task OnceForCredentialProcessOfAValidSession()
    {
        await using var stage = await Minted.ConfiguredAsync();

        await MustOpenAtMostAsync(stage, 1, "credential-process", "alice-x");
    }

    private static async Task MustOpenAtMostAsync(Stage stage, int most, params string[] line)
    {
        var strace = Tools.FindOrIgnore("strace");
        var trace = stage.Home.InHome("trace");
        var run = await stage.RunOtherAsync(
            strace, ["-f", "-qq", "-e", "trace=open,openat,openat2", "-o", trace, stage.Home.InHome("bin/iam-sorry"), .. line]);
        if (run.Err.Contains("ptrace", StringComparison.Ordinal))
        {
            Assert.Ignore($"strace cannot trace here: {run.Err}");
        }

        run.MustSucceed();
        var opened = Opened().Matches(await File.ReadAllTextAsync(trace)).Select(match => match.Groups["path"].Value).ToList();
        foreach (var name in Names)
        {
            var count = opened.Count(path => path == stage.Home.InHome($".aws/{name}"));
            TestContext.Out.WriteLine($"{string.Join(' ', line)}: {name} {count}");
            Assert.That(count, Is.LessThanOrEqualTo(most), $"{string.Join(' ', line)} opens {name}");
        }
    }

    [GeneratedRegex("open(at2?)?\\(.*?\"(?<path>[^\"]+)\"", RegexOptions.ExplicitCapture, 10_000)]
    private static partial Regex Opened();
}
