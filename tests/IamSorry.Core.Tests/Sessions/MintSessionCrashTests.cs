using IamSorry.LocalAws;
using IamSorry.Testing;
using NUnit.Framework;

namespace IamSorry.Tests.Sessions;

/// <summary>
/// The crash matrix: a run dies before or after the work of each of its calls, without any clean-up. The next run must end with a
/// valid profile, no key of any user, and an empty journal.
/// </summary>
[Parallelizable(ParallelScope.All)]
public sealed class MintSessionCrashTests
{
    // the five calls of a new user and the four of one that exists; with a slow AWS, some of them more than once
    private const int MostCalls = 9;

    [Test]
    public async Task IsFinishedByTheNextRunOfItsUser(
        [Range(1, MostCalls)] int call, [Values] bool workIsDone, [Values] bool isNew, [Values(0, 2)] int keyDelay)
    {
        await using var bench = await DeadAsync(call, workIsDone, isNew, keyDelay);

        await bench.MintAsync("alice-bedrock");

        await AssertFinishedAsync(bench, "alice-bedrock");
    }

    [Test]
    public async Task IsCleanedUpByTheNextRunOfAnotherUser([Range(1, 5)] int call, [Values] bool workIsDone)
    {
        await using var bench = await DeadAsync(call, workIsDone, isNew: true, keyDelay: 0);

        await bench.MintAsync("alice-other");

        await AssertFinishedAsync(bench, "alice-other");
        Assert.That(bench.Notices.Warnings, Is.Empty);
    }

    [Test]
    public async Task IsCleanedUpADayLater([Range(1, 5)] int call, [Values] bool workIsDone)
    {
        await using var bench = await DeadAsync(call, workIsDone, isNew: true, keyDelay: 0);

        // the machine sleeps; AWS and the program share this clock, the signer of requests does not, so minutes stand for the day
        bench.Clock.Advance(TimeSpan.FromMinutes(10));
        await bench.MintAsync("alice-bedrock");

        await AssertFinishedAsync(bench, "alice-bedrock");
    }

    [Test]
    public async Task ThatDiesAgainWhileCleaningUpIsFinishedByTheThird([Range(1, 8)] int secondCall, [Values] bool workIsDone)
    {
        // the key is there and its id is not known: the hardest moment
        await using var bench = await DeadAsync(call: 3, workIsDone: true, isNew: true, keyDelay: 0);
        var mortal = new MortalAws(bench.Aws, secondCall, workIsDone);
        try
        {
            await bench.MintAsync("alice-bedrock", aws: mortal);
        }
        catch (DeathException)
        {
            Assert.That(mortal.IsDead);
        }

        await bench.MintAsync("alice-bedrock");

        await AssertFinishedAsync(bench, "alice-bedrock");
    }

    [Test]
    public async Task LeavesNoHalfWrittenProfile([Range(1, 5)] int call, [Values] bool workIsDone)
    {
        await using var bench = await DeadAsync(call, workIsDone, isNew: true, keyDelay: 0);

        if (bench.Home.Credentials.Contains("[alice-bedrock]", StringComparison.Ordinal))
        {
            Assert.That(await bench.WhoIsAsync("alice-bedrock"), Does.EndWith("user/alice-bedrock"));
            Assert.That(bench.Field("alice-bedrock", "expiration"), Is.Not.Null);
        }
        else
        {
            Assert.That(bench.Home.Credentials, Does.Not.Contain("aws_session_token"));
        }
    }

    [Test]
    public async Task LeavesATraceWheneverItLeavesAKey([Range(1, 5)] int call, [Values] bool workIsDone)
    {
        await using var bench = await DeadAsync(call, workIsDone, isNew: true, keyDelay: 0);

        Assert.That(bench.KeysLeft.Count == 0 || bench.Home.Journal.Count == 1);
    }

    [Test]
    public async Task WritesNoSecretIntoTheJournal()
    {
        await using var bench = await DeadAsync(call: 4, workIsDone: true, isNew: true, keyDelay: 0);

        var journal = await File.ReadAllTextAsync(Path.Combine(bench.JournalFolder, bench.Home.Journal.Single()));
        Assert.That(journal, Does.Contain(bench.KeysLeft.Single()));
        Assert.That(journal, Does.Not.Contain(bench.Account.User("alice-bedrock").Keys.Single().Secret));
        Assert.That(journal, Does.Not.Contain(bench.ManagerKey.Secret));
    }

    private static async Task<Bench> DeadAsync(int call, bool workIsDone, bool isNew, int keyDelay)
    {
        var bench = await Bench.StartAsync(new LocalAwsOptions { NewKeyDelay = TimeSpan.FromSeconds(keyDelay) });
        if (!isNew)
        {
            bench.Account.AddUser("alice-bedrock", tags: ("owner", "alice"));
        }

        var mortal = new MortalAws(bench.Aws, call, workIsDone);
        try
        {
            await bench.MintAsync("alice-bedrock", aws: mortal);
        }
        catch (DeathException)
        {
            // what was wanted; a run with fewer calls than that lives, and the next one must work all the same
        }

        bench.Notices.Clear();
        return bench;
    }

    private static async Task AssertFinishedAsync(Bench bench, string profile)
    {
        Assert.That(bench.KeysLeft, Is.Empty, "keys left");
        Assert.That(bench.Home.Journal, Is.Empty, "journal");
        Assert.That(await bench.WhoIsAsync(profile), Does.EndWith($"user/{profile}"));
        Assert.That(bench.Account.User(Bench.ManagerName).Keys, Has.Count.EqualTo(1), "the manager's own key");
    }
}
