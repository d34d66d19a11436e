using System.Runtime.Versioning;
using System.Text;
using IamSorry.Audit;
using IamSorry.Errors;
using IamSorry.Testing;
using NUnit.Framework;

namespace IamSorry.Tests.Audit;

/// <summary>The audit log as a file: its chain, and what breaks it.</summary>
[Parallelizable(ParallelScope.All)]
[UnsupportedOSPlatform("windows")]
public sealed class AuditLogTests
{
    [Test]
    public async Task ChainsEachRecordToTheLineBefore()
    {
        using var home = new TemporaryHome();
        var log = await FilledAsync(home, 3);

        Assert.That(log.Read().Select(record => record.Seq), Is.EqualTo(new[] { 1, 2, 3 }));
        Assert.That(log.Read().First().Prev, Is.EqualTo(new string('0', 64)));
        Assert.That(log.Verify().Seq, Is.EqualTo(3));
        Assert.That(Convert.ToString((int)File.GetUnixFileMode(log.FilePath), 8), Is.EqualTo("600"));
    }

    [Test]
    public void OfNothingIsWhole()
    {
        using var home = new TemporaryHome();
        Assert.That(new AuditLog(home.Files).Verify(), Is.EqualTo(AuditHead.None));
        Assert.That(Directory.Exists(home.Files.StateFolder), Is.False, "looking makes nothing");
    }

    [Test]
    public async Task ShowsAnyByteThatWasChanged()
    {
        using var home = new TemporaryHome();
        var log = await FilledAsync(home, 3);
        var whole = await File.ReadAllBytesAsync(log.FilePath);
        for (var i = 0; i < whole.Length - 1; i++)
        {
            var changed = whole.ToArray();
            changed[i] ^= 1;
            await File.WriteAllBytesAsync(log.FilePath, changed);
            Assert.That(log.Verify, Throws.InstanceOf<IamSorryException>(), $"byte {i} of {whole.Length}");
        }
    }

    [TestCase(0)]
    [TestCase(1)]
    [TestCase(2)]
    [TestCase(3)]
    public async Task ShowsALineThatWasRemoved(int which)
    {
        using var home = new TemporaryHome();
        var log = await FilledAsync(home, 4);
        await EditAsync(log, lines => lines.RemoveAt(which));
        Assert.That(log.Verify, Throws.InstanceOf<IamSorryException>().With.Message.Contains("is broken"));
    }

    [Test]
    public async Task ShowsLinesThatChangedPlacesOrCameTwice()
    {
        using var home = new TemporaryHome();
        var log = await FilledAsync(home, 4);
        await EditAsync(log, lines => (lines[1], lines[2]) = (lines[2], lines[1]));
        Assert.That(log.Verify, Throws.InstanceOf<IamSorryException>());

        using var other = new TemporaryHome();
        log = await FilledAsync(other, 4);
        await EditAsync(log, lines => lines.Add(lines[^1]));
        Assert.That(log.Verify, Throws.InstanceOf<IamSorryException>());
    }

    [Test]
    public async Task ShowsThatItIsGone()
    {
        using var home = new TemporaryHome();
        var log = await FilledAsync(home, 2);
        File.Delete(log.FilePath);
        Assert.That(log.Verify, Throws.InstanceOf<IamSorryException>());
    }

    [TestCase(0, false)]
    [TestCase(2, false)]
    [TestCase(2, true)]
    [TestCase(3, true)]
    public async Task StillShowsWhatWasRemovedOrChanged_WhenARunHasWrittenSince(int kept, bool changed)
    {
        using var home = new TemporaryHome();
        var log = await FilledAsync(home, 3);
        await EditAsync(log, lines =>
        {
            lines.RemoveRange(kept, lines.Count - kept);
            if (changed && lines.Count > 0)
            {
                lines[^1] = lines[^1].Replace("alice-x", "alice-y", StringComparison.Ordinal);
            }
        });
        await AppendAsync(log);
        await AppendAsync(log);

        Assert.That(log.Verify, Throws.InstanceOf<IamSorryException>().With.Message.Contains("is broken"));
    }

    [Test]
    public async Task ShowsAChangedLastRecordUnderAForgedSuccessorOrAHalfLine([Values] bool half)
    {
        using var home = new TemporaryHome();
        var log = await FilledAsync(home, 2);
        await EditAsync(log, lines => lines[^1] = lines[^1].Replace("alice-x", "alice-y", StringComparison.Ordinal));
        if (half)
        {
            await File.AppendAllTextAsync(log.FilePath, "{\"seq\":3");
        }
        else
        {
            var head = await File.ReadAllBytesAsync(HeadOf(log));
            File.Delete(HeadOf(log));
            using var forger = new TemporaryHome();
            var forged = new AuditLog(forger.Files);
            Directory.CreateDirectory(forger.Files.StateFolder);
            File.Copy(log.FilePath, forged.FilePath);
            await AppendAsync(forged);
            File.Copy(forged.FilePath, log.FilePath, overwrite: true);
            await File.WriteAllBytesAsync(HeadOf(log), head);
        }

        Assert.That(log.Verify, Throws.InstanceOf<IamSorryException>());
        await AppendAsync(log);
        Assert.That(log.Verify, Throws.InstanceOf<IamSorryException>(), "and after the next run");
    }

    [Test]
    public async Task GoesOnAfterALineThatAPowerCutLeftHalf()
    {
        using var home = new TemporaryHome();
        var log = await FilledAsync(home, 2);
        await File.AppendAllTextAsync(log.FilePath, """{"seq":3,"time":"20""");
        Assert.That(log.Verify().Seq, Is.EqualTo(2));

        await AppendAsync(log);

        Assert.That(log.Verify().Seq, Is.EqualTo(3));
        await EditAsync(log, lines => lines[2] = lines[2].Replace("20", "21", StringComparison.Ordinal));
        Assert.That(log.Verify, Throws.InstanceOf<IamSorryException>(), "the half line is part of the chain");
    }

    [Test]
    public async Task IsWholeWhenARunEndedBetweenTheLineAndTheHead()
    {
        using var home = new TemporaryHome();
        var log = await FilledAsync(home, 2);
        var head = await File.ReadAllBytesAsync(HeadOf(log));
        await AppendAsync(log);
        await File.WriteAllBytesAsync(HeadOf(log), head);

        Assert.That(log.Verify().Seq, Is.EqualTo(3));
    }

    [Test]
    public async Task IsWholeWhenManyWriteAtOnce()
    {
        using var home = new TemporaryHome();
        var log = new AuditLog(home.Files);
        await Task.WhenAll(Enumerable.Range(0, 40).Select(_ => Task.Run(() => AppendAsync(new AuditLog(home.Files)))));

        Assert.That(log.Verify().Seq, Is.EqualTo(40));
    }

    private static string HeadOf(AuditLog log) => Path.Combine(Path.GetDirectoryName(log.FilePath)!, "audit.head");

    private static async Task<AuditLog> FilledAsync(TemporaryHome home, int records)
    {
        var log = new AuditLog(home.Files);
        for (var i = 0; i < records; i++)
        {
            await AppendAsync(log);
        }

        return log;
    }

    private static Task AppendAsync(AuditLog log)
        => log.AppendAsync((seq, prev) => new AuditRecord(
            seq, DateTimeOffset.UnixEpoch, "mint", "CreateAccessKey", "123456789012", "AKIAEXAMPLEEXAMPLE01", prev)
        {
            User = "alice-x",
        });

    private static async Task EditAsync(AuditLog log, Action<List<string>> edit)
    {
        var lines = (await File.ReadAllLinesAsync(log.FilePath, Encoding.UTF8)).ToList();
        edit(lines);
        await File.WriteAllTextAsync(log.FilePath, string.Concat(lines.Select(line => line + "\n")));
    }
}
