using IamSorry.Admin.Managers;
using IamSorry.Aws;
using IamSorry.Credentials;
using IamSorry.Errors;
using IamSorry.LocalAws;
using IamSorry.Policies;
using IamSorry.Profiles;
using IamSorry.Testing;
using NUnit.Framework;

namespace IamSorry.Admin.Tests.Managers;

/// <summary><c>--create-manager</c>: a user, its policy, one key that was told once; whatever failed before.</summary>
[Parallelizable(ParallelScope.All)]
public sealed class CreateManagerTests
{
    // GetCallerIdentity, GetUser, CreateUser, policy (one call, or three), CreateAccessKey
    private const int MostCalls = 7;
    private static readonly string[] ManyOwners = ["bob", "carol", "dave", "erin"];

    [Test]
    public async Task MakesTheUserThePolicyAndOneKey()
    {
        await using var stage = await StageAsync();

        var told = await stage.RunAsync("carl-mgr");

        var user = stage.Account.User("carl-mgr");
        Assert.That(
            told, Is.EqualTo(
                new CreatedManager(
                    "carl-mgr", "123456789012", "eu-west-1", null, new AccessKey(user.Keys[0].Id, user.Keys[0].Secret))));
        Assert.That((user.Keys.Count, user.InlinePolicies.Count, user.AttachedPolicies.Count), Is.EqualTo((1, 1, 0)));
        Assert.That((user.Tags["owner"], user.Tags["delegated-by"]), Is.EqualTo(("carl-mgr", "admin")));
        Assert.That(
            stage.Bench.Calls, Is.EqualTo(["GetCallerIdentity", "GetUser", "CreateUser", "PutUserPolicy", "CreateAccessKey"]));
        Assert.That(stage.Bench.Home.Journal, Is.Empty);
    }

    [TestCase("no identity-based policy allows it", "iam:CreateUser")]
    [TestCase("with an explicit deny in a service control policy", "a Deny in a service control policy")]
    public async Task AnAdminWhoMayNotIsNotSentToTheAdmin(string words, string remedy)
    {
        await using var stage = await StageAsync();
        stage.Bench.Server.Faults.Error("CreateUser", 403, "AccessDenied", words);

        var error = await Failure.OfAsync<AwsException>(() => stage.RunAsync("carl-mgr"));

        Assert.That(error.Remedy?.ToString(), Does.Contain(remedy).And.Not.Contain("ask your admin").And.Not.Contain("<policy"));
    }

    [Test]
    public async Task ThatStopsUsersGetsThePolicyForItOnce()
    {
        await using var stage = await StageAsync();
        var create = new CreateManager(
            new ProfileStore(stage.Bench.Home.Files), stage.Bench.Aws, stage.Bench.Clock, stage.Bench.Notices);

        foreach (var name in new[] { "carl-mgr", "dora-mgr" })
        {
            await create.RunAsync(
                new NewManager(name, [], BoundaryArn: null) { Revoke = true }, (stage.Admin, null), "eu-west-1",
                _ => Task.CompletedTask, CancellationToken.None);
        }

        Assert.That(
            stage.Account.FindPolicy("arn:aws:iam::123456789012:policy/iam-sorry-revoked")?.Document,
            Is.EqualTo(ManagerExtras.RevokedDocument));
        Assert.That(stage.Bench.Calls.Count(call => call == "CreatePolicy"), Is.EqualTo(3), "two managers' and this one");
    }

    [Test]
    public async Task OfManyOwnersGetsAManagedPolicy()
    {
        await using var stage = await StageAsync();

        await stage.RunAsync("carl-mgr", ManyOwners);

        var user = stage.Account.User("carl-mgr");
        Assert.That(user.InlinePolicies, Is.Empty);
        Assert.That(user.AttachedPolicies, Is.EqualTo(["arn:aws:iam::123456789012:policy/iam-sorry-manager-carl"]));
    }

    [Test]
    public async Task CanMintWithItsKeyAtOnce()
    {
        await using var stage = await StageAsync();
        var key = (await stage.RunAsync("carl-mgr")).Key;
        stage.Bench.Home.Credentials =
            $"[iam-sorry]\naws_access_key_id = {key.Id}\naws_secret_access_key = {key.Secret}\ncredentials_owner = carl-mgr\n";

        var minted = await stage.Bench.MintAsync("carl-x");

        Assert.That(minted.User, Is.EqualTo("carl-x"));
    }

    [TestCase("carl", "has none")]
    [TestCase("", "empty")]
    [TestCase("-mgr", "hyphen")]
    [TestCase("carl/x-mgr", "")]
    public async Task WithoutAPrefixOrANameIsWrongInput(string name, string says)
    {
        await using var stage = await StageAsync();

        Assert.That((await Failure.OfAsync<InvalidInputException>(() => stage.RunAsync(name))).Message, Does.Contain(says));
        Assert.That(stage.Bench.Calls, Is.Empty);
    }

    [TestCase("admin-mgr")]
    [TestCase("ADMIN-mgr")]
    public async Task OfTheAdminsOwnNameIsRefused(string name)
    {
        await using var stage = await StageAsync("admin-mgr");

        Assert.That(
            (await Failure.OfAsync<RefusedException>(() => stage.RunAsync(name))).Message, Does.Contain("never its own admin"));
        Assert.That(stage.Bench.Calls, Is.EqualTo(["GetCallerIdentity"]));
    }

    [Test]
    public async Task ThatExistsIsRefused([Values] bool tagged)
    {
        await using var stage = await StageAsync();
        stage.Account.AddUser("carl-mgr", tags: tagged ? [("owner", "carl-mgr"), ("delegated-by", "admin")] : []);
        stage.Account.AddAccessKey("carl-mgr");

        var error = await Failure.OfAsync<RefusedException>(() => stage.RunAsync("carl-mgr"));

        Assert.That(error.Message, Does.Contain("there is an IAM user 'carl-mgr' already"));
        Assert.That(
            (stage.Account.User("carl-mgr").Keys.Count, stage.Account.User("carl-mgr").InlinePolicies.Count), Is.EqualTo((1, 0)));
    }

    [Test]
    public async Task TwiceIsRefused()
    {
        await using var stage = await StageAsync();
        await stage.RunAsync("carl-mgr");

        await Failure.OfAsync<RefusedException>(() => stage.RunAsync("carl-mgr"));

        Assert.That(stage.Account.User("carl-mgr").Keys, Has.Count.EqualTo(1));
    }

    [Test]
    public async Task IsNotGivenAnotherPolicyOfTheSameName()
    {
        await using var stage = await StageAsync();
        stage.Account.AddManagedPolicy("iam-sorry-manager-carl", """{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"s3:*","Resource":"*"}]}""");

        var error = await Failure.OfAsync<RefusedException>(() => stage.RunAsync("carl-mgr", ManyOwners));

        Assert.That(error.Message, Does.Contain("it is another one"));
        Assert.That(stage.Account.User("carl-mgr").AttachedPolicies, Is.Empty);
    }

    [Test]
    public async Task IsFinishedByTheNextRunAfterAnErrorOfAnyCall([Range(1, MostCalls)] int call, [Values] bool large)
    {
        await using var stage = await StageAsync();
        var faults = stage.Bench.Server.Faults;
        var calls = 0;
        if (call == 1)
        {
            faults.Error(Faults.Any, 400, "InvalidInput", "no");
        }
        else
        {
            faults.OnCall(Faults.Any, () => FailAt(++calls + 1), times: call - 1);
        }

        var failed = await FailsAsync(() => stage.RunAsync("carl-mgr", large ? ManyOwners : []));
        faults.Clear();

        await AssertOneManagerAsync(stage, failed, large);

        void FailAt(int next)
        {
            if (next == call)
            {
                faults.Error(Faults.Any, 400, "InvalidInput", "no");
            }
        }
    }

    [Test]
    public async Task IsFinishedByTheNextRunAfterADeathAtAnyCall(
        [Range(1, MostCalls)] int call, [Values] bool workIsDone, [Values] bool large)
    {
        await using var stage = await StageAsync();

        var failed = await FailsAsync(
            () => stage.RunAsync("carl-mgr", large ? ManyOwners : [], new MortalAws(stage.Bench.Aws, call, workIsDone)));

        await AssertOneManagerAsync(stage, failed, large);
    }

    [TestCase("CreateUser")]
    [TestCase("CreateAccessKey")]
    public async Task SurvivesALostReply(string action)
    {
        await using var stage = await StageAsync();
        stage.Bench.Server.Faults.DropAfter(action);

        var told = await stage.RunAsync("carl-mgr");

        Assert.That(stage.Account.User("carl-mgr").Keys.Select(key => key.Id), Is.EqualTo([told.Key.Id]));
    }

    [Test]
    public async Task WhoseKeyWasNotHandedOverGetsAnother()
    {
        await using var stage = await StageAsync();
        AccessKey? lost = null;
        await FailsAsync(() => stage.RunAsync("carl-mgr", [], handOver: manager =>
        {
            lost = manager.Key;
            throw new IOException("nobody reads");
        }));

        var told = await stage.RunAsync("carl-mgr");

        Assert.That(told.Key.Id, Is.Not.EqualTo(lost!.Id));
        Assert.That(stage.Account.User("carl-mgr").Keys.Select(key => key.Id), Is.EqualTo([told.Key.Id]));
        Assert.That(stage.Bench.Home.Journal, Is.Empty);
    }

    [Test]
    public async Task TwiceAtOnceIsMadeOnce([Values] bool onTwoMachines)
    {
        await using var stage = await StageAsync();
        using var other = new TemporaryHome();
        using var together = new Barrier(2);
        if (onTwoMachines)
        {
            // both have seen that there is no such user
            stage.Bench.Server.Faults.OnCall("CreateUser", () => together.SignalAndWait(TimeSpan.FromSeconds(15)), times: 2);
        }

        var homes = new[] { stage.Bench.Home, onTwoMachines ? other : stage.Bench.Home };
        var outcomes = await Task.WhenAll(homes.Select(home => Task.Run(async () =>
        {
            try
            {
                return (object)await stage.RunAsync("carl-mgr", home: home);
            }
            catch (RefusedException refused)
            {
                return refused;
            }
        })));

        Assert.That((outcomes.OfType<CreatedManager>().Count(), outcomes.OfType<RefusedException>().Count()), Is.EqualTo((1, 1)));
        Assert.That(
            stage.Account.User("carl-mgr").Keys.Select(key => key.Id), Is.EqualTo(
                [outcomes.OfType<CreatedManager>().Single().Key.Id]));
    }

    private static async Task AssertOneManagerAsync(AdminStage stage, bool failed, bool large)
    {
        if (failed)
        {
            stage.Told.Clear();
            await stage.RunAsync("carl-mgr", large ? ManyOwners : []);
        }

        var user = stage.Account.User("carl-mgr");
        Assert.That(user.Keys, Has.Count.EqualTo(1));
        Assert.That(stage.Told.Select(manager => manager.Key.Id), Is.EqualTo([user.Keys[0].Id]), "the key that was told");
        Assert.That((user.InlinePolicies.Count, user.AttachedPolicies.Count), Is.EqualTo(large ? (0, 1) : (1, 0)), "the policy");
        Assert.That(
            (user.Tags["owner"], stage.Account.Users.Count(each => each.Name.StartsWith("carl", StringComparison.Ordinal))),
            Is.EqualTo(("carl-mgr", 1)));
        Assert.That(stage.Bench.Home.Journal, Is.Empty);
    }

    // with a small policy there are fewer calls, and the last ones never come
    private static async Task<bool> FailsAsync(Func<Task> run)
    {
        try
        {
            await run();
            return false;
        }
        catch (Exception error) when (error is DeathException or AwsException or IOException)
        {
            return true;
        }
    }

    private static async Task<AdminStage> StageAsync(string admin = "admin")
    {
        var stage = new AdminStage(await Bench.StartAsync());
        stage.Account.AddUser(admin);
        stage.Account.AttachUserPolicy(admin, "AdministratorAccess");
        var key = stage.Account.AddAccessKey(admin);
        stage.Admin = new AccessKey(key.Id, key.Secret);
        return stage;
    }

    /// <summary>A bench with an admin, and what a hand-over was told.</summary>
    private sealed class AdminStage(Bench bench) : IAsyncDisposable
    {
        public Bench Bench => bench;

        public AwsAccount Account => bench.Account;

        public AccessKey Admin { get; set; } = null!;

        public List<CreatedManager> Told { get; } = [];

        public async Task<CreatedManager> RunAsync(
            string name, string[]? delegateTo = null, IAwsServices? aws = null, Func<CreatedManager, Task>? handOver = null,
            TemporaryHome? home = null)
        {
            CreatedManager? told = null;
            await new CreateManager(
                new ProfileStore((home ?? bench.Home).Files), aws ?? bench.Aws, bench.Clock, bench.Notices).RunAsync(
                new NewManager(name, delegateTo ?? [], BoundaryArn: null), (Admin, null), "eu-west-1", handOver
                    ?? Hear, CancellationToken.None);
            return told!;

            Task Hear(CreatedManager manager)
            {
                told = manager;
                lock (Told)
                {
                    Told.Add(manager);
                }

                return Task.CompletedTask;
            }
        }

        public ValueTask DisposeAsync() => bench.DisposeAsync();
    }
}
