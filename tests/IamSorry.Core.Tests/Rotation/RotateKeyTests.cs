using IamSorry.Credentials;
using IamSorry.Errors;
using IamSorry.LocalAws;
using IamSorry.Rotation;
using IamSorry.Testing;
using NUnit.Framework;

namespace IamSorry.Tests.Rotation;

[Parallelizable(ParallelScope.All)]
public sealed class RotateKeyTests
{
    [Test]
    public async Task ReplacesItStepByStep()
    {
        await using var bench = await Bench.StartAsync();

        var done = await bench.RotateAsync();

        Assert.That(bench.Calls, Is.EqualTo(new[]
        {
            "GetCallerIdentity", "ListAccessKeys", "GetUser", "CreateAccessKey",
            "GetCallerIdentity", "ListAccessKeys",
            "ListAccessKeys", "UpdateAccessKey", "GetCallerIdentity", "ListAccessKeys", "DeleteAccessKey",
        }));
        await bench.AssertOneKeyAsync();
        var key = await bench.SealedKeyAsync();
        Assert.That(done, Is.EqualTo(new RotationResult(RotationOutcome.Replaced, "alice-mgr", key.Id, bench.ManagerKey.Id)));
        Assert.That(key.Id, Is.Not.EqualTo(bench.ManagerKey.Id));
        Assert.That(bench.Notices.Warnings, Is.Empty);
        Assert.That(bench.Home.Holds(key.Secret) || bench.Home.Holds(key.Id), Is.False, "plain text on the disk");
    }

    [Test]
    public async Task IsSignedByTheNewKeyFromTheSwapOn()
    {
        await using var bench = await Bench.StartAsync();

        await bench.RotateAsync();

        var signers = bench.Server.Calls.Select(call => call.AccessKeyId == bench.ManagerKey.Id ? "old" : "new");
        Assert.That(signers, Is.EqualTo(Enumerable.Repeat("old", 4).Concat(Enumerable.Repeat("new", 7))));
    }

    [Test]
    public async Task LeavesAMintingManager()
    {
        await using var bench = await Bench.StartAsync();
        await bench.RotateAsync();

        await bench.MintAsync("alice-bedrock");

        Assert.That(await bench.WhoIsAsync("alice-bedrock"), Does.EndWith("user/alice-bedrock"));
    }

    [Test]
    public async Task WaitsForAKeyThatIsUnknownForSeconds()
    {
        await using var bench = await Bench.StartAsync(new LocalAwsOptions { NewKeyDelay = TimeSpan.FromSeconds(8) });

        await bench.RotateAsync();

        Assert.That(bench.Notices.Progress, Has.Some.Contains("waiting for AWS to know the new key of 'alice-mgr'"));
        await bench.AssertOneKeyAsync();
    }

    [Test]
    public async Task GivesUpOnAKeyThatIsNeverKnownAndDeletesIt()
    {
        await using var bench = await Bench.StartAsync(new LocalAwsOptions { NewKeyDelay = TimeSpan.FromHours(1) });

        var error = await Failure.OfAsync<AwsException>(() => bench.RotateAsync());

        Assert.That(error.Message, Does.Contain("still rejects the new key"));
        await AssertOldKeyAsync(bench);
    }

    [Test]
    public async Task WithAYoungKeyDoesNothing()
    {
        await using var bench = await Bench.StartAsync();
        bench.Clock.Advance(TimeSpan.FromMinutes(5));

        var done = await bench.RotateAsync(request => request with { MaxAge = TimeSpan.FromDays(90) });

        Assert.That(done.Outcome, Is.EqualTo(RotationOutcome.YoungEnough));
        Assert.That(done.Age, Is.EqualTo(TimeSpan.FromMinutes(5)).Within(TimeSpan.FromSeconds(1)));
        Assert.That(bench.Calls, Is.EqualTo(new[] { "GetCallerIdentity", "ListAccessKeys" }));
        await AssertOldKeyAsync(bench);
    }

    [TestCase(89, false)]
    [TestCase(90, true)]
    [TestCase(0, true)]
    public async Task ReplacesAnOlderKey(int ageInDays, bool isReplaced)
    {
        await using var bench = await Bench.StartAsync();
        MakeOlder(bench, TimeSpan.FromDays(ageInDays));

        var done = await bench.RotateAsync(request => request with { MaxAge = TimeSpan.FromDays(ageInDays == 0 ? 0 : 89.5) });

        Assert.That(done.Outcome, Is.EqualTo(isReplaced ? RotationOutcome.Replaced : RotationOutcome.YoungEnough));
        await bench.AssertOneKeyAsync();
    }

    [Test]
    public async Task WithBothSlotsTakenNamesBothKeysAndTheCommand()
    {
        await using var bench = await Bench.StartAsync();
        var other = bench.Account.AddAccessKey("alice-mgr");

        var error = await Failure.OfAsync<RefusedException>(() => bench.RotateAsync());

        Assert.That(
            error.Message,
            Does.Match(
                $"iam-sorry uses {bench.ManagerKey.Id} \\(active, .*and does not use {other.Id} \\(active, created .*, never "
                + $"used\\)"));
        Assert.That(
            error.Remedy?.ToString(), Does.Contain(
                $"aws iam delete-access-key --user-name alice-mgr --access-key-id {other.Id}"));
        Assert.That(bench.ManagerKeys, Has.Count.EqualTo(2));
        Assert.That(bench.Home.UnderWay, Is.Empty);
    }

    [Test]
    public async Task WhenTheSecondSlotIsTakenMeanwhileIsAnErrorThatNamesTheKeys()
    {
        await using var bench = await Bench.StartAsync();
        bench.Server.Faults.OnCall("CreateAccessKey", () => bench.Account.AddAccessKey("alice-mgr"));

        var error = await Failure.OfAsync<AwsException>(() => bench.RotateAsync());

        Assert.That(error.Message, Does.Contain(bench.ManagerKey.Id).And.Contain("as many access keys as AWS allows"));
        Assert.That(bench.Home.UnderWay, Is.Empty);
    }

    [Test]
    public async Task WithoutASignerMakesNoKey()
    {
        await using var bench = await Bench.StartAsync();
        var rotator = new RotateKey(
            bench.Profiles, bench.Sealer(
                new MemorySigner()), bench.Unseal(), bench.Aws, bench.Regions, bench.Clock, bench.Notices);

        await Failure.OfAsync<UnsealException>(() => rotator.RunAsync(new RotationRequest("iam-sorry"), CancellationToken.None));

        Assert.That(bench.Calls, Does.Not.Contain("CreateAccessKey"));
        await AssertOldKeyAsync(bench);
    }

    [Test]
    public async Task OfAPlainProfileIsRefusedBeforeAnyCall()
    {
        await using var bench = await Bench.StartAsync();
        bench.Home.Credentials =
            $"[iam-sorry]\naws_access_key_id = {bench.ManagerKey.Id}\naws_secret_access_key = {bench.ManagerKey.Secret}\n";

        var error = await Failure.OfAsync<RefusedException>(() => bench.RotateAsync());

        Assert.That(error.Remedy?.ToString(), Does.Contain("<encrypt iam-sorry>"));
        Assert.That(bench.Calls, Is.Empty);
    }

    [Test]
    public async Task OfAProfileThatNamesAnotherUserIsRefused()
    {
        await using var bench = await Bench.StartAsync();
        bench.Home.Credentials = bench.Home.Credentials.Replace("= alice-mgr", "= alice-boss", StringComparison.Ordinal);

        var error = await Failure.OfAsync<RefusedException>(() => bench.RotateAsync());

        Assert.That(error.Message, Does.Contain("'alice-boss'").And.Contain("'alice-mgr'"));
        Assert.That(bench.ManagerKeys, Has.Count.EqualTo(1));
    }

    [Test]
    public async Task LearnsANameThatIsNotStored()
    {
        await using var bench = await Bench.StartAsync();
        bench.Home.Credentials = bench.Home.Credentials.Replace("credentials_owner = alice-mgr\n", "", StringComparison.Ordinal);

        await bench.RotateAsync();

        Assert.That(bench.Field("iam-sorry", "credentials_owner"), Is.EqualTo("alice-mgr"));
        await bench.AssertOneKeyAsync();
    }

    [Test]
    public async Task OfAManagerWithAPathWorks()
    {
        await using var bench = await Bench.StartAsync();
        bench.Account.Change("alice-mgr", user => user with { Path = "/team/" });

        await bench.RotateAsync();

        await bench.AssertOneKeyAsync();
    }

    [TestCase("CreateAccessKey", true)]
    [TestCase("CreateAccessKey", false)]
    [TestCase("UpdateAccessKey", true)]
    [TestCase("DeleteAccessKey", true)]
    public async Task MakesALostReplyGood(string action, bool isDone)
    {
        await using var bench = await Bench.StartAsync();
        if (isDone)
        {
            bench.Server.Faults.DropAfter(action);
        }
        else
        {
            bench.Server.Faults.DropBefore(action);
        }

        await bench.RotateAsync();

        await bench.AssertOneKeyAsync();
    }

    [Test]
    public async Task LeavesTwoLostRepliesToTheNextRun()
    {
        await using var bench = await Bench.StartAsync();
        bench.Server.Faults.DropAfter("CreateAccessKey", times: 2);

        await Failure.OfAsync<LostReplyException>(() => bench.RotateAsync());
        Assert.That(bench.Notices.Warnings, Has.Exactly(1).Contains("the next run looks for it and deletes it"));
        Assert.That(bench.ManagerKeys, Has.Count.EqualTo(2));

        await bench.RotateAsync();
        await bench.AssertOneKeyAsync();
    }

    [TestCase("CreateAccessKey"), TestCase("UpdateAccessKey"), TestCase("DeleteAccessKey"), TestCase("ListAccessKeys"), TestCase(
        "GetCallerIdentity")]
    public async Task SurvivesThrottling(string action)
    {
        await using var bench = await Bench.StartAsync();
        bench.Server.Faults.Throttle(action, times: 2);

        await bench.RotateAsync();

        await bench.AssertOneKeyAsync();
    }

    [Test]
    public async Task ThatFailsBeforeTheSwapLeavesTheOldKeyAlone()
    {
        await using var bench = await Bench.StartAsync();
        bench.Server.Faults.OnCall(
            "CreateAccessKey", () => bench.Server.Faults.Error("GetCallerIdentity", 403, "AccessDenied", "no"));

        await Failure.OfAsync<AwsException>(() => bench.RotateAsync());

        Assert.That(bench.Notices.Done, Has.Some.Contains("deleted the new key"));
        await AssertOldKeyAsync(bench);
    }

    [Test]
    public async Task ThatCannotBeCleanedUpSaysSoAndIsCleanedUpByTheNext()
    {
        await using var bench = await Bench.StartAsync();
        bench.Server.Faults.OnCall(
            "CreateAccessKey", () => bench.Server.Faults.Error("GetCallerIdentity", 403, "AccessDenied", "no"));
        bench.Server.Faults.Error("DeleteAccessKey", 403, "AccessDenied", "no");

        await Failure.OfAsync<AwsException>(() => bench.RotateAsync());
        Assert.That(bench.Notices.Warnings, Has.Exactly(1).Contains("it is journaled, and the next run deletes it"));
        Assert.That(bench.ManagerKeys, Has.Count.EqualTo(2));

        await bench.RotateAsync();
        await bench.AssertOneKeyAsync();
    }

    [TestCase("UpdateAccessKey", "still active")]
    [TestCase("DeleteAccessKey", "only deactivated")]
    public async Task ThatFailsAfterTheSwapIsFinishedByTheNext(string action, string state)
    {
        await using var bench = await Bench.StartAsync();
        bench.Server.Faults.Error(action, 403, "AccessDenied", "no");

        await Failure.OfAsync<AwsException>(() => bench.RotateAsync());
        Assert.That(
            bench.Notices.Warnings, Has.Exactly(1).Contains(state).And.Exactly(1).Contains("to finish: <rotate iam-sorry>"));
        var key = await bench.SealedKeyAsync();

        var done = await bench.RotateAsync();

        Assert.That(done, Is.EqualTo(new RotationResult(RotationOutcome.Finished, "alice-mgr", key.Id, bench.ManagerKey.Id)));
        await bench.AssertOneKeyAsync();
    }

    [Test]
    public async Task DoesNotOverwriteKeysThatAnotherProgramStoredMeanwhile()
    {
        await using var bench = await Bench.StartAsync();
        const string foreign = "[iam-sorry]\naws_access_key_id = AKIANEWERNEWERNEWER2\naws_secret_access_key = newer\n";
        bench.Server.Faults.OnCall("CreateAccessKey", () => bench.Home.Credentials = foreign);

        var error = await Failure.OfAsync<IamSorryException>(() => bench.RotateAsync());

        Assert.That(error.Message, Does.Contain("changed by another program"));
        Assert.That(bench.Home.Credentials, Is.EqualTo(foreign));
        Assert.That(bench.ManagerKeys.Single().Id, Is.EqualTo(bench.ManagerKey.Id));
        Assert.That(bench.Home.UnderWay, Is.Empty);
    }

    [TestCase("UpdateAccessKey")]
    [TestCase("DeleteAccessKey")]
    public async Task DoesNotRetireTheOldKeyWhenAnotherProgramPutItBack(string before)
    {
        await using var bench = await Bench.StartAsync();
        var old = bench.Home.Credentials;

        // the proof before each of the two steps lists the keys: the third listing and the fifth
        var listings = 0;
        bench.Server.Faults.OnCall(
            "ListAccessKeys",
            () =>
            {
                if (++listings == (before == "UpdateAccessKey" ? 3 : 4))
                {
                    bench.Home.Credentials = old;
                }
            },
            times: 9);

        var error = await Failure.OfAsync<IamSorryException>(() => bench.RotateAsync());

        Assert.That(error.Message, Does.Contain("does not hold the new key any more"));
        Assert.That(bench.Calls, Does.Not.Contain(before));
        Assert.That(bench.ManagerKeys.Select(key => key.Id), Does.Contain(bench.ManagerKey.Id));
    }

    [Test]
    public async Task KeepsWhatAnotherProgramAddedElsewhereMeanwhile()
    {
        await using var bench = await Bench.StartAsync();
        bench.Server.Faults.OnCall("CreateAccessKey", () => bench.Home.Credentials += "# mine\n[added]\nx = y\n");

        await bench.RotateAsync();

        Assert.That(bench.Home.Credentials, Does.EndWith("# mine\n[added]\nx = y\n"));
        await bench.AssertOneKeyAsync();
    }

    [Test]
    public async Task RemovesRepetitionsOfTheOldKey()
    {
        await using var bench = await Bench.StartAsync();
        bench.Home.Credentials += bench.Home.Credentials;
        var before = bench.Field("iam-sorry", "aws_secret_access_key")!;

        await bench.RotateAsync();

        Assert.That(bench.Home.Credentials, Does.Not.Contain(before));
        await bench.AssertOneKeyAsync();
    }

    [Test]
    public async Task TwiceAtOnceIsOneAfterTheOther()
    {
        await using var bench = await Bench.StartAsync();

        var done = await Task.WhenAll(Task.Run(() => bench.RotateAsync()), Task.Run(() => bench.RotateAsync()));

        Assert.That(done.Select(each => each.Outcome), Is.All.EqualTo(RotationOutcome.Replaced));
        Assert.That(done.Select(each => each.KeyId).Distinct().Count(), Is.EqualTo(2));
        await bench.AssertOneKeyAsync();
    }

    [Test]
    public async Task OfAKeyThatSomebodyReplacedByHandForgetsTheJournalAndSaysSo()
    {
        await using var bench = await Bench.StartAsync();
        bench.Server.Faults.Error("UpdateAccessKey", 403, "AccessDenied", "no");
        await Failure.OfAsync<AwsException>(() => bench.RotateAsync());
        var abandoned = await bench.SealedKeyAsync();
        bench.Account.Change("alice-mgr", user => user with { Keys = [] });
        var byHand = bench.Account.AddAccessKey("alice-mgr");
        bench.Home.Credentials = "";
        await bench.SealAsync("iam-sorry", new AccessKey(byHand.Id, byHand.Secret), "alice-mgr");
        bench.Notices.Clear();

        var done = await bench.RotateAsync();

        Assert.That(bench.Notices.Warnings, Has.Exactly(1).Contains(bench.ManagerKey.Id).And.Exactly(1).Contains(abandoned.Id));
        Assert.That(done.OtherKeyId, Is.EqualTo(byHand.Id));
        await bench.AssertOneKeyAsync();
    }

    [Test]
    public async Task DoesNotDisturbAMintingRunThatFindsItUnfinished()
    {
        await using var bench = await Bench.StartAsync();
        bench.Server.Faults.Error("UpdateAccessKey", 403, "AccessDenied", "no");
        await Failure.OfAsync<AwsException>(() => bench.RotateAsync());

        await bench.MintAsync("alice-bedrock");

        Assert.That(await bench.WhoIsAsync("alice-bedrock"), Does.EndWith("user/alice-bedrock"));
        Assert.That(bench.ManagerKeys, Has.Count.EqualTo(2));
    }

    [Test]
    public async Task KeepsItsJournalForItself()
    {
        await using var bench = await Bench.StartAsync();
        bench.Server.Faults.Error("UpdateAccessKey", 403, "AccessDenied", "no");
        await Failure.OfAsync<AwsException>(() => bench.RotateAsync());

        var path = bench.Home.UnderWay.Single();
        Assert.That(Path.GetFileName(path), Is.EqualTo($"{bench.Account.Id}.alice-mgr.json"));
        if (!OperatingSystem.IsWindows())
        {
            Assert.That(File.GetUnixFileMode(path), Is.EqualTo(UnixFileMode.UserRead | UnixFileMode.UserWrite));
        }

        foreach (var key in bench.ManagerKeys)
        {
            Assert.That(bench.Home.Holds(key.Secret), Is.False);
        }
    }

    [TestCase("{")]
    [TestCase("{}")]
    [TestCase("""{"user":"bob-mgr","profile":"iam-sorry","old_key_id":"AKIAAAAAAAAAAAAAAAAA","since":"2026-01-01T00:00:00Z"}""")]
    [TestCase("""{"user":"alice-mgr","profile":"iam-sorry","old_key_id":"AKIAAAAAAAAAAAAAAAAA","new_key_id":"AKIAAAAAAAAAAAAAAAAA","since":"2026-01-01T00:00:00Z"}""")]
    [TestCase("""{"user":"alice-mgr","profile":"iam-sorry","old_key_id":"AKIAAAAAAAAAAAAAAAAA","since":"2026-01-01T00:00:00Z","old_sealed":{"id":"AKIA","secret":"x"}}""")]
    public async Task WithAJournalThatMakesNoSenseStops(string journal)
    {
        await using var bench = await Bench.StartAsync();
        bench.Home.Write(Path.Combine(bench.Home.Files.StateFolder, "rotation", $"{bench.Account.Id}.alice-mgr.json"), journal);

        var error = await Failure.OfAsync<IamSorryException>(() => bench.RotateAsync());

        Assert.That(error.Message, Does.Contain("cannot be understood"));
        Assert.That(error.Remedy?.ToString(), Does.Contain("then remove the file"));
        Assert.That(bench.ManagerKeys.Single().Id, Is.EqualTo(bench.ManagerKey.Id));
    }

    [Test]
    public async Task WithAForgedJournalNeverDeletesTheKeyInTheProfile([Values] bool asOld)
    {
        await using var bench = await Bench.StartAsync();
        var mine = bench.ManagerKey.Id;
        var journal = RotationJournal.Of(bench.Home.Files, bench.Account.Id, "alice-mgr");
        const string other = "AKIAOTHEROTHEROTHER2";
        journal.Write(
            new RotationJournalEntry(
                "alice-mgr", "iam-sorry", asOld ? mine : other, bench.Clock.GetUtcNow(), asOld ? other : mine, null));

        if (asOld)
        {
            await Failure.OfAsync<RefusedException>(async () =>
            {
                bench.Account.AddAccessKey("alice-mgr");
                await bench.RotateAsync();
            });
        }
        else
        {
            await bench.RotateAsync();
        }

        Assert.That(bench.ManagerKeys.Select(key => key.Id), Does.Contain(mine));
    }

    private static void MakeOlder(Bench bench, TimeSpan age)
        => bench.Account.Change(
            "alice-mgr", user => user with { Keys = [user.Keys[0] with { CreatedAt = user.Keys[0].CreatedAt - age }] });

    private static async Task AssertOldKeyAsync(Bench bench)
    {
        Assert.That(await bench.SealedKeyAsync(), Is.EqualTo(bench.ManagerKey));
        await bench.AssertOneKeyAsync();
    }
}
