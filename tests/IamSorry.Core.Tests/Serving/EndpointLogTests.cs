using IamSorry.Serving;
using IamSorry.Testing;
using NUnit.Framework;

namespace IamSorry.Tests.Serving;

/// <summary>The log of endpoints.</summary>
[Parallelizable(ParallelScope.All)]
public sealed class EndpointLogTests
{
    [Test]
    public void IsForItsOwnerOnly_ALineAnEvent()
    {
        using var home = new TemporaryHome();
        var log = new EndpointLog(home.Files, "alice-x", new FakeClock());

        log.Write("one\nline\u001b[31m");
        log.Write("another");

        var lines = File.ReadAllLines(log.Path);
        Assert.That(lines, Has.Length.EqualTo(2));
        Assert.That(lines[0], Does.Match($"^[0-9T:-]+Z {Environment.ProcessId} alice-x: one\\?line\\?\\[31m$"));
        if (!OperatingSystem.IsWindows())
        {
            Assert.That(File.GetUnixFileMode(log.Path), Is.EqualTo(UnixFileMode.UserRead | UnixFileMode.UserWrite));
        }
    }

    [Test]
    public void DoesNotGrowForEver()
    {
        using var home = new TemporaryHome();
        var log = new EndpointLog(home.Files, "alice-x", new FakeClock());

        for (var i = 0; i < 2000; i++)
        {
            log.Write(new string('x', 5000));
        }

        Assert.That(
            Directory.GetFiles(home.Files.StateFolder, "exec.log*").Sum(path => new FileInfo(path).Length), Is.LessThan(
                600 * 1024));
    }

    [Test]
    public void ThatCannotBeWrittenStopsNobody()
    {
        using var home = new TemporaryHome();
        var log = new EndpointLog(home.Files, "alice-x", new FakeClock());
        Directory.CreateDirectory(log.Path);

        Assert.DoesNotThrow(() => log.Write("lost"));
    }
}
