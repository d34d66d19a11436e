using System.Runtime.Versioning;
using IamSorry.Audit;
using IamSorry.Credentials;
using IamSorry.Testing;
using NUnit.Framework;

namespace IamSorry.Tests.Audit;

[UnsupportedOSPlatform("windows")]
public sealed class AuditHistoryTests
{
    private static readonly DateTimeOffset Noon = new(2026, 11, 25, 12, 0, 0, TimeSpan.Zero);

    [Test]
    public async Task FoldsCallsThatWereTriedAgain()
    {
        using var home = new TemporaryHome();
        var log = new AuditLog(home.Files);
        await AddAsync(log, 0, "GetSessionToken", "InvalidClientTokenId");
        await AddAsync(log, 1, "GetSessionToken", "InvalidClientTokenId");
        await AddAsync(log, 2, "GetSessionToken", null);
        await AddAsync(log, 3, "GetSessionToken", null);
        await AddAsync(log, 4, "DeleteAccessKey", "Throttling");
        await AddAsync(log, 5, "CreateUser", "Throttling");

        var entries = new AuditHistory(log, new HandOutLog(home.Files)).Read(since: null).ToList();

        Assert.That(entries.Select(each => (each.Record!.Operation, each.Record.Error, each.Tries)), Is.EqualTo(new[]
        {
            ("GetSessionToken", (string?)null, 3), ("GetSessionToken", null, 1), ("DeleteAccessKey", "Throttling", 1),
            ("CreateUser", "Throttling", 1),
        }));
    }

    [Test]
    public async Task HasCallsAndHandOutsInTheOrderOfTime_AndTheLastFew()
    {
        using var home = new TemporaryHome();
        var (log, handOuts) = (new AuditLog(home.Files), new HandOutLog(home.Files));
        await AddAsync(log, 0, "CreateUser", null);
        HandOut(handOuts, 1);
        await AddAsync(log, 2, "CreateAccessKey", null);
        HandOut(handOuts, 3);
        var history = new AuditHistory(log, handOuts);

        string[] all = ["CreateUser", "eval", "CreateAccessKey", "eval"];
        Assert.That(history.Read(null).Select(Name), Is.EqualTo(all));
        Assert.That(history.Last(3, null).Select(Name), Is.EqualTo(all[1..]));
        Assert.That(history.Last(10, null).Select(Name), Is.EqualTo(all));
        Assert.That(history.Read(Noon.AddMinutes(2)).Select(Name), Is.EqualTo(all[2..]));
    }

    [Test]
    public void HandOutsTellNoSecret()
    {
        using var home = new TemporaryHome();
        var log = new HandOutLog(home.Files);
        HandOut(log, 0);

        Assert.That(File.ReadAllText(log.FilePath), Is.EqualTo(
            """{"time":"2026-11-25T12:00:00.000Z","how":"eval","profile":"alice-x","user":"alice-x","session":"WXYZ","expires":"2026-11-26T12:00:00Z","program":"bash"}"""
            + "\n"));
        Assert.That(File.GetUnixFileMode(log.FilePath), Is.EqualTo(UnixFileMode.UserRead | UnixFileMode.UserWrite));
        Assert.That(log.Read().Single(), Is.EqualTo(new HandOut(Noon, "eval", "alice-x")
        {
            User = "alice-x",
            Session = "WXYZ",
            Expires = Noon.AddDays(1),
            Program = "bash",
        }));
    }

    [Test]
    public async Task HandOutsOfManyAtOnceAreAllThere()
    {
        using var home = new TemporaryHome();

        await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(() =>
        {
            var log = new HandOutLog(home.Files);
            for (var i = 0; i < 50; i++)
            {
                HandOut(log, i);
            }
        })));

        Assert.That(new HandOutLog(home.Files).Read().Count(), Is.EqualTo(400));
    }

    [Test]
    public void HandOutsThatCannotBeNotedFailNothing()
    {
        using var home = new TemporaryHome();
        var log = new HandOutLog(home.Files);
        Directory.CreateDirectory(log.FilePath);

        Assert.That(() => HandOut(log, 0), Throws.Nothing);
    }

    private static string Name(AuditEntry entry) => entry.Record?.Operation ?? entry.HandOut!.How;

    private static Task AddAsync(AuditLog log, int minute, string operation, string? error)
        => log.AppendAsync((seq, prev) => new AuditRecord(
            seq, Noon.AddMinutes(minute), "mint", operation, "123456789012", "AKIAIOSFODNN7EXAMPLE", prev)
        { User = "alice-x", Error = error });

    private static void HandOut(HandOutLog log, int minute)
        => log.Append(
            "eval", "alice-x",
            new Session(new AccessKey("ASIAIOSFODNN7EXAMWXYZ", "secret"), "token", Noon.AddDays(1)) { User = "alice-x" }, "bash",
            Noon.AddMinutes(minute));
}
