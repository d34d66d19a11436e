using System.Globalization;
using IamSorry.Credentials;
using IamSorry.Errors;
using IamSorry.Keys;
using IamSorry.Testing;
using NUnit.Framework;

namespace IamSorry.Tests.Keys;

/// <summary>What an interrupted run has left behind is found and deleted; what others have is not touched.</summary>
[Parallelizable(ParallelScope.All)]
public sealed class MintJournalTests
{
    [Test]
    public async Task OfAnotherManagerIsLeftAlone()
    {
        await using var bench = await Bench.StartAsync();
        bench.Account.AddUser("bob-x");
        var key = bench.Account.AddAccessKey("bob-x");
        MintJournal.Of(bench.Home.Files, bench.ManagerKey, "bob-mgr").Write(
            new MintJournalEntry("bob-x", bench.Clock.GetUtcNow(), key.Id));

        await bench.MintAsync("alice-bedrock");

        Assert.That(bench.KeysLeft, Is.EqualTo([key.Id]));
        Assert.That(bench.Home.Journal, Is.EqualTo(["bob-x.json"]));
    }

    [Test]
    public async Task OfTheSameManagerInAnotherAccountIsLeftAlone()
    {
        await using var bench = await Bench.StartAsync();
        bench.Account.AddUser("alice-x");
        var key = bench.Account.AddAccessKey("alice-x");
        MintJournal.Of(bench.Home.Files, new AccessKey("AKIAQNZGKIQY56JQ7WML", "s"), "alice-mgr")
            .Write(new MintJournalEntry("alice-x", bench.Clock.GetUtcNow(), key.Id));

        await bench.MintAsync("alice-x");

        Assert.That(bench.KeysLeft, Is.EqualTo([key.Id]));
        Assert.That(bench.Home.Journal, Is.EqualTo(["alice-x.json"]));
    }

    [TestCase("""{"user":"alice-x","since":"2026-11-20T00:00:00Z"}""")]
    [TestCase("""{"user":null,"since":"2026-11-20T00:00:00Z","key_id":null}""")]
    [TestCase("""{}""")]
    [TestCase("null")]
    public async Task ThatLacksAFieldIsToldAsOneThatCannotBeUnderstood(string text)
    {
        await using var bench = await Bench.StartAsync();
        bench.Journal.Write(new MintJournalEntry("alice-x", bench.Clock.GetUtcNow(), null));
        File.WriteAllText(Directory.EnumerateFiles(bench.Home.JournalFolder, "*", SearchOption.AllDirectories).Single(), text);

        Assert.That(
            await Failure.OfAsync<IamSorryException>(() => bench.MintAsync("alice-x")),
            Has.Message.Contains("cannot be understood"));
    }

    [TestCase("alice-mgr")]
    [TestCase("Alice-Mgr")]
    [TestCase("bob-x")]
    public async Task ThatWasForgedDeletesNoKeyOutsideTheNamespaceNorTheManagersOwn(string victim)
    {
        await using var bench = await Bench.StartAsync();
        bench.Journal.Write(new MintJournalEntry(victim, bench.Clock.GetUtcNow(), bench.ManagerKey.Id));

        await bench.MintAsync("alice-x");

        Assert.That(bench.Account.User("alice-mgr").Keys, Has.Count.EqualTo(1));
        Assert.That(bench.Calls.Count(call => call == "DeleteAccessKey"), Is.EqualTo(1));
    }

    [Test]
    public async Task NeverDeletesAKeyThatIsOlderThanTheLostCall()
    {
        await using var bench = await Bench.StartAsync();
        bench.Account.AddUser("alice-x");
        var old = bench.Account.AddAccessKey("alice-x");
        bench.Clock.Advance(TimeSpan.FromMinutes(1));
        bench.Journal.Write(new MintJournalEntry("alice-x", bench.Clock.GetUtcNow(), null));

        await bench.MintAsync("alice-x");

        Assert.That(bench.KeysLeft, Is.EqualTo([old.Id]));
        Assert.That(bench.Home.Journal, Is.Empty);
    }

    [Test]
    public async Task NeverDeletesAKeyThatSomebodyUses()
    {
        await using var bench = await Bench.StartAsync();
        bench.Account.AddUser("alice-x");
        bench.Journal.Write(new MintJournalEntry("alice-x", bench.Clock.GetUtcNow(), null));
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
        bench.Journal.Write(new MintJournalEntry("alice-x", bench.Clock.GetUtcNow(), null));
        var (one, two) = (bench.Account.AddAccessKey("alice-x"), bench.Account.AddAccessKey("alice-x"));

        var error = await Failure.OfAsync<IamSorryException>(() => bench.MintAsync("alice-x"));

        Assert.That(error.Message, Does.Contain(one.Id).And.Contain(two.Id).And.Contain("cannot be told which"));
        Assert.That(error.Remedy?.ToString(), Does.Contain("aws iam delete-access-key --user-name alice-x"));
        Assert.That(bench.KeysLeft, Is.EqualTo([one.Id, two.Id]));
        Assert.That(bench.Home.Journal, Has.Count.EqualTo(1));
    }

    [Test]
    public async Task OfAUserThatIsGoneIsCleared()
    {
        await using var bench = await Bench.StartAsync();
        bench.Journal.Write(new MintJournalEntry("alice-gone", bench.Clock.GetUtcNow(), "AKIAGONEGONEGONEGONE"));

        await bench.MintAsync("alice-bedrock");

        Assert.That(bench.Home.Journal, Is.Empty);
    }

    [Test]
    public async Task OfAUserAtWorkIsLeftToIt()
    {
        await using var bench = await Bench.StartAsync();
        bench.Account.AddUser("alice-busy");
        var key = bench.Account.AddAccessKey("alice-busy");
        bench.Journal.Write(new MintJournalEntry("alice-busy", bench.Clock.GetUtcNow(), key.Id));
        using (bench.Profiles.TryLockUser("alice-busy"))
        {
            await bench.MintAsync("alice-bedrock");
        }

        Assert.That(bench.KeysLeft, Is.EqualTo([key.Id]));
        Assert.That(bench.Home.Journal, Is.EqualTo(["alice-busy.json"]));
    }

    private static IEnumerable<string> Malformed =>
    [
        "", "{", "null", "[]", "{}", "\0\0", "{\"user\":\"alice-x\"}", "{\"user\":\"alice-x\",\"since\":\"\"}",
        "{\"user\":\"alice-x\",\"since\":\"soon\"}",
        "{\"user\":\"alice-x\",\"since\":\"9999-12-31T23:59:59Z\"}",
        "{\"user\":\"alice-x\",\"since\":\"2026-01-01T00:00:00Z\",\"key_id\":\"\"}",
        "{\"user\":\"alice-y\",\"since\":\"2026-01-01T00:00:00Z\",\"key_id\":\"AKIA\"}",
        "{\"user\":\"\",\"since\":\"2026-01-01T00:00:00Z\"}",
    ];

    [TestCaseSource(nameof(Malformed))]
    public async Task ThatIsMalformedIsAClearErrorForItsUserAndAWarningForOthers(string text)
    {
        await using var bench = await Bench.StartAsync();
        bench.Home.Write(Path.Combine(bench.JournalFolder, "alice-x.json"), text);

        var error = await Failure.OfAsync<IamSorryException>(() => bench.MintAsync("alice-x"));
        Assert.That(error.Message, Does.Contain("alice-x.json").And.Contain("may have been left behind"));
        Assert.That(error.Remedy?.ToString(), Does.Contain("aws iam list-access-keys --user-name alice-x"));
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
        Assert.That(error.Remedy?.ToString(), Does.Contain("delete-access-key --user-name alice-full"));
        Assert.That(bench.KeysLeft, Is.EqualTo([one.Id, two.Id]));
        Assert.That(bench.Home.Journal, Is.Empty);
    }
}
