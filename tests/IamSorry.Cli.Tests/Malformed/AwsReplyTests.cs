using IamSorry.Cli.CommandLine;
using IamSorry.Cli.Tests.Infrastructure;
using IamSorry.LocalAws;
using IamSorry.Testing;

namespace IamSorry.Cli.Tests.Malformed;

/// <summary>Something answers that is not AWS, or AWS on a bad day: a clear error, no hang, no key left behind.</summary>
public sealed class AwsReplyTests
{
    private const int Always = 100;

    [Category(Categories.EveryBuild)]
    [TestCase("GetUser")]
    [TestCase("GetSessionToken")]
    public async Task ThatAreAWebPage(string action)
        => await FailsAsync(faults => faults.Html(action, Always), "cannot be understood", "proxy");

    [TestCase("GetUser")]
    [TestCase("GetSessionToken")]
    public async Task ThatAreNotWellFormed(string action)
        => await FailsAsync(faults => faults.MalformedXml(action, Always), action);

    [TestCase("GetUser")]
    [TestCase("GetSessionToken")]
    public async Task ThatAreCutShort(string action) => await FailsAsync(faults => faults.TruncatedBody(action, Always), action);

    [TestCase("GetUser")]
    [TestCase("GetSessionToken")]
    public async Task ThatAreEmpty(string action) => await FailsAsync(faults => faults.EmptyBody(action, Always), action);

    [Test]
    public async Task ThatAreHuge()
        => await FailsAsync(
            faults => faults.Body(
                "GetUser", 200, "text/xml", $"<GetUserResponse>{new string('x', 30_000_000)}</GetUserResponse>", Always),
                "GetUser");

    [Test]
    public async Task ThatHoldABombOfEntities()
        => await FailsAsync(
            faults => faults.Body(
                "GetUser",
                200,
                "text/xml",
                """<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]><GetUserResponse><GetUserResult><User>&b;</User></GetUserResult></GetUserResponse>""",
                Always),
            "GetUser");

    [Test]
    public async Task ThatAreErrorsAgainAndAgain()
        => await FailsAsync(
            ExitCode.RefusedByAws, faults => faults.Throttle("GetUser", Always), "is throttling", "again in a minute");

    [Test]
    public async Task ThatSayAnythingToTheTerminal()
        => await FailsAsync(
            ExitCode.RefusedByAws, faults
                => faults.Error(
                    "GetUser", 403, "AccessDenied", "no\u009b2J\nthis is no", Always), "AWS denies it: no?2J this is no\n");

    [Test]
    public async Task ThatAreLostAfterTheKeyWasMade_TheKeyIsFoundAndDeleted()
    {
        await using var stage = await Stage.SealedAsync();
        stage.Aws.Faults.DropAfter("CreateAccessKey");

        var run = await stage.RunAsync("alice-x");

        Assert.That(stage.Account.User("alice-x").Keys, Is.Empty, () => string.Join('\n', stage.Aws.Calls));
        run.MustSucceed("left behind by a lost reply", "session of IAM user 'alice-x'");
        Assert.That(stage.NothingIsUnderWay);
    }

    [Test]
    public async Task ThatAreErrorsOnceAreTriedAgain()
    {
        await using var stage = await Stage.SealedAsync();
        stage.Aws.Faults.Throttle("GetUser");
        stage.Aws.Faults.InternalFailure("GetSessionToken");
        stage.Aws.Faults.DropBefore("DeleteAccessKey");

        (await stage.RunAsync("alice-x")).MustSucceed("session of IAM user 'alice-x'");

        Assert.That(stage.Account.User("alice-x").Keys, Is.Empty);
    }

    private static Task FailsAsync(Action<Faults> plan, params string[] says) => FailsAsync(ExitCode.Failed, plan, says);

    private static async Task FailsAsync(ExitCode code, Action<Faults> plan, params string[] says)
    {
        await using var stage = await Stage.SealedAsync();
        stage.Account.AddUser("alice-x", "/", ("owner", "alice"));
        plan(stage.Aws.Faults);

        var run = await stage.MustRefuseAsync(code, says, "alice-x");

        Assert.That(run.Err, Does.Not.Contain("\u001b").And.Not.Contain("\u009b"), "a reply acts on the terminal");
        Assert.That(stage.NothingIsUnderWay);
    }
}
