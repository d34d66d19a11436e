using IamSorry.Errors;
using IamSorry.Managers;
using IamSorry.Policies;
using IamSorry.Testing;
using IamSorry.Tests.LocalAws;
using IamSorry.Users.Revoking;
using NUnit.Framework;

namespace IamSorry.Tests.Users;

/// <summary>A stop of a user: what it ends, until when, and who takes it off.</summary>
internal sealed class RevokeUserTests
{
    private const string Arn = "arn:aws:iam::123456789012:policy/iam-sorry-revoked";

    [Test]
    public async Task IsDeniedEverythingAndHasNoKeys()
    {
        await using var bench = await StartAsync();
        bench.Account.AddAccessKey("alice-x");

        var done = await RevokeAsync(bench);

        Assert.That(bench.Account.User("alice-x").AttachedPolicies, Is.EqualTo(new[] { Arn }));
        Assert.That(bench.Account.User("alice-x").Keys, Is.Empty);
        Assert.That(done.StoppedUntil, Is.EqualTo(bench.Clock.GetUtcNow().AddHours(36).AddMinutes(15)).Within(1).Seconds);
    }

    [Test]
    public async Task IsNotMintedForWhileItIsStopped()
    {
        await using var bench = await StartAsync();
        await RevokeAsync(bench);
        await PassAsync(bench, TimeSpan.FromHours(36));

        Assert.That(() => bench.MintAsync("alice-x"), Throws.TypeOf<RefusedException>().With.Message.Contains("was stopped"));
        Assert.That(bench.KeysLeft, Is.Empty);
    }

    [Test]
    public async Task IsLetGoByTheFirstMintAfterItsLastSession()
    {
        await using var bench = await StartAsync();
        await RevokeAsync(bench);
        await PassAsync(bench, TimeSpan.FromHours(36.5));

        await bench.MintAsync("alice-x");

        Assert.That(bench.Account.User("alice-x").AttachedPolicies, Is.Empty);
        Assert.That(new RevokedUsers(bench.Home.Files).Read(), Is.Empty);
    }

    [Test]
    public async Task DoesNotHinderOthers()
    {
        await using var bench = await StartAsync();
        await RevokeAsync(bench);

        await bench.MintAsync("alice-y");

        Assert.That(bench.Account.User("alice-y").AttachedPolicies, Is.Empty);
    }

    [Test]
    public async Task IsLetGoEarlyOnlyByWhoeverSaysSo()
    {
        await using var bench = await StartAsync();
        await RevokeAsync(bench);

        Assert.That(
            () => LiftAsync(bench, left => throw new RefusedException($"{left.TotalHours:0} hours", "wait")),
            Throws.TypeOf<RefusedException>().With.Message.EqualTo("36 hours"));
        Assert.That(bench.Account.User("alice-x").AttachedPolicies, Is.EqualTo(new[] { Arn }));

        await LiftAsync(bench, _ => Task.CompletedTask);
        Assert.That(bench.Account.User("alice-x").AttachedPolicies, Is.Empty);
    }

    [Test]
    public async Task IsNotAskedAboutWhereNothingIsAliveAnyMore()
    {
        await using var bench = await StartAsync();
        await RevokeAsync(bench);
        await PassAsync(bench, TimeSpan.FromHours(37));

        await LiftAsync(bench, _ => throw new InvalidOperationException("asked"));

        Assert.That(bench.Account.User("alice-x").AttachedPolicies, Is.Empty);
    }

    [Test]
    public async Task IsLeftToTheAdminWhereTheManagerHasNoRight()
    {
        await using var bench = await Bench.StartAsync();
        bench.Account.AddUser("alice-x");
        bench.Account.AddManagedPolicy(ManagerExtras.RevokedPolicy, ManagerExtras.RevokedDocument);
        var key = bench.Account.AddAccessKey("alice-x");

        var done = await RevokeAsync(bench);

        Assert.That((done.Left, done.StoppedUntil), Is.EqualTo(((RevocationLeft?)RevocationLeft.NoRight, (DateTimeOffset?)null)));
        Assert.That(done.Keys.Select(each => each.Id), Is.EqualTo(new[] { key.Id }));
        Assert.That(bench.Account.User("alice-x").Keys, Has.Count.EqualTo(1), "nothing is done by halves");
        Assert.That(new RevokedUsers(bench.Home.Files).Read(), Is.Empty);
    }

    [Test]
    public async Task IsLeftToTheAdminWhereThereIsNoPolicyToStopWith()
    {
        await using var bench = await StartAsync(withPolicy: false);

        Assert.That((await RevokeAsync(bench)).Left, Is.EqualTo(RevocationLeft.NoPolicy));
        Assert.That(new RevokedUsers(bench.Home.Files).Read(), Is.Empty);
    }

    [Test]
    public async Task ThatWasStoppedStaysSoWhereASecondAttemptIsDenied()
    {
        await using var bench = await StartAsync();
        await RevokeAsync(bench);
        var noted = new RevokedUsers(bench.Home.Files).Read();
        bench.Server.Faults.Error("AttachUserPolicy", 403, "AccessDenied", "no");

        await RevokeAsync(bench);

        Assert.That(new RevokedUsers(bench.Home.Files).Read(), Is.EqualTo(noted));
    }

    [Test]
    public async Task WhoseStopWasBrokenOffIsLetGoAllTheSame([Range(1, 5)] int call, [Values] bool workIsDone)
    {
        await using var bench = await StartAsync();
        bench.Account.AddAccessKey("alice-x");
        var mortal = new MortalAws(bench.Aws, call, workIsDone);
        Assert.That(
            () => Revoker(bench, mortal).RunAsync(bench.Manager, "alice-x", CancellationToken.None),
                Throws.TypeOf<DeathException>());

        await PassAsync(bench, TimeSpan.FromHours(37));
        bench.Account.Change("alice-x", user => user with { Keys = [] });
        await bench.MintAsync("alice-x");

        Assert.That(bench.Account.User("alice-x").AttachedPolicies, Is.Empty);
    }

    [TestCase("alice-mgr")]
    [TestCase("bob")]
    [TestCase("Alice-x")]
    public async Task OutsideTheNamespaceIsRefused(string user)
    {
        await using var bench = await StartAsync();

        Assert.That(() => RevokeAsync(bench, user), Throws.InstanceOf<RefusedException>());
        Assert.That(bench.Calls, Is.Empty);
    }

    [Test]
    public async Task OfSomebodyElseIsRefused()
    {
        await using var bench = await StartAsync();
        bench.Account.Change("alice-x", user => user with { Tags = user.Tags.Add("owner", "jimmy") });

        Assert.That(() => RevokeAsync(bench), Throws.TypeOf<RefusedException>().With.Message.Contains("owned by 'jimmy'"));
    }

    // from the attacker's side: the right to stop is a right to attach that one policy, and nothing else
    [TestCase("AttachUserPolicy", "alice-x", "arn:aws:iam::aws:policy/AdministratorAccess")]
    [TestCase("AttachUserPolicy", "alice-mgr", "arn:aws:iam::aws:policy/AdministratorAccess")]
    [TestCase("AttachUserPolicy", "bob", Arn)]
    [TestCase("DetachUserPolicy", "bob", Arn)]
    [TestCase("DetachUserPolicy", "alice-x", "arn:aws:iam::aws:policy/IAMFullAccess")]
    public async Task GivesAThiefOfTheManagersKeyNothing(string action, string user, string policy)
    {
        await using var bench = await StartAsync();
        bench.Account.AddUser("bob");
        bench.Account.AttachUserPolicy("bob", Arn);
        bench.Account.AttachUserPolicy("alice-x", "IAMFullAccess");
        using var thief = new QueryClient(bench.Server.Endpoint, bench.ManagerKey.Id, bench.ManagerKey.Secret)
        {
            Time = bench.Clock.GetUtcNow(),
        };

        Assert.That(
            (await thief.IamAsync(action, ("UserName", user), ("PolicyArn", policy))).Outcome, Is.EqualTo("403 AccessDenied"));
    }

    [TestCase("")]
    [TestCase("123456789012\talice-x\t1\n")]
    [TestCase("123456789012\talice/x\t1\t99999999999\n")]
    [TestCase("123456789012\talice-x\t-1\t99999999999999999999\n")]
    [TestCase("garbage\n\n\t\t\t\n")]
    public async Task FileThatMakesNoSenseHindersNobody(string text)
    {
        await using var bench = await StartAsync();
        bench.Home.Write(Path.Combine(bench.Home.Files.RequireStateFolder(), "revoked"), text);

        await bench.MintAsync("alice-x");

        Assert.That(bench.Calls, Does.Not.Contain("DetachUserPolicy"));
    }

    private static async Task<Bench> StartAsync(bool withPolicy = true)
    {
        var bench = await Bench.StartAsync();
        bench.Account.AddUser("alice-x");
        if (withPolicy)
        {
            bench.Account.AddManagedPolicy(ManagerExtras.RevokedPolicy, ManagerExtras.RevokedDocument);
        }

        var policy = new PolicyRequest(PolicyKind.Manager, "alice", bench.Account.Id) { Revoke = true };
        bench.Account.Change(Bench.ManagerName, user => user with { InlinePolicies = user.InlinePolicies.Clear() });
        bench.Account.AttachUserPolicy(
            Bench.ManagerName, bench.Account.AddManagedPolicy("manager", PolicyTemplates.Render(policy).Json));
        return bench;
    }

    // the notes as they are when so much time has passed; requests are signed at the time that it is
    private static async Task PassAsync(Bench bench, TimeSpan time)
    {
        var revoked = new RevokedUsers(bench.Home.Files);
        foreach (var each in revoked.Read())
        {
            await revoked.NoteAsync(each with { Since = each.Since - time, Until = each.Until - time }, CancellationToken.None);
        }
    }

    private static RevokeUser Revoker(Bench bench, IamSorry.Aws.IAwsServices? aws = null)
        => new(
            bench.Profiles, new UnlockManager(bench.Profiles, bench.Unseal(), bench.Aws), aws ?? bench.Aws, bench.Clock,
                bench.Notices);

    private static Task<Revocation> RevokeAsync(Bench bench, string user = "alice-x")
        => Revoker(bench).RunAsync(bench.Manager, user, CancellationToken.None);

    private static Task LiftAsync(Bench bench, Func<TimeSpan, Task> early)
        => Revoker(bench).LiftAsync(bench.Manager, "alice-x", early, CancellationToken.None);
}
