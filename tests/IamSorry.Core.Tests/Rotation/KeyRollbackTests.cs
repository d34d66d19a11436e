using IamSorry.Errors;
using IamSorry.Profiles;
using IamSorry.Rotation;
using IamSorry.Testing;
using NUnit.Framework;

namespace IamSorry.Tests.Rotation;

/// <summary>The old key is kept, only deactivated.</summary>
[Parallelizable(ParallelScope.All)]
public sealed class KeyRollbackTests
{
    [Test]
    public async Task AKeptKeyIsDeactivatedOnly()
    {
        await using var bench = await Bench.StartAsync();

        var done = await bench.RotateAsync(KeepOld);

        var key = await bench.SealedKeyAsync();
        Assert.That(done, Is.EqualTo(new RotationResult(RotationOutcome.OldKept, "alice-mgr", key.Id, bench.ManagerKey.Id)));
        Assert.That(
            bench.ManagerKeys.Select(each => each.ToString()), Is.EquivalentTo(
                new[] { $"{bench.ManagerKey.Id} (Inactive)", $"{key.Id} (Active)" }));
        Assert.That(
            bench.Home.Holds(bench.ManagerKey.Secret) || bench.Home.Holds(key.Secret), Is.False, "plain text on the disk");
    }

    [Test]
    public async Task PutsTheOldKeyBack()
    {
        await using var bench = await Bench.StartAsync();
        var before = bench.Home.Credentials;
        await bench.RotateAsync(KeepOld);
        var given = await bench.SealedKeyAsync();

        var done = await bench.RollBackAsync();

        Assert.That(done, Is.EqualTo(new RotationResult(RotationOutcome.RolledBack, "alice-mgr", bench.ManagerKey.Id, given.Id)));
        Assert.That(bench.Home.Credentials, Is.EqualTo(before), "byte for byte");
        await bench.AssertOneKeyAsync();
    }

    [Test]
    public async Task TheNextRotationDeletesTheKeptKey()
    {
        await using var bench = await Bench.StartAsync();
        await bench.RotateAsync(KeepOld);
        var key = await bench.SealedKeyAsync();

        var done = await bench.RotateAsync();

        Assert.That(done.Outcome, Is.EqualTo(RotationOutcome.Finished));
        Assert.That(await bench.SealedKeyAsync(), Is.EqualTo(key));
        await bench.AssertOneKeyAsync();
    }

    [Test]
    public async Task KeepingItAgainChangesNothing()
    {
        await using var bench = await Bench.StartAsync();
        await bench.RotateAsync(KeepOld);
        var before = bench.ManagerKeys.Select(each => each.ToString());

        var done = await bench.RotateAsync(KeepOld);

        Assert.That(done.Outcome, Is.EqualTo(RotationOutcome.StillKept));
        Assert.That(bench.ManagerKeys.Select(each => each.ToString()), Is.EqualTo(before));
        await bench.RollBackAsync();
        await bench.AssertOneKeyAsync();
    }

    [Test]
    public async Task WithNothingToRollBackIsRefused([Values] bool afterARotation)
    {
        await using var bench = await Bench.StartAsync();
        if (afterARotation)
        {
            await bench.RotateAsync();
        }

        var error = await Failure.OfAsync<RefusedException>(() => bench.RollBackAsync());

        Assert.That(error.Message, Does.Contain("nothing to roll back"));
        Assert.That(error.Remedy?.ToString(), Does.Contain("<rotate iam-sorry KeepOld>"));
        await bench.AssertOneKeyAsync();
    }

    [Test]
    public async Task OfAKeyThatWasDeletedIsRefused()
    {
        await using var bench = await Bench.StartAsync();
        await bench.RotateAsync(KeepOld);
        var key = await bench.SealedKeyAsync();
        bench.Account.Change("alice-mgr", user => user with { Keys = [.. user.Keys.Where(each => each.Id == key.Id)] });

        var error = await Failure.OfAsync<RefusedException>(() => bench.RollBackAsync());

        Assert.That(error.Message, Does.Contain("was deleted already"));
        Assert.That(await bench.SealedKeyAsync(), Is.EqualTo(key));
        await bench.RotateAsync();
        await bench.AssertOneKeyAsync();
    }

    [Test]
    public async Task IntoAnotherProfileIsRefused()
    {
        await using var bench = await Bench.StartAsync();
        await bench.RotateAsync(KeepOld);
        await bench.SealAsync("other", await bench.SealedKeyAsync(), "alice-mgr");

        var error = await Failure.OfAsync<RefusedException>(() => bench.Rotator().RollBackAsync("other", CancellationToken.None));

        Assert.That(error.Message, Does.Contain("rotated in profile 'iam-sorry'"));
        await bench.RollBackAsync();
        Assert.That(await bench.SealedKeyAsync(), Is.EqualTo(bench.ManagerKey));
    }

    [Test]
    public async Task ToAnotherKeyThatAForgedJournalHoldsIsRefused()
    {
        await using var bench = await Bench.StartAsync();
        await bench.RotateAsync(KeepOld);
        var key = await bench.SealedKeyAsync();
        var journal = RotationJournal.Of(bench.Home.Files, bench.Account.Id, "alice-mgr");
        var stored = (ProfileKeys.Sealed)bench.Manager.Keys;
        journal.Write(journal.Read()! with { OldSealed = new(stored.Id, stored.Secret) });

        var error = await Failure.OfAsync<RefusedException>(() => bench.RollBackAsync());

        Assert.That(error.Message, Does.Contain("open to another key"));
        Assert.That(await bench.SealedKeyAsync(), Is.EqualTo(key));
        Assert.That(bench.ManagerKeys, Has.Count.EqualTo(2));
    }

    [Test]
    public async Task ThatFailsHalfWayCanBeFinishedEitherWay(
        [Values("GetCallerIdentity", "DeleteAccessKey")] string action, [Values] bool rollback)
    {
        await using var bench = await Bench.StartAsync();
        await bench.RotateAsync(KeepOld);
        bench.Server.Faults.OnCall("UpdateAccessKey", () => bench.Server.Faults.Error(action, 403, "AccessDenied", "no"));

        await Failure.OfAsync<AwsException>(() => bench.RollBackAsync());
        Assert.That(bench.Notices.Warnings, Has.Some.Contains("to finish: <rotate iam-sorry Rollback>"));

        await (rollback ? bench.RollBackAsync() : bench.RotateAsync());
        await bench.AssertOneKeyAsync();
        if (rollback)
        {
            Assert.That(await bench.SealedKeyAsync(), Is.EqualTo(bench.ManagerKey));
        }
    }

    private static RotationRequest KeepOld(RotationRequest request) => request with { KeepOld = true };
}
