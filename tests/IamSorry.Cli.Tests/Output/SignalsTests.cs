using IamSorry.Cli.CommandLine;
using System.Runtime.InteropServices;
using IamSorry.Cli.Tests.Infrastructure;
using IamSorry.LocalAws;
using IamSorry.Testing;

namespace IamSorry.Cli.Tests.Output;

/// <summary>A signal comes while it works, without any terminal.</summary>
[Category(Categories.EveryBuild)]
public sealed class SignalsTests
{
    [TestCase(PosixSignal.SIGINT)]
    [TestCase(PosixSignal.SIGTERM)]
    public async Task WhileTheNewKeyIsUnknown_TheKeyIsDeleted(PosixSignal signal)
    {
        await using var stage = await Stage.SealedAsync(new LocalAwsOptions { NewKeyDelay = TimeSpan.FromMinutes(10) });
        var before = stage.Home.Snapshot();
        var minting = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        stage.Aws.Faults.OnCall("GetSessionToken", () => minting.TrySetResult());
        using var child = stage.Start("alice-x");
        await minting.Task.WaitAsync(Child.Patience);

        child.Signal(signal);
        var run = await child.EndAsync();

        run.MustFail(ExitCode.Interrupted, "iam-sorry: interrupted");
        Assert.That(stage.Account.User("alice-x").Keys, Is.Empty);
        Assert.That(stage.NothingIsUnderWay);
        Assert.That(stage.Home.Snapshot(), Is.EqualTo(before));
    }

    [Test]
    public async Task ByAKillNobodyCanCatch_TheNextRunCleansUp()
    {
        await using var stage = await Stage.SealedAsync();
        stage.Aws.Faults.Delay("GetSessionToken", TimeSpan.FromMinutes(10));
        var minting = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        stage.Aws.Faults.OnCall("GetSessionToken", () => minting.TrySetResult());
        using (var child = stage.Start("alice-x"))
        {
            await minting.Task.WaitAsync(Child.Patience);
        }

        Assert.That(stage.Account.User("alice-x").Keys, Has.Count.EqualTo(1), "the kill came too late to show anything");
        Assert.That(stage.NothingIsUnderWay, Is.False);

        (await stage.RunAsync("alice-y")).MustSucceed(
            "deleted key", "of 'alice-x', left behind by an interrupted run", "session of IAM user 'alice-y'");

        Assert.That(stage.Account.User("alice-x").Keys, Is.Empty);
        Assert.That(stage.NothingIsUnderWay);
    }
}
