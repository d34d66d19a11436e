using IamSorry.Cli.CommandLine;
using IamSorry.Cli.Tests.Infrastructure;

namespace IamSorry.Cli.Tests.Output;

/// <summary>What cannot be undone is asked about first, where there is somebody to ask.</summary>
public sealed class QuestionTests
{
    [TestCase("iam-sorry forget", "forget all 2 sessions of 'alice-x', 'alice-y'?")]
    [TestCase("iam-sorry --reset", "forget all 2 sessions of 'alice-x', 'alice-y'?")]
    [TestCase("iam-sorry delegate bob-x bob", "give 'bob-x' to 'bob' permanently?")]
    [TestCase("iam-sorry bob-x --chown bob", "give 'bob-x' to 'bob' permanently?")]
    public async Task IsAnsweredByNoAndNothingIsDone(string command, string question)
    {
        await using var stage = await TwoSessionsAsync();
        var before = stage.Home.Snapshot();
        using var terminal = Pty.Start(stage, command);

        await terminal.WaitForAsync(question);
        await terminal.TypeAsync("n\n");

        Assert.That(await terminal.EndAsync(), Is.EqualTo((int)ExitCode.Failed), terminal.Shown);
        Assert.That(terminal.Shown, Does.Contain("nothing was done"));
        Assert.That((stage.Home.Snapshot(), stage.Aws.Calls), Is.EqualTo((before, Array.Empty<object>())));
    }

    [Test]
    public async Task IsEndedByCtrlC()
    {
        await using var stage = await TwoSessionsAsync();
        var before = stage.Home.Snapshot();
        using var terminal = Pty.Start(stage, "iam-sorry forget");

        await terminal.WaitForAsync("[y/N]");
        await terminal.TypeAsync(Pty.CtrlC);

        Assert.That(await terminal.EndAsync(), Is.EqualTo((int)ExitCode.Interrupted), terminal.Shown);
        Assert.That(stage.Home.Snapshot(), Is.EqualTo(before));
    }

    [TestCase("iam-sorry forget", "y\n")]
    [TestCase("iam-sorry forget", "YES\n")]
    [TestCase("iam-sorry forget --yes", "")]
    [TestCase("iam-sorry forget alice-x", "")]
    public async Task IsAnsweredByYesOrNotAskedAtAll(string command, string typed)
    {
        await using var stage = await TwoSessionsAsync();
        using var terminal = Pty.Start(stage, command);

        await terminal.TypeAsync(typed);

        Assert.That(await terminal.EndAsync(), Is.Zero, terminal.Shown);
        Assert.That(terminal.Shown, Does.Contain("forgot the session of IAM user 'alice-x'"));
        Assert.That(terminal.Shown.Contains("[y/N]", StringComparison.Ordinal), Is.EqualTo(typed.Length > 0));
    }

    [Test]
    public async Task IsNotAskedWithoutATerminal()
    {
        await using var stage = await TwoSessionsAsync();

        (await stage.RunAsync("forget")).MustSucceed("in profile 'alice-x'", "in profile 'alice-y'");
    }

    [Test]
    public async Task QuietSaysNothingButWarningsAndErrors()
    {
        await using var stage = await Stage.SealedAsync();

        Assert.That((await stage.RunAsync("alice-x", "--quiet")).MustSucceed().Err, Is.Empty);
        Assert.That((await stage.RunAsync("-q", "policy", "alice", "--account", "123456789012")).MustSucceed().Err, Is.Empty);
        (await stage.RunAsync("-q", "bob-x")).MustFail(ExitCode.RefusedByRule, "outside your namespace");
    }

    private static async Task<Stage> TwoSessionsAsync()
    {
        var stage = await Stage.SealedAsync();
        (await stage.RunAsync("alice-x")).MustSucceed();
        (await stage.RunAsync("alice-y")).MustSucceed();
        stage.Aws.ClearCalls();
        return stage;
    }
}
