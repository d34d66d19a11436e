using IamSorry.Cli.Tests.Infrastructure;

namespace IamSorry.Cli.Tests.Output;

/// <summary>A crash while the manager's key is open leaves no file with it.</summary>
[Platform(Include = "Linux")]
public sealed class CoreFileTests
{
    // 3 is PR_GET_DUMPABLE
    private const string IsDumpable = "import ctypes; print(ctypes.CDLL(None).prctl(3, 0, 0, 0, 0))";

    // SIGSYS, because the runtime of the managed build catches the others; what the system does is the same
    // the program hangs at AWS with the key open; beside it, the same happens to a program that minds nothing
    private const string Crash =
        """
        import os, resource, signal, subprocess, time
        hard = resource.getrlimit(resource.RLIMIT_CORE)[1]
        resource.setrlimit(resource.RLIMIT_CORE, (hard, hard))
        other = subprocess.Popen(["sleep", "60"])
        ours = subprocess.Popen(["iam-sorry", "alice-x"])
        while not os.path.exists("reached"):
            time.sleep(0.02)
        for name, child in ("other", other), ("ours", ours):
            child.send_signal(signal.SIGSYS)
            status = os.waitpid(child.pid, 0)[1]
            print(name, os.WTERMSIG(status), os.WCOREDUMP(status))
        """;

    [Test]
    public async Task ACrashWritesNoCoreFile()
    {
        await using var stage = await Stage.SealedAsync();
        using var ended = new ManualResetEventSlim();
        stage.Aws.Faults.OnCall("GetUser", () =>
        {
            File.WriteAllText(stage.Home.InHome("reached"), "");
            ended.Wait(Child.Patience);
        });

        var run = await stage.RunOtherAsync("python3", "-c", Crash);
        ended.Set();

        if (run.Out.Contains("other 31 False", StringComparison.Ordinal))
        {
            Assert.Ignore("this system writes no core files at all");
        }

        Assert.That(run.Out, Is.EqualTo("other 31 True\nours 31 False\n"), run.ToString);
        Assert.That(stage.Home.FilesThatHold(Stage.ManagerKey.Secret), Is.Empty);
    }

    [TestCase("exec", "alice-x", "--"), TestCase("exec", "alice-x", "--server", "--")]
    public async Task ACommandUnderExecIsAsDumpableAsEver(params string[] words)
    {
        await using var stage = await Stage.SealedAsync();

        Assert.That(
            (await stage.RunAsync([.. words, "python3", "-c", IsDumpable])).MustSucceed().Out, Is.EqualTo("1\n"));
        Assert.That((await stage.RunAsync([.. words, "sh", "-c", "ulimit -c"])).Out,
            Is.EqualTo((await stage.RunOtherAsync("/bin/sh", "-c", "ulimit -c")).Out));
    }
}
