using System.Globalization;
using IamSorry.Errors;
using IamSorry.Tests.Infrastructure;
using IamSorry.Workflows;
using NUnit.Framework;

namespace IamSorry.Tests.Workflows;

/// <summary>What an interrupted run has left behind is found and deleted; what others have is not touched.</summary>
[Parallelizable(ParallelScope.All)]
public sealed class TheJournal
{
    [Test]
    public async Task OfAnotherManagerIsLeftAlone()
    {
        await using var bench = await Bench.StartAsync();
        bench.Account.AddUser("bob-x");
        var key = bench.Account.AddAccessKey("bob-x");
        new MintJournal(bench.Home.Files).Write(new MintJournalEntry("bob-x", "bob-mgr", bench.Clock.GetUtcNow(), key.Id));

        await bench.MintAsync("alice-bedrock");

        Assert.That(bench.KeysLeft, Is.EqualTo([key.Id]));
        Assert.That(bench.Home.Journal, Is.EqualTo(["bob-x.json"]));
    }

    [Test]
    public async Task NeverDeletesAKeyThatIsOlderThanTheLostCall()
    {
        await using var bench = await Bench.StartAsync();
        bench.Account.AddUser("alice-x");
        var old = bench.Account.AddAccessKey("alice-x");
        bench.Clock.Advance(TimeSpan.FromMinutes(1));
        new MintJournal(bench.Home.Files).Write(new MintJournalEntry("alice-x", "alice-mgr", bench.Clock.GetUtcNow(), null));

        await bench.MintAsync("alice-x");

        Assert.That(bench.KeysLeft, Is.EqualTo([old.Id]));
        Assert.That(bench.Home.Journal, Is.Empty);
    }

    [Test]
    public async Task NeverDeletesAKeyThatSomebodyUses()
    {
        await using var bench = await Bench.StartAsync();
        bench.Account.AddUser("alice-x");
        new MintJournal(bench.Home.Files).Write(new MintJournalEntry("alice-x", "alice-mgr", bench.Clock.GetUtcNow(), null));
        var used = bench.Account.AddAccessKey("alice-x");
        using (var sts = bench.Aws.Sts(new(used.Id, used.Secret), "us-east-1"))
        {
            await sts.GetCallerIdentityAsync(CancellationToken.None);
        }

        await bench.MintAsync("alice-x");

        Assert.That(bench.KeysLeft, Is.EqualTo([used.Id]));
    }

    [Test]
    public async Task WithTwoCandidatesIsRefusedNotGuessed()
    {
        await using var bench = await Bench.StartAsync();
        bench.Account.AddUser("alice-x");
        new MintJournal(bench.Home.Files).Write(new MintJournalEntry("alice-x", "alice-mgr", bench.Clock.GetUtcNow(), null));
        var (one, two) = (bench.Account.AddAccessKey("alice-x"), bench.Account.AddAccessKey("alice-x"));

        var error = await Failure.OfAsync<IamSorryException>(() => bench.MintAsync("alice-x"));

        Assert.That(error.Message, Does.Contain(one.Id).And.Contain(two.Id).And.Contain("cannot be told which"));
        Assert.That(error.Remedy, Does.Contain("aws iam delete-access-key --user-name alice-x"));
        Assert.That(bench.KeysLeft, Is.EqualTo([one.Id, two.Id]));
        Assert.That(bench.Home.Journal, Has.Count.EqualTo(1));
    }

    [Test]
    public async Task OfAUserThatIsGoneIsCleared()
    {
        await using var bench = await Bench.StartAsync();
        new MintJournal(bench.Home.Files).Write(new MintJournalEntry("alice-gone", "alice-mgr", bench.Clock.GetUtcNow(), "AKIAGONE"));

        await bench.MintAsync("alice-bedrock");

        Assert.That(bench.Home.Journal, Is.Empty);
    }

    [Test]
    public async Task OfAUserAtWorkIsLeftToIt()
    {
        await using var bench = await Bench.StartAsync();
        bench.Account.AddUser("alice-busy");
        var key = bench.Account.AddAccessKey("alice-busy");
        new MintJournal(bench.Home.Files).Write(new MintJournalEntry("alice-busy", "alice-mgr", bench.Clock.GetUtcNow(), key.Id));
        using (bench.Profiles.TryLockUser("alice-busy"))
        {
            await bench.MintAsync("alice-bedrock");
        }

        Assert.That(bench.KeysLeft, Is.EqualTo([key.Id]));
        Assert.That(bench.Home.Journal, Is.EqualTo(["alice-busy.json"]));
    }

    private static IEnumerable<string> Malformed =>
    [
        "", "{", "null", "[]", "{}", "\0\0", "{\"user\":\"alice-x\"}", "{\"user\":\"alice-x\",\"manager\":\"alice-mgr\"}",
        "{\"user\":\"alice-x\",\"manager\":\"alice-mgr\",\"since\":\"soon\"}",
        "{\"user\":\"alice-x\",\"manager\":\"alice-mgr\",\"since\":\"9999-12-31T23:59:59Z\"}",
        "{\"user\":\"alice-x\",\"manager\":\"alice-mgr\",\"since\":\"2026-01-01T00:00:00Z\",\"key_id\":\"\"}",
        "{\"user\":\"alice-y\",\"manager\":\"alice-mgr\",\"since\":\"2026-01-01T00:00:00Z\",\"key_id\":\"AKIA\"}",
        "{\"user\":\"\",\"manager\":\"\",\"since\":\"2026-01-01T00:00:00Z\"}",
    ];

    [TestCaseSource(nameof(Malformed))]
    public async Task ThatIsMalformedIsAClearErrorForItsUserAndAWarningForOthers(string text)
    {
        await using var bench = await Bench.StartAsync();
        bench.Home.Write(Path.Combine(bench.Home.JournalFolder, "alice-x.json"), text);

        var error = await Failure.OfAsync<IamSorryException>(() => bench.MintAsync("alice-x"));
        Assert.That(error.Message, Does.Contain("alice-x.json").And.Contain("may have been left behind"));
        Assert.That(error.Remedy, Does.Contain("aws iam list-access-keys --user-name alice-x"));
        Assert.That(bench.Calls, Is.Empty);

        await bench.MintAsync("alice-other");
        Assert.That(bench.Notices.Warnings, Has.Exactly(1).Contains("'alice-x' could not be cleaned up"));
        Assert.That(bench.Home.Journal, Is.EqualTo(["alice-x.json"]));
    }

    [Test]
    public async Task AFullUserIsToldWithItsKeysAndWhatToDo()
    {
        await using var bench = await Bench.StartAsync();
        bench.Account.AddUser("alice-full");
        var (one, two) = (bench.Account.AddAccessKey("alice-full"), bench.Account.AddAccessKey("alice-full"));
        using (var sts = bench.Aws.Sts(new(one.Id, one.Secret), "us-east-1"))
        {
            await sts.GetCallerIdentityAsync(CancellationToken.None);
        }

        var error = await Failure.OfAsync<AwsException>(() => bench.MintAsync("alice-full"));

        var today = bench.Clock.GetUtcNow().ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        Assert.That(error.Code, Is.EqualTo("LimitExceeded"));
        Assert.That(error.Message, Does.Contain($"{one.Id} (active, created {today}, last used {today} with sts)"));
        Assert.That(error.Message, Does.Contain($"{two.Id} (active, created {today}, never used)"));
        Assert.That(error.Remedy, Does.Contain("delete-access-key --user-name alice-full"));
        Assert.That(bench.KeysLeft, Is.EqualTo([one.Id, two.Id]));
        Assert.That(bench.Home.Journal, Is.Empty);
    }
}
