using IamSorry.Errors;
using IamSorry.Managers;
using IamSorry.Policies;
using IamSorry.Testing;
using IamSorry.Users;
using NUnit.Framework;

namespace IamSorry.Tests.Users;

/// <summary><c>--chown</c>: once and for ever, or not at all.</summary>
[Parallelizable(ParallelScope.All)]
public sealed class DelegateUserTests
{
    [Test]
    public async Task CreatesItWithBothTagsInOneCall()
    {
        await using var bench = await BenchAsync();

        var done = await RunAsync(bench, "jimmy-bedrock");

        Assert.That((done.User, done.Owner, done.Manager), Is.EqualTo(("jimmy-bedrock", "jimmy", "alice-mgr")));
        Assert.That(bench.Notices.All, Has.Some.EqualTo("created IAM user 'jimmy-bedrock'"));
        Assert.That(done.ProfilesRemoved, Is.Empty);
        Assert.That(bench.Calls, Is.EqualTo(["GetUser", "GetUser", "CreateUser"]));
        var created = bench.Server.Calls[^1].Parameters;
        Assert.That(
            created.Where(each => each.Key.StartsWith("Tags.", StringComparison.Ordinal)).Select(each => each.Value),
            Is.EquivalentTo(["owner", "jimmy", "delegated-by", "alice-mgr"]));
        Assert.That(TagsOf(bench, "jimmy-bedrock"), Is.EqualTo("delegated-by=alice-mgr owner=jimmy"));
        Assert.That(bench.KeysLeft, Is.Empty);
    }

    [Test]
    public async Task SaysSoWhereAnotherRunCreatedItThisMoment()
    {
        await using var bench = await BenchAsync();
        bench.Server.Faults.OnCall(
            "CreateUser",
            () => bench.Account.AddUser("jimmy-bedrock", tags: [("owner", "jimmy"), ("delegated-by", "alice-mgr")]));

        await RunAsync(bench, "jimmy-bedrock");

        Assert.That(bench.Notices.All, Has.Exactly(1).Contains("another run").And.None.Contains("owned by nobody"));
        Assert.That(TagsOf(bench, "jimmy-bedrock"), Is.EqualTo("delegated-by=alice-mgr owner=jimmy"));
    }

    [Test]
    public async Task TagsOneThatNobodyOwns()
    {
        await using var bench = await BenchAsync();
        bench.Account.AddUser("jimmy-old", tags: ("team", "blue"));

        var done = await RunAsync(bench, "jimmy-old");

        Assert.That(bench.Notices.All, Has.None.StartsWith("created IAM user"));
        Assert.That(bench.Calls, Is.EqualTo(["GetUser", "GetUser", "TagUser", "GetUser"]));
        Assert.That(TagsOf(bench, "jimmy-old"), Is.EqualTo("delegated-by=alice-mgr owner=jimmy team=blue"));
    }

    [TestCase("owner", "jimmy")]
    [TestCase("Owner", "jimmy")]
    [TestCase("OWNER", "bob")]
    [TestCase("owner", "")]
    public async Task ThatIsOwnedAlreadyIsRefused(string tag, string owner)
    {
        await using var bench = await BenchAsync();
        bench.Account.AddUser("jimmy-x", tags: [(tag, owner), ("delegated-by", "bob-mgr")]);

        var error = await Failure.OfAsync<RefusedException>(() => RunAsync(bench, "jimmy-x"));

        Assert.That(error.Message, Does.Contain($"owned by '{owner}', handed over by 'bob-mgr', once and for ever"));
        Assert.That(bench.Calls, Is.EqualTo(["GetUser", "GetUser"]));
    }

    [Test]
    public async Task TwiceIsRefusedEvenForTheSameManager()
    {
        await using var bench = await BenchAsync();
        await RunAsync(bench, "jimmy-x");
        var before = TagsOf(bench, "jimmy-x");

        var error = await Failure.OfAsync<RefusedException>(() => RunAsync(bench, "jimmy-x"));

        Assert.That(error.Message, Does.Contain("owned by 'jimmy', handed over by 'alice-mgr'"));
        Assert.That(TagsOf(bench, "jimmy-x"), Is.EqualTo(before));
    }

    [TestCase("alice-x", "alice")]
    [TestCase("ALICE-x", "ALICE")]
    [TestCase("Alice", "Alice")]
    public async Task ToOnesOwnNamespaceIsRefused(string user, string owner)
        => Assert.That((await RefusedOfflineAsync<RefusedException>(user, owner)).Message, Does.Contain("your own namespace"));

    [TestCase("alice-x")]
    [TestCase("bob-x")]
    [TestCase("jimmyx")]
    [TestCase("jim")]
    [TestCase("Jimmy-x")]
    public async Task WhoseNameIsNotTheOwnersIsRefused(string user)
        => Assert.That(
            (await RefusedOfflineAsync<RefusedException>(user, "jimmy")).Message, Does.Contain("neither 'jimmy' nor 'jimmy-*'"));

    [TestCase("jimmy-mgr")]
    [TestCase("jimmy-MGR")]
    public async Task ThatIsTheOwnersManagerIsRefused(string user)
        => Assert.That((await RefusedOfflineAsync<RefusedException>(user, "jimmy")).Message, Does.Contain("jimmy's manager"));

    [TestCase("jimmy-x", "jimmy-x")]
    [TestCase("jimmy-x", "")]
    [TestCase("jimmy/x", "jimmy")]
    [TestCase("", "jimmy")]
    public async Task WithNamesThatAreNoneIsWrongInput(string user, string owner)
        => await RefusedOfflineAsync<InvalidInputException>(user, owner);

    [TestCase("jimmy-x", "neither an IAM user 'jimmy' nor a manager 'jimmy-mgr'")]
    [TestCase("jimmy", "no manager 'jimmy-mgr'")]
    public async Task ToAnOwnerThatDoesNotExistIsRefused(string user, string says)
    {
        await using var bench = await BenchAsync();
        bench.Account.RemoveUser("jimmy");

        var error = await Failure.OfAsync<RefusedException>(() => RunAsync(bench, user));

        Assert.That(error.Message, Does.Contain(says));
        Assert.That(error.Remedy?.ToString(), Does.Contain("<create manager jimmy-mgr>"));
        Assert.That(bench.Calls, Has.All.EqualTo("GetUser"));
    }

    [TestCase("jimmy-x")]
    [TestCase("jimmy")]
    public async Task ToAnOwnerWhoIsOnlyAManagerIsDone(string user)
    {
        await using var bench = await BenchAsync();
        bench.Account.RemoveUser("jimmy");
        bench.Account.AddUser("jimmy-mgr");

        await RunAsync(bench, user);
        Assert.That(bench.Notices.All, Has.Some.EqualTo($"created IAM user '{user}'"));
    }

    [Test]
    public async Task IsDoneOnceWhenTheReplyToCreateUserIsLost()
    {
        await using var bench = await BenchAsync();
        bench.Server.Faults.DropAfter("CreateUser");

        await RunAsync(bench, "jimmy-x");
        Assert.That(bench.Notices.All, Has.Some.EqualTo("created IAM user 'jimmy-x'"));

        Assert.That(TagsOf(bench, "jimmy-x"), Is.EqualTo("delegated-by=alice-mgr owner=jimmy"));
        Assert.That(bench.Calls.Count(call => call is "CreateUser" or "TagUser"), Is.EqualTo(1));
    }

    [Test]
    public async Task IsDoneWhenTheReplyToTagUserIsLost()
    {
        await using var bench = await BenchAsync();
        bench.Account.AddUser("jimmy-x");
        bench.Server.Faults.DropAfter("TagUser");

        await RunAsync(bench, "jimmy-x");

        Assert.That(TagsOf(bench, "jimmy-x"), Is.EqualTo("delegated-by=alice-mgr owner=jimmy"));
    }

    [Test]
    public async Task WaitsForTagsThatShowLate_AndDoesNotWriteThemAgain()
    {
        await using var bench = await BenchAsync();
        bench.Account.AddUser("jimmy-x");
        bench.Server.Faults.OnCall("TagUser", () => bench.Server.Faults.Body("GetUser", 200, "text/xml", Stale, times: 3));

        await RunAsync(bench, "jimmy-x");

        Assert.That(bench.Calls.Count(call => call == "TagUser"), Is.EqualTo(1));
        Assert.That(bench.Clock.Elapsed, Is.GreaterThan(TimeSpan.FromSeconds(1)));
        Assert.That(bench.Notices.Progress, Has.Some.Contains("'jimmy-x'"));
    }

    [Test]
    public async Task SaysSoWhenTheTagsNeverShow()
    {
        await using var bench = await BenchAsync();
        bench.Account.AddUser("jimmy-x");
        bench.Server.Faults.OnCall("TagUser", () => bench.Server.Faults.Body("GetUser", 200, "text/xml", Stale, times: 1000));

        var error = await Failure.OfAsync<IamSorryException>(() => RunAsync(bench, "jimmy-x"));

        Assert.That(error.Message, Does.Contain("AWS still shows none"));
    }

    [Test]
    public async Task ThatSomebodyElseTagsInTheMeantimeIsRefused()
    {
        await using var bench = await BenchAsync();
        bench.Account.AddUser("jimmy-x");
        bench.Server.Faults.OnCall("TagUser", () => bench.Account.Change("jimmy-x", user => user with
        {
            Tags = user.Tags.Add("owner", "jimmy").Add("delegated-by", "bob-mgr"),
        }));

        var error = await Failure.OfAsync<RefusedException>(() => RunAsync(bench, "jimmy-x"));

        Assert.That(error.Message, Does.Contain("handed over by 'bob-mgr'"));
        Assert.That(TagsOf(bench, "jimmy-x"), Is.EqualTo("delegated-by=bob-mgr owner=jimmy"));
    }

    [Test]
    public async Task LeavesNoSessionOfItBehindAndKeepsTheConfigSection()
    {
        await using var bench = await BenchAsync();
        bench.Account.AddUser("jimmy-x");
        var kept = bench.Home.Credentials + "# a comment\n";
        bench.Home.Credentials = kept + Session("jimmy-x", "jimmy-x") + Session("work", "jimmy-x")
            + Session("alice-y", "alice-y");
        bench.Home.Config = "[profile jimmy-x]\nregion = eu-west-1\n";

        var done = await RunAsync(bench, "jimmy-x");

        Assert.That(done.ProfilesRemoved, Is.EquivalentTo(["jimmy-x", "work"]));
        Assert.That(bench.Home.Credentials, Does.StartWith(kept.TrimEnd()).And.Not.Contain("jimmy"));
        Assert.That(bench.Field("alice-y", "aws_session_token"), Is.EqualTo("token"));
        Assert.That(bench.Home.Config, Is.EqualTo("[profile jimmy-x]\nregion = eu-west-1\n"));
    }

    [Test]
    public async Task WhosePermanentKeyIsInAProfileIsRefusedBeforeAnything(
        [Values("", "aws_session_token = stale\n")] string more)
    {
        await using var bench = await BenchAsync();
        bench.Home.Credentials += $"[some]\naws_access_key_id = AKIAOLDOLDOLDOLDOLD2\naws_secret_access_key = "
            + $"s3cret\n{more}credentials_owner = jimmy-x\n";
        var (before, asked) = (bench.Home.Credentials, bench.Signer.Asked);

        var error = await Failure.OfAsync<RefusedException>(() => RunAsync(bench, "jimmy-x"));

        Assert.That(error.Message, Does.Contain("'some' holds a permanent key of 'jimmy-x'").And.Not.Contain("s3cret"));
        Assert.That((bench.Home.Credentials, bench.Signer.Asked, bench.Calls.Count), Is.EqualTo((before, asked, 0)));
    }

    [Test]
    public async Task WithoutTheRightInThePolicyIsDeniedByAws()
    {
        await using var bench = await Bench.StartAsync();
        bench.Account.AddUser("jimmy");

        var error = await Failure.OfAsync<AwsException>(() => RunAsync(bench, "jimmy-x"));

        Assert.That(error.Code, Is.EqualTo("AccessDenied"));
        Assert.That(bench.Account.FindUser("jimmy-x"), Is.Null);
    }

    [Test]
    public async Task CreatesItWithTheBoundaryThatThePolicyAsksFor([Values] bool configured)
    {
        const string boundary = "arn:aws:iam::123456789012:policy/limits";
        await using var bench = await BenchAsync(boundary);
        bench.Account.AddManagedPolicy("limits", """{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"s3:*","Resource":"*"}]}""");
        bench.Home.Config = configured ? $"[profile iam-sorry]\npermissions_boundary = {boundary}\n" : "";

        if (configured)
        {
            await RunAsync(bench, "jimmy-x");
            await bench.MintAsync("alice-x");
            Assert.That(bench.Account.User("jimmy-x").PermissionsBoundary, Is.EqualTo(boundary));
            Assert.That(bench.Account.User("alice-x").PermissionsBoundary, Is.EqualTo(boundary));
        }
        else
        {
            Assert.That((await Failure.OfAsync<AwsException>(() => RunAsync(bench, "jimmy-x"))).Code, Is.EqualTo("AccessDenied"));
            Assert.That((await Failure.OfAsync<AwsException>(() => bench.MintAsync("alice-x"))).Code, Is.EqualTo("AccessDenied"));
        }
    }

    private static string Stale => """
        <GetUserResponse xmlns="https://iam.amazonaws.com/doc/2010-05-08/"><GetUserResult><User><Path>/</Path>
        <UserName>jimmy-x</UserName><UserId>AIDA</UserId><Arn>arn:aws:iam::123456789012:user/jimmy-x</Arn></User></GetUserResult>
        <ResponseMetadata><RequestId>1</RequestId></ResponseMetadata></GetUserResponse>
        """;

    private static string Session(string profile, string user)
        => $"[{profile}]\naws_access_key_id = ASIAOLDOLDOLDOLDOLD2\naws_secret_access_key = s\naws_session_token = "
            + $"token\ncredentials_owner = {user}\n";

    private static async Task<Bench> BenchAsync(string? boundary = null)
    {
        var bench = await Bench.StartAsync();
        var request = new PolicyRequest(
            PolicyKind.Manager, "alice", bench.Account.Id, bench.Account.Partition)
        {
            DelegateTo = [
                "jimmy"],
            BoundaryArn = boundary
        };
        bench.Account.PutUserPolicy(Bench.ManagerName, "iam-sorry", PolicyTemplates.Render(request).Json);
        bench.Account.AddUser("jimmy");
        return bench;
    }

    private static Task<Delegation> RunAsync(Bench bench, string user, string owner = "jimmy")
        => new DelegateUser(
            bench.Profiles, new UnlockManager(bench.Profiles, bench.Unseal(), bench.Aws), bench.Aws, bench.Clock, bench.Notices)
            .RunAsync(new DelegationRequest(bench.Manager, user, owner), CancellationToken.None);

    private static async Task<T> RefusedOfflineAsync<T>(string user, string owner)
        where T : IamSorryException
    {
        await using var bench = await BenchAsync();
        var asked = bench.Signer.Asked;

        var error = await Failure.OfAsync<T>(() => RunAsync(bench, user, owner));

        Assert.That((bench.Calls.Count, bench.Signer.Asked), Is.EqualTo((0, asked)), "AWS or the signer was asked");
        return error;
    }

    private static string TagsOf(Bench bench, string user)
        => string.Join(' ', bench.Account.User(user).Tags.Select(tag => $"{tag.Key}={tag.Value}"));
}
