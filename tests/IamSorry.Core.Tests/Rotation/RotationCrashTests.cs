using IamSorry.LocalAws;
using IamSorry.Profiles;
using IamSorry.Rotation;
using IamSorry.Testing;
using NUnit.Framework;

namespace IamSorry.Tests.Rotation;

/// <summary>
/// The crash matrix of rotation and rollback: a run dies before or after the work of each of its calls, and at its writes,
/// without any clean-up. The profile must hold a key that works at once, and the next run must end with one key, the one in the
/// profile.
/// </summary>
[Parallelizable(ParallelScope.All)]
public sealed class RotationCrashTests
{
    // eleven calls, and some more where AWS comes to know the key late
    private const int MostCalls = 13;

    [Test]
    public async Task IsFinishedByTheNext([Range(1, MostCalls)] int call, [Values] bool workIsDone, [Values(0, 2)] int keyDelay)
    {
        await using var bench = await StartAsync(keyDelay);
        await DieAsync(bench, call, workIsDone, aws => bench.RotateAsync(aws: aws));

        await bench.RotateAsync();

        await bench.AssertOneKeyAsync();
        Assert.That((await bench.SealedKeyAsync()).Id, Is.Not.EqualTo(bench.ManagerKey.Id));
        Assert.That(bench.Notices.Warnings, Is.Empty);
    }

    [Test]
    public async Task IsFinishedMinutesLater([Range(1, 11)] int call, [Values] bool workIsDone)
    {
        await using var bench = await StartAsync();
        await DieAsync(bench, call, workIsDone, aws => bench.RotateAsync(aws: aws));
        bench.Clock.Advance(TimeSpan.FromMinutes(10));

        await bench.RotateAsync();

        await bench.AssertOneKeyAsync();
    }

    [Test]
    public async Task IsUndoneByARollback([Range(1, 11)] int call, [Values] bool workIsDone)
    {
        await using var bench = await StartAsync();
        await DieAsync(bench, call, workIsDone, aws => bench.RotateAsync(aws: aws));

        // before the key was created there is nothing to undo, after the old one was deleted nothing to go back to
        var possible = bench.Home.UnderWay is not [] && bench.ManagerKeys.Any(key => key.Id == bench.ManagerKey.Id);
        if (!possible)
        {
            await Failure.OfAsync<Errors.RefusedException>(() => bench.RollBackAsync());
            Assert.That(bench.ManagerKeys, Has.Count.EqualTo(1));
            Assert.That((await bench.SealedKeyAsync()).Id, Is.EqualTo(bench.ManagerKeys[0].Id));
            return;
        }

        await bench.RollBackAsync();

        await bench.AssertOneKeyAsync();
        Assert.That(await bench.SealedKeyAsync(), Is.EqualTo(bench.ManagerKey));
    }

    [Test]
    public async Task KeepingTheOldKeyIsFinishedByTheNext([Range(1, 8)] int call, [Values] bool workIsDone)
    {
        await using var bench = await StartAsync();
        await DieAsync(bench, call, workIsDone, aws => bench.RotateAsync(KeepOld, aws));

        var done = await bench.RotateAsync(KeepOld);

        Assert.That(done.Outcome, Is.EqualTo(RotationOutcome.OldKept).Or.EqualTo(RotationOutcome.StillKept));
        Assert.That(bench.ManagerKeys.Select(key => (key.Id, key.IsActive)), Is.EquivalentTo(new[]
        {
            (bench.ManagerKey.Id, false), ((await bench.SealedKeyAsync()).Id, true),
        }));
        await bench.RollBackAsync();
        await bench.AssertOneKeyAsync();
        Assert.That(await bench.SealedKeyAsync(), Is.EqualTo(bench.ManagerKey));
    }

    [Test]
    public async Task ThatRollsBackIsFinishedByTheNextRollback([Range(1, 7)] int call, [Values] bool workIsDone)
    {
        await using var bench = await StartAsync();
        await bench.RotateAsync(KeepOld);
        await DieAsync(bench, call, workIsDone, aws => bench.RollBackAsync(aws));

        if (bench.Home.UnderWay is not [])
        {
            await bench.RollBackAsync();
        }

        await bench.AssertOneKeyAsync();
        Assert.That(await bench.SealedKeyAsync(), Is.EqualTo(bench.ManagerKey));
    }

    [Test]
    public async Task ThatRollsBackIsTurnedRoundByTheNextRotation([Range(1, 6)] int call, [Values] bool workIsDone)
    {
        await using var bench = await StartAsync();
        await bench.RotateAsync(KeepOld);
        await DieAsync(bench, call, workIsDone, aws => bench.RollBackAsync(aws));

        await bench.RotateAsync();

        await bench.AssertOneKeyAsync();
        Assert.That((await bench.SealedKeyAsync()).Id, Is.Not.EqualTo(bench.ManagerKey.Id));
    }

    [Test]
    public async Task ThatDiesAgainIsFinishedByTheThird([Range(1, MostCalls)] int secondCall, [Values] bool workIsDone)
    {
        // the key is there and its id is not known: the hardest moment
        await using var bench = await StartAsync();
        await DieAsync(bench, 4, true, aws => bench.RotateAsync(aws: aws));
        await DieAsync(bench, secondCall, workIsDone, aws => bench.RotateAsync(aws: aws));

        await bench.RotateAsync();

        await bench.AssertOneKeyAsync();
    }

    [Test]
    public async Task WhileTheProfileIsReplacedIsFinishedByTheNext()
    {
        await using var bench = await StartAsync();
        var aws = new MortalAws(bench.Aws, lastCall: int.MaxValue, workIsDone: false);
        var store = new ProfileStore(bench.Home.Files) { BeforeCheck = _ => aws.Die() };
        await Failure.OfAsync<DeathException>(() => bench.RotateAsync(aws: aws, profiles: store));
        Assert.That(bench.ManagerKeys, Has.Count.EqualTo(2));
        Assert.That(await bench.SealedKeyAsync(), Is.EqualTo(bench.ManagerKey));

        await bench.RotateAsync();

        await bench.AssertOneKeyAsync();
    }

    [Test]
    public async Task CanMintAtOnceWhateverItLeft([Range(1, 11)] int call, [Values] bool workIsDone)
    {
        await using var bench = await StartAsync();
        await DieAsync(bench, call, workIsDone, aws => bench.RotateAsync(aws: aws));

        await bench.MintAsync("alice-bedrock");

        Assert.That(await bench.WhoIsAsync("alice-bedrock"), Does.EndWith("user/alice-bedrock"));
        await bench.RotateAsync();
        await bench.AssertOneKeyAsync();
    }

    private static RotationRequest KeepOld(RotationRequest request) => request with { KeepOld = true };

    private static Task<Bench> StartAsync(int keyDelay = 0)
        => Bench.StartAsync(new LocalAwsOptions { NewKeyDelay = TimeSpan.FromSeconds(keyDelay) });

    private static async Task DieAsync(Bench bench, int call, bool workIsDone, Func<MortalAws, Task> run)
    {
        var mortal = new MortalAws(bench.Aws, call, workIsDone);
        try
        {
            await run(mortal);
        }
        catch (DeathException)
        {
            // what was wanted; a run with fewer calls than that lives, and the next one must work all the same
        }

        // whatever happened, the profile holds a key that works
        var held = await bench.SealedKeyAsync();
        Assert.That(bench.ManagerKeys.Single(key => key.Id == held.Id).IsActive, "the key in the profile");
        foreach (var key in bench.ManagerKeys)
        {
            Assert.That(bench.Home.Holds(key.Secret), Is.False, "plain text on the disk");
        }

        bench.Notices.Clear();
    }
}
