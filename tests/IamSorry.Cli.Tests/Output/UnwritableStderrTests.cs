using IamSorry.Cli.Tests.Infrastructure;

namespace IamSorry.Cli.Tests.Output;

/// <summary>Nobody can be told: the disk behind stderr is full, or it is closed. Work and exit code are as ever.</summary>
public sealed class UnwritableStderrTests
{
    private const string Full = "2>/dev/full";
    private const string Closed = "2>&-";
    private const string AllButStdoutClosed = "<&- 2>&-";

    [TestCase(Full), TestCase(Closed), TestCase(AllButStdoutClosed)]
    public async Task ASessionIsMinted(string stderr)
    {
        await using var stage = await Stage.SealedAsync();

        Assert.That((await RunAsync(stage, "alice-x", stderr)).ExitCode, Is.Zero);

        Assert.That(stage.Home.Field("alice-x", "aws_session_token"), Is.EqualTo(stage.Account.Sessions.Single().Token));
        Assert.That(stage.Home.Credentials, Does.Not.Contain("✓"));
        Assert.That(stage.Account.User("alice-x").Keys, Is.Empty);
    }

    [TestCase("rotate"), TestCase("encrypt"), TestCase("list"), TestCase("policy alice"), TestCase("audit")]
    [TestCase("exec alice-x -- true"), TestCase("exec alice-x --server -- true")]
    public async Task EveryCommandEndsAsEver(string command)
    {
        await using var stage = await Stage.SealedAsync();

        foreach (var stderr in new[] { Full, Closed })
        {
            Assert.That((await RunAsync(stage, command, stderr)).ExitCode, Is.Zero, stderr);
        }
    }

    [TestCase("bob-x", 3), TestCase("--no-such-option", 2)]
    [TestCase("eval nobody-here", 1)]
    public async Task AFailureKeepsItsCode(string command, int code)
    {
        await using var stage = await Stage.SealedAsync();

        foreach (var stderr in new[] { Full, Closed })
        {
            Assert.That((await RunAsync(stage, command, stderr)).ExitCode, Is.EqualTo(code), stderr);
        }
    }

    [Test]
    public async Task AClosedStdoutIsNoOtherFile()
    {
        await using var stage = await Minted.StageAsync();
        var before = stage.Home.Snapshot();

        Assert.That((await RunAsync(stage, "eval alice-x", "<&- >&-")).ExitCode, Is.Not.Zero);

        Assert.That(stage.Home.Snapshot(), Is.EqualTo(before));
    }

    private static Task<Run> RunAsync(Stage stage, string command, string stderr)
        => stage.RunOtherAsync("/bin/sh", "-c", $"exec iam-sorry {command} {stderr}");
}
