using IamSorry.Credentials;
using IamSorry.Errors;
using IamSorry.LocalAws;
using IamSorry.Onboarding;
using IamSorry.Profiles;
using IamSorry.Testing;
using NUnit.Framework;

namespace IamSorry.Tests.Onboarding;

/// <summary>The first run: the admin's key is in the environment, and there is no profile yet.</summary>
[Parallelizable(ParallelScope.All)]
public sealed class BootstrapTests
{
    [Test]
    public async Task ReplacesTheKeySealsItAndMintsTheBaseUser()
    {
        await using var bench = await StartAsync();

        var done = await bench.BootstrapAsync();

        await bench.AssertOneKeyAsync();
        var key = await bench.SealedKeyAsync();
        Assert.That(key.Id, Is.Not.EqualTo(bench.ManagerKey.Id));
        Assert.That(
            (done.Profile, done.Manager, done.KeyId, done.BaseSession?.User), Is.EqualTo(
                ("iam-sorry", "alice-mgr", key.Id, "alice")));
        Assert.That(bench.Field("iam-sorry", "credentials_owner"), Is.EqualTo("alice-mgr"));
        Assert.That(await bench.WhoIsAsync("alice"), Does.EndWith("user/alice"));
        Assert.That(bench.KeysLeft, Is.Empty);
        Assert.That(bench.Notices.Warnings, Is.Empty);
        foreach (var text in new[] { key.Id, key.Secret, bench.ManagerKey.Id, bench.ManagerKey.Secret })
        {
            Assert.That(bench.Home.Holds(text), Is.False, "plain text on the disk");
        }
    }

    [Test]
    public async Task AsksNobodyForMoreThanTheTwoSignaturesOfASealing()
    {
        await using var bench = await StartAsync();
        var asked = bench.Signer.Asked;

        await bench.BootstrapAsync();

        Assert.That(bench.Signer.Asked - asked, Is.EqualTo(2));
    }

    [TestCase("eu-west-1", "eu-west-2", "[default]\nregion = eu-west-3\n", "eu-west-1", "from AWS_REGION")]
    [TestCase(null, "eu-west-2", "[default]\nregion = eu-west-3\n", "eu-west-2", "from AWS_DEFAULT_REGION")]
    [TestCase(null, null, "[default]\nregion = eu-west-3\n", "eu-west-3", "that of profile 'default'")]
    [TestCase(null, null, "", "us-east-1", "as nothing names another one")]
    [TestCase("eu-west-1", null, "[profile iam-sorry]\nregion = eu-north-1\n", "eu-north-1", "as its profile says")]
    public async Task ChoosesARegionAndSaysWhichAndWhy(
        string? region, string? defaultRegion, string config, string expected, string why)
    {
        await using var bench = await StartAsync();
        bench.Home.Config = config;
        foreach (var (name, value) in new[] { ("AWS_REGION", region), ("AWS_DEFAULT_REGION", defaultRegion) })
        {
            if (value is not null)
            {
                bench.Environment[name] = value;
            }
        }

        await bench.BootstrapAsync();

        Assert.That(bench.Profiles.Read().Config.Get("iam-sorry", "region"), Is.EqualTo(expected));
        Assert.That(bench.Profiles.Read().Config.Get("alice", "region"), Is.EqualTo(expected));
        Assert.That(
            bench.Notices.Done, Has.Some.Contains($"region {expected}").And.Some.Contains(why).And.Some.Contains(
                "aws configure set region REGION --profile iam-sorry"));
    }

    [Test]
    public async Task LeavesWhatIsInTheFilesAlone()
    {
        await using var bench = await StartAsync();
        const string credentials = "# mine\n[work]\naws_access_key_id = AKIAWORK\naws_secret_access_key = x\n";
        bench.Home.Credentials = credentials;

        await bench.BootstrapAsync();

        Assert.That(bench.Home.Credentials, Does.StartWith(credentials));
    }

    [Test]
    public async Task OfASessionIsRefusedOffline([Values] bool byToken)
    {
        await using var bench = await StartAsync();
        ProfileKeys keys = byToken
            ? new ProfileKeys.Session(bench.ManagerKey, "token", null)
            : new ProfileKeys.Permanent(new AccessKey("ASIAAAAAAAAAAAAAAAAA", "x"));

        var error = await Failure.OfAsync<RefusedException>(() => bench.BootstrapAsync(handOver: keys));

        Assert.That(error.Message, Does.Contain("session").And.Contain("cannot call IAM"));
        AssertUntouched(bench);
    }

    [Test]
    public async Task OfTheAccountsRootIsRefused()
    {
        await using var bench = await StartAsync();
        var root = bench.Account.RootKey();

        var error = await Failure.OfAsync<RefusedException>(
            () => bench.BootstrapAsync(handOver: new ProfileKeys.Permanent(new AccessKey(root.Id, root.Secret))));

        Assert.That(error.Message, Does.Contain("root user"));
        AssertUntouched(bench, "GetCallerIdentity");
    }

    [Test]
    public async Task OfAUserWithoutANamespaceIsRefused()
    {
        await using var bench = await StartAsync();

        await Failure.OfAsync<InvalidInputException>(async () => await bench.BootstrapAsync(handOver: KeyOf(bench, "-mgr")));

        AssertUntouched(bench, "GetCallerIdentity");
    }

    [TestCase("admin"), TestCase("alice-ci")]
    public async Task OfSomebodyWhoDoesNotLookLikeAManagerIsRefused(string user)
    {
        await using var bench = await StartAsync();
        var keys = KeyOf(bench, user);
        bench.Account.AttachUserPolicy(user, "AdministratorAccess");

        var error = await Failure.OfAsync<RefusedException>(() => bench.BootstrapAsync(handOver: keys));

        Assert.That(error.Message, Does.Contain($"'{user}'").And.Contain("deletes the key it takes over"));
        Assert.That(error.Remedy?.ToString(), Does.Contain("then <encrypt>"));
        AssertUntouched(bench, "GetCallerIdentity", "GetUser");
    }

    [Test]
    public async Task OfAManagerOfAnotherNameWorksByItsTag()
    {
        await using var bench = await StartAsync();
        bench.Account.Change(
            "alice-mgr", user => user with { Name = "alice-boss", Tags = user.Tags.SetItem("owner", "alice-boss") });

        var done = await bench.BootstrapAsync();

        Assert.That(done.Manager, Is.EqualTo("alice-boss"));
        Assert.That(await bench.WhoIsAsync("alice"), Does.EndWith("user/alice"));
    }

    [Test]
    public async Task OfAManagerThatIsItsOwnBaseUserMintsNothing()
    {
        await using var bench = await StartAsync();
        bench.Account.Change("alice-mgr", user => user with { Name = "alice", Tags = user.Tags.SetItem("owner", "alice") });

        var done = await bench.BootstrapAsync();

        Assert.That(done.BaseSession, Is.Null);
        Assert.That(bench.Notices.Done, Has.Some.Contains("'alice' is the manager itself"));
        Assert.That(bench.Home.UnderWay, Is.Empty);
    }

    [Test]
    public async Task IntoTheDefaultProfileIsRefused()
    {
        await using var bench = await StartAsync();

        await Failure.OfAsync<RefusedException>(() => bench.BootstrapAsync(profile: "default"));

        AssertUntouched(bench);
    }

    [Test]
    public async Task WithAnUnprotectedSshKeyIsRefusedOffline()
    {
        await using var bench = await StartAsync();
        bench.Home.Write(bench.KeyPath, bench.Signer.KeyFile(cipher: "none"));

        var error = await Failure.OfAsync<UnsealException>(() => bench.BootstrapAsync());

        Assert.That(error.Remedy?.ToString(), Does.Contain("ssh-keygen -p"));
        AssertUntouched(bench);
    }

    [Test]
    public async Task OfADeadKeySaysWhatToDo()
    {
        await using var bench = await StartAsync();
        bench.Account.Change("alice-mgr", user => user with { Keys = [] });

        var error = await Failure.OfAsync<AwsException>(() => bench.BootstrapAsync());

        Assert.That(error.Message, Does.Contain("the access key in AWS_ACCESS_KEY_ID").And.Contain("deleted or is inactive"));
        Assert.That(error.Remedy?.ToString(), Does.Contain("ask your admin for a new key"));
    }

    [Test]
    public async Task WithBothSlotsTakenNamesBothKeys()
    {
        await using var bench = await StartAsync();
        var other = bench.Account.AddAccessKey("alice-mgr");

        var error = await Failure.OfAsync<RefusedException>(() => bench.BootstrapAsync());

        Assert.That(
            error.Remedy?.ToString(), Is.EqualTo(
                $"if nobody needs the other one: aws iam delete-access-key --user-name alice-mgr --access-key-id {other.Id}"));
        Assert.That(bench.ManagerKeys, Has.Count.EqualTo(2));
        AssertUntouched(bench, "GetCallerIdentity", "ListAccessKeys", "GetAccessKeyLastUsed", "GetAccessKeyLastUsed");
    }

    [Test]
    public async Task WithoutTheManagersPolicyIsRefusedByAws()
    {
        await using var bench = await StartAsync();
        bench.Account.Change("alice-mgr", user => user with { InlinePolicies = user.InlinePolicies.Clear() });

        var error = await Failure.OfAsync<AwsException>(() => bench.BootstrapAsync());

        Assert.That(error.Remedy?.ToString(), Does.Contain("attach the manager policy"));
        AssertUntouched(bench, "GetCallerIdentity", "ListAccessKeys");
    }

    [Test]
    public async Task WithAPermanentKeyInTheBaseUsersProfileWarns()
    {
        await using var bench = await StartAsync();
        bench.Home.Credentials = "[alice]\naws_access_key_id = AKIAOLDOLDOLDOLDOLD2\naws_secret_access_key = x\n";

        var done = await bench.BootstrapAsync();

        Assert.That(done.BaseSession, Is.Null);
        Assert.That(
            bench.Notices.Warnings, Has.Exactly(1).Contains("no session of 'alice'").And.Exactly(1).Contains(
                "<mint alice replace>"));
        await bench.AssertOneKeyAsync();
    }

    [Test]
    public async Task ThatCannotMintIsFinishedByTheNextRun()
    {
        await using var bench = await StartAsync();
        bench.Server.Faults.Error("CreateUser", 403, "AccessDenied", "not yet");

        await Failure.OfAsync<AwsException>(() => bench.BootstrapAsync());
        var done = await FinishAsync(bench);

        Assert.That(done.BaseSession?.User, Is.EqualTo("alice"));
        await bench.AssertOneKeyAsync();
    }

    [Test]
    public async Task WaitsForAKeyThatIsUnknownForSeconds()
    {
        await using var bench = await StartAsync(new LocalAwsOptions { NewKeyDelay = TimeSpan.FromSeconds(8) });

        await bench.BootstrapAsync();

        await bench.AssertOneKeyAsync();
    }

    [TestCase("CreateAccessKey"), TestCase("CreateUser"), TestCase("UpdateAccessKey"), TestCase("DeleteAccessKey")]
    public async Task MakesALostReplyGood(string action)
    {
        await using var bench = await StartAsync();
        bench.Server.Faults.DropAfter(action);

        await bench.BootstrapAsync();

        await bench.AssertOneKeyAsync();
        Assert.That(bench.KeysLeft, Is.Empty);
    }

    [Test]
    public async Task DoesNotOverwriteAProfileThatAppearsMeanwhile()
    {
        await using var bench = await StartAsync();
        const string foreign = "[iam-sorry]\naws_access_key_id = AKIANEWERNEWERNEWER2\naws_secret_access_key = newer\n";
        bench.Server.Faults.OnCall("CreateAccessKey", () => bench.Home.Credentials = foreign);

        await Failure.OfAsync<IamSorryException>(() => bench.BootstrapAsync());

        Assert.That(bench.Home.Credentials, Is.EqualTo(foreign));
        Assert.That(bench.ManagerKeys.Single().Id, Is.EqualTo(bench.ManagerKey.Id));
    }

    [Test]
    public async Task ThatFailsBeforeAnythingIsSealedLeavesNothing()
    {
        await using var bench = await StartAsync();
        bench.Server.Faults.OnCall(
            "CreateAccessKey", () => bench.Server.Faults.Error("GetCallerIdentity", 403, "AccessDenied", "no"));

        await Failure.OfAsync<AwsException>(() => bench.BootstrapAsync());

        Assert.That(bench.ManagerKeys.Single().Id, Is.EqualTo(bench.ManagerKey.Id));
        Assert.That((bench.Home.Credentials, bench.Home.Config), Is.EqualTo(("", "")));
        Assert.That(bench.Home.UnderWay, Is.Empty);
    }

    [Test]
    public async Task TwiceAtOnceIsDoneOnce()
    {
        await using var bench = await StartAsync();
        var runs = new[] { Task.Run(() => bench.BootstrapAsync()), Task.Run(() => bench.BootstrapAsync()) };

        var done = await Task.WhenAll(
            runs.Select(run => run.ContinueWith(each => each.IsCompletedSuccessfully, TaskScheduler.Default)));

        Assert.That(done.Count(each => each), Is.EqualTo(1));
        await bench.AssertOneKeyAsync();
        Assert.That(await bench.WhoIsAsync("alice"), Does.EndWith("user/alice"));
    }

    // the crash matrix: sixteen calls, and some more where AWS comes to know the key late

    [Test]
    public async Task ThatDiesIsFinishedByTheNextRun(
        [Range(1, 18)] int call, [Values] bool workIsDone, [Values(0, 2)] int keyDelay, [Values] bool environmentIsGone)
    {
        await using var bench = await StartAsync(new LocalAwsOptions { NewKeyDelay = TimeSpan.FromSeconds(keyDelay) });
        await DieAsync(bench, aws => bench.BootstrapAsync(aws), call, workIsDone);

        await NextAsync(bench, environmentIsGone);

        await AssertFinishedAsync(bench);
    }

    [Test]
    public async Task ThatDiesAgainIsFinishedByTheThirdRun(
        [Values(4, 7, 8, 11, 13)] int call, [Range(1, 16)] int secondCall, [Values] bool workIsDone)
    {
        await using var bench = await StartAsync();
        await DieAsync(bench, aws => bench.BootstrapAsync(aws), call, workIsDone: true);
        await DieAsync(bench, aws => NextAsync(bench, environmentIsGone: false, aws), secondCall, workIsDone);

        await NextAsync(bench, environmentIsGone: false);

        await AssertFinishedAsync(bench);
    }

    [Test]
    public async Task ThatDiesWhileAFileIsReplacedIsFinishedByTheNextRun([Range(1, 4)] int write)
    {
        await using var bench = await StartAsync();
        await DieAsync(
            bench,
            aws =>
            {
                // the manager's region, its key; the base user's region, its session
                var writes = 0;
                var store = new ProfileStore(bench.Home.Files)
                {
                    BeforeCheck = _ =>
                    {
                        if (++writes == write)
                        {
                            aws.Die();
                        }
                    },
                };
                return bench.BootstrapAsync(aws, store);
            },
            call: int.MaxValue,
            workIsDone: false);

        await NextAsync(bench, environmentIsGone: false);

        await AssertFinishedAsync(bench);
    }

    private static async Task<Bench> StartAsync(LocalAwsOptions? options = null)
    {
        var bench = await Bench.StartAsync(options);
        bench.Home.Credentials = "";
        return bench;
    }

    private static ProfileKeys.Permanent KeyOf(Bench bench, string user)
    {
        bench.Account.AddUser(user);
        var key = bench.Account.AddAccessKey(user);
        return new ProfileKeys.Permanent(new AccessKey(key.Id, key.Secret));
    }

    private static Task<BootstrappedManager> FinishAsync(Bench bench, MortalAws? aws = null)
        => bench.Bootstrap(aws).FinishAsync(new BootstrapRequest("iam-sorry"), CancellationToken.None);

    // what the command does: the profile's keys decide, then whether there is something to finish
    private static async Task NextAsync(Bench bench, bool environmentIsGone, MortalAws? aws = null)
    {
        if (ProfileKeys.Read(bench.Profiles.Read().Credentials, "iam-sorry") is ProfileKeys.None)
        {
            // the key in the environment is the only one the user has, and must work
            Assert.That(bench.ManagerKeys.Single(key => key.Id == bench.ManagerKey.Id).IsActive);
            await bench.BootstrapAsync(aws);
        }
        else if (BootstrapJournal.Of(bench.Home.Files, "iam-sorry").Exists)
        {
            if (environmentIsGone)
            {
                bench.Account.Change(
                    "alice-mgr", user => user with { Keys = [.. user.Keys.Where(key => key.Id != bench.ManagerKey.Id)] });
            }

            await FinishAsync(bench, aws);
        }
    }

    private static async Task DieAsync(Bench bench, Func<MortalAws, Task> run, int call, bool workIsDone)
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

        foreach (var key in bench.ManagerKeys)
        {
            Assert.That(bench.Home.Holds(key.Secret), Is.False, "plain text on the disk");
        }

        // the user always has a key that works: in the environment, or in the profile
        var held = ProfileKeys.Read(bench.Profiles.Read().Credentials, "iam-sorry") is ProfileKeys.Sealed
            ? await bench.SealedKeyAsync() : bench.ManagerKey;
        Assert.That(bench.ManagerKeys.Single(key => key.Id == held.Id).IsActive);
    }

    private static async Task AssertFinishedAsync(Bench bench)
    {
        await bench.AssertOneKeyAsync();
        Assert.That((await bench.SealedKeyAsync()).Id, Is.Not.EqualTo(bench.ManagerKey.Id));
        Assert.That(await bench.WhoIsAsync("alice"), Does.EndWith("user/alice"));
        Assert.That(bench.KeysLeft, Is.Empty);
        Assert.That(bench.Field("iam-sorry", "credentials_owner"), Is.EqualTo("alice-mgr"));
        Assert.That(bench.Profiles.Read().Config.Get("iam-sorry", "region"), Is.EqualTo("us-east-1"));
        Assert.That(bench.Notices.Warnings, Is.Empty);
    }

    private static void AssertUntouched(Bench bench, params string[] calls)
    {
        Assert.That(bench.Calls, Is.EqualTo(calls));
        Assert.That((bench.Home.Credentials, bench.Home.Config), Is.EqualTo(("", "")));
        Assert.That(bench.Home.UnderWay, Is.Empty);
        Assert.That(bench.ManagerKeys.Select(key => key.Id), Does.Contain(bench.ManagerKey.Id));
    }
}
