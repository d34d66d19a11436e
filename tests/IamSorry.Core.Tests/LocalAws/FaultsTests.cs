using System.Diagnostics;
using System.Xml;
using NUnit.Framework;

namespace IamSorry.Tests.LocalAws;

internal sealed class FaultsTests : LocalAwsFixture
{
    [TestCase("Throttling")]
    [TestCase("ThrottlingException")]
    public async Task ThrottleTheNextCallsOfAnAction(string code)
    {
        Server.Faults.Throttle("CreateUser", times: 2, code);
        Assert.That((await Create("a")).Outcome, Is.EqualTo($"400 {code}"));
        Assert.That((await Admin.IamAsync("GetUser")).Outcome, Is.EqualTo("200"));
        Assert.That((await Create("a")).Outcome, Is.EqualTo($"400 {code}"));
        Assert.That(Account.FindUser("a"), Is.Null);
        Assert.That((await Create("a")).Outcome, Is.EqualTo("200"));
        Assert.That(Server.Faults.Pending, Is.Zero);
    }

    [Test]
    public async Task OfTheServerHaveTheirStatus()
    {
        Server.Faults.InternalFailure();
        Server.Faults.Unavailable();
        Assert.That((await Create("a")).Outcome, Is.EqualTo("500 InternalFailure"));
    }

    [Test]
    public async Task OfSeveralRulesTheFirstDecidesAndAllAreCounted()
    {
        Server.Faults.InternalFailure();
        Server.Faults.Unavailable(times: 2);
        Assert.That((await Create("a")).Status, Is.EqualTo(500));
        Assert.That((await Create("a")).Status, Is.EqualTo(503));
        Assert.That((await Create("a")).Status, Is.EqualTo(200));
    }

    [Test]
    public async Task BeforeTheWorkLeaveNothingDone()
    {
        Server.Faults.DropBefore("CreateUser");
        await Assert.ThatAsync(() => Create("a"), Throws.InstanceOf<HttpRequestException>());
        Assert.That(Account.FindUser("a"), Is.Null);
        Assert.That(Server.Calls[^1].Status, Is.Zero);
        Assert.That((await Create("a")).Outcome, Is.EqualTo("200"));
    }

    [Test]
    public async Task AfterTheWorkLoseOnlyTheReply()
    {
        Server.Faults.DropAfter("CreateUser");
        await Assert.ThatAsync(() => Create("a"), Throws.InstanceOf<HttpRequestException>());
        Assert.That(Account.FindUser("a"), Is.Not.Null);
        Assert.That((await Create("a")).Outcome, Is.EqualTo("409 EntityAlreadyExists"));
    }

    [Test]
    public async Task InTheReplyComeAfterTheWork()
    {
        Server.Faults.MalformedXml("CreateUser");
        var malformed = await Create("a");
        Server.Faults.TruncatedBody("CreateUser");
        var truncated = await Create("b");
        Server.Faults.EmptyBody("CreateUser");
        var empty = await Create("c");
        Assert.That(() => malformed.Outcome, Throws.InstanceOf<XmlException>());
        Assert.That(() => truncated.Outcome, Throws.InstanceOf<XmlException>());
        Assert.That(empty.Body, Is.Empty);
        Assert.That(Account.Users.Select(user => user.Name), Is.EqualTo(["a", "admin", "b", "c"]));
    }

    [Test]
    public async Task MayCutAReplyShort()
    {
        Server.Faults.WrongContentLength("CreateUser");
        await Assert.ThatAsync(() => Create("a"), Throws.InstanceOf<HttpRequestException>());
        Assert.That(Account.FindUser("a"), Is.Not.Null);
    }

    [Test]
    public async Task MayBeSomethingElseThatAnswers()
    {
        Server.Faults.Html("CreateUser");
        Server.Faults.Body("GetUser", 418, "text/plain", "short and stout");
        Assert.That((await Create("a")).Body, Does.Contain("<h1>"));
        Assert.That((await Admin.IamAsync("GetUser")).Body, Is.EqualTo("short and stout"));
        Assert.That(Account.FindUser("a"), Is.Null);
    }

    [Test]
    public async Task LetATestActAtTheMomentOfACall()
    {
        Account.AddUser("alice");
        Server.Faults.OnCall("GetUser", () => Account.RemoveUser("alice"));
        Assert.That((await Admin.IamAsync("GetUser", ("UserName", "alice"))).Outcome, Is.EqualTo("404 NoSuchEntity"));
    }

    [Test]
    public async Task MayHangAfterTheWork()
    {
        var arrived = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        Server.Faults.OnCall("CreateUser", arrived.SetResult);
        Server.Faults.Hang("CreateUser", TimeSpan.FromHours(1));
        var call = Create("a");
        await arrived.Task;
        var other = await Admin.IamAsync("GetUser");
        Assert.That(other.Outcome, Is.EqualTo("200"), "others are served meanwhile");
        Assert.That(call.IsCompleted, Is.False);
        await Server.DisposeAsync();
        await Assert.ThatAsync(() => call, Throws.InstanceOf<HttpRequestException>(), "stopping cuts what hangs");
    }

    [Test]
    public async Task MayDelay()
    {
        Server.Faults.Delay("GetUser", TimeSpan.FromMilliseconds(50));
        var time = Stopwatch.StartNew();
        await Admin.IamAsync("GetUser");
        Assert.That(time.Elapsed, Is.GreaterThanOrEqualTo(TimeSpan.FromMilliseconds(49)));
    }

    private Task<QueryReply> Create(string name) => Admin.IamAsync("CreateUser", ("UserName", name));
}
