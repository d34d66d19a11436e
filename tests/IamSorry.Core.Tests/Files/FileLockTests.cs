using System.Runtime.Versioning;
using IamSorry.Errors;
using IamSorry.Files;
using IamSorry.Testing;
using NUnit.Framework;

namespace IamSorry.Tests.Files;

[TestFixture]
[UnsupportedOSPlatform("windows")] // the other process uses flock
public class FileLockTests
{
    private const string HoldIt = """
        import fcntl, os, sys
        file = open(sys.argv[1], "w")
        fcntl.flock(file, fcntl.LOCK_EX)
        file.write("process %d (python3)" % os.getpid())
        file.flush()
        print("held", flush=True)
        sys.stdin.read()
        """;

    private static readonly TimeSpan Long = TimeSpan.FromMinutes(1);
    private TemporaryFolder _folder = null!;

    [SetUp]
    public void MakeFolder() => _folder = new TemporaryFolder();

    [TearDown]
    public void RemoveFolder() => _folder.Dispose();

    private string Lock => _folder["state/lock"];

    [Test]
    public async Task NamesItsHolderToThoseWhoWaitInVain()
    {
        using var held = await FileLock.AcquireAsync(Lock, TimeSpan.Zero, default);
        var error = await Assert.ThrowsAsync<IamSorryException>(
            () => FileLock.AcquireAsync(Lock, TimeSpan.FromMilliseconds(20), default));
        Assert.That(
            error!.Message, Does.Contain($"process {Environment.ProcessId} ({Path.GetFileName(Environment.ProcessPath)})"));
    }

    [Test]
    public async Task IsFreeAfterItsHolder()
    {
        var held = await FileLock.AcquireAsync(Lock, TimeSpan.Zero, default);
        var waiting = FileLock.AcquireAsync(Lock, Long, default);
        Assert.That(waiting.IsCompleted, Is.False);
        held.Dispose();
        (await waiting).Dispose();
        Assert.That(new FileInfo(Lock).Length, Is.Zero, "the holder's name goes with it, the file stays");
    }

    [Test]
    public async Task CanBeGivenUpWaitingFor()
    {
        using var held = await FileLock.AcquireAsync(Lock, TimeSpan.Zero, default);
        using var stop = new CancellationTokenSource();
        var waiting = FileLock.AcquireAsync(Lock, Long, stop.Token);
        await stop.CancelAsync();
        Assert.That(async () => await waiting, Throws.InstanceOf<OperationCanceledException>());
    }

    [Test]
    public async Task IsFreeWhenItsHolderIsKilled()
    {
        Directory.CreateDirectory(_folder["state"]);
        using var holder = Python.Start(HoldIt, Lock);
        Assert.That(await holder.StandardOutput.ReadLineAsync(), Is.EqualTo("held"));

        var error = await Assert.ThrowsAsync<IamSorryException>(() => FileLock.AcquireAsync(Lock, TimeSpan.Zero, default));
        Assert.That(error!.Message, Does.Contain($"process {holder.Id} (python3)"));

        holder.Kill();
        await holder.WaitForExitAsync();
        using var taken = await FileLock.AcquireAsync(Lock, TimeSpan.Zero, default);
    }

    [Test]
    public void MustBeAFile()
    {
        Directory.CreateDirectory(Lock);
        Assert.That(
            async () => await FileLock.AcquireAsync(
                Lock, Long, default), Throws.TypeOf<IamSorryException>().With.Message.Contains("its own"));
    }

    [Test]
    public void ThatIsASymbolicLinkIsRefusedAndItsTargetUntouched([Values] bool dangling)
    {
        var target = _folder["precious"];
        if (!dangling)
        {
            File.WriteAllText(target, "content");
        }

        Directory.CreateDirectory(_folder["state"]);
        File.CreateSymbolicLink(Lock, target);

        Assert.That(
            async () => await FileLock.AcquireAsync(
                Lock, TimeSpan.Zero, default), Throws.TypeOf<IamSorryException>().With.Message.Contains("its own"));
        Assert.That(() => FileLock.TryAcquire(Lock), Throws.TypeOf<IamSorryException>());
        Assert.That(File.Exists(target) ? File.ReadAllText(target) : null, Is.EqualTo(dangling ? null : "content"));
    }

    [TestCase(37, Description = "ENOLCK: a network file system without its lock service")]
    [TestCase(95, Description = "EOPNOTSUPP")]
    [TestCase(38, Description = "ENOSYS")]
    public void OfAFileSystemWithoutLocksIsRefusedAtOnce(int error)
    {
        FileSystemRules.LocksForTests.Value = () => error;

        Assert.That(
            async () => await FileLock.AcquireAsync(Lock, Long, default),
            Throws.TypeOf<IamSorryException>().With.Message.Contains("its file system has no locks"));
        Assert.That(
            () => FileLock.TryAcquire(Lock), Throws.TypeOf<IamSorryException>().With.Message.Contains("no locks"));
    }

    [Test]
    public void IsPrivate()
    {
        FileLock.AcquireAsync(Lock, Long, default).Result.Dispose();
        Assert.That(Convert.ToString((int)File.GetUnixFileMode(Lock), 8), Is.EqualTo("600"));
        Assert.That(Convert.ToString((int)File.GetUnixFileMode(_folder["state"]), 8), Is.EqualTo("700"));
    }
}
