using IamSorry.Cli.CommandLine;
using IamSorry.Cli.Tests.Infrastructure;
using IamSorry.Testing;

namespace IamSorry.Cli.Tests.Commands;

/// <summary><c>--eval</c> of sessions of every age, and of profiles of other kinds.</summary>
public sealed class EvalTests
{
    [Category(Categories.EveryBuild)]
    [Test]
    public async Task IsNotDoneForAValidSession_WhichCostsNoCall()
    {
        await using var stage = await Minted.StageAsync(TimeSpan.FromMinutes(6));
        var before = stage.Home.Snapshot();
        stage.NobodyAnswers().WithoutAws().WithoutAgent(passphrase: null);

        var run = (await stage.RunAsync("--eval", "alice-x")).MustSucceed();

        Assert.That(run.Out, Does.Contain(stage.Account.Sessions.Single().Token));
        Assert.That(run.Err, Does.Match("^✓ alice-x in account 123456789012 until .*, 5m left\n$"));
        Assert.That(stage.Aws.Calls, Is.Empty);
        Assert.That(stage.Home.Snapshot(), Is.EqualTo(before));
    }

    [TestCase(-36 * 60)]
    [TestCase(-1)]
    [TestCase(4)]
    public async Task IsDoneForASessionWithLessThanFiveMinutesLeft(int minutes)
    {
        await using var stage = await Minted.StageAsync(TimeSpan.FromMinutes(minutes));

        var run = (await stage.RunAsync("--eval", "alice-x")).MustSucceed();

        Assert.That(stage.Account.Sessions, Has.Count.EqualTo(2));
        Assert.That(run.Out, Does.Contain(stage.Account.Sessions[1].Token).And.Not.Contain(stage.Account.Sessions[0].Token));
        Assert.That(stage.Home.Field("alice-x", "aws_session_token"), Is.EqualTo(stage.Account.Sessions[1].Token));
        Assert.That(stage.Account.User("alice-x").Keys, Is.Empty);
        Assert.That(stage.Actions, Is.EqualTo(new[] { "GetUser", "CreateAccessKey", "GetSessionToken", "DeleteAccessKey" }));
    }

    [Test]
    public async Task IsDoneOnceForManyWhoAskAtTheSameTime()
    {
        await using var stage = await Minted.StageAsync(TimeSpan.FromMinutes(-1));

        foreach (var run in await Task.WhenAll(Enumerable.Range(1, 5).Select(_ => stage.RunAsync("--eval", "alice-x"))))
        {
            run.MustSucceed();
            Assert.That(run.Out, Does.Contain(stage.Account.Sessions[1].Token));
        }

        Assert.That(stage.Account.Sessions, Has.Count.EqualTo(2));
    }

    [Test]
    public async Task ThatFailsPrintsNothing()
    {
        await using var stage = await Minted.StageAsync(TimeSpan.FromMinutes(-1));
        stage.WithoutAgent(passphrase: null);

        await stage.MustRefuseAsync(ExitCode.NotUnsealed, ["nobody can be asked"], "--eval", "alice-x");
    }

    [Test]
    public async Task ByAManagerInPlainTextWorksWithAWarning()
    {
        await using var stage = await Minted.StageAsync(TimeSpan.FromMinutes(-1));
        var session = stage.Home.Credentials[stage.Home.Credentials.IndexOf("[alice-x]", StringComparison.Ordinal)..];
        stage.Home.Credentials = Stage.PlainCredentials + session;

        var run = (await stage.RunAsync("--eval", "alice-x")).MustSucceed("warning:", "lie in plain text", "iam-sorry encrypt");

        Assert.That(run.Out, Does.Contain(stage.Account.Sessions[1].Token));
    }

    [Test]
    public async Task IsNotNeededForAPlainManager_WhichIsPrintedWithAWarning([Values] bool named)
    {
        await using var stage = await Stage.PlainAsync();

        var run = (await stage.RunAsync(named ? ["--eval", "iam-sorry"] : ["--eval", "-p", "iam-sorry"])).MustSucceed(
            "warning:", "lie in plain text", "iam-sorry encrypt");

        Assert.That(
            run.Out, Does.Contain($"AWS_SECRET_ACCESS_KEY='{Stage.ManagerKey.Secret}'").And.Contain("unset AWS_SESSION_TOKEN;"));
        Assert.That(stage.Aws.Calls, Is.Empty);
    }

    [Test]
    public async Task IsNotNeededForASealedManager_WhichIsOpened()
    {
        await using var stage = (await Stage.SealedAsync()).WithoutAws();

        var run = (await stage.RunAsync("--eval", "iam-sorry")).MustSucceed();

        Assert.That(run.Out, Does.Contain($"AWS_SECRET_ACCESS_KEY='{Stage.ManagerKey.Secret}'"));
        Assert.That(run.Err, Is.Empty);
    }

    [Test]
    public async Task NeedsAProfile_SoThatNobodyGetsTheManagersKeyUnasked()
    {
        await using var stage = await Stage.SealedAsync();

        await stage.MustRefuseAsync(ExitCode.WrongUsage, ["eval needs a PROFILE", "iam-sorry list"], "--eval");
    }

    [Test]
    public async Task TakesTheProfileOfTheEnvironment()
    {
        await using var stage = await Minted.StageAsync();
        stage.Home.Environment["AWS_PROFILE"] = "alice-x";

        Assert.That((await stage.RunAsync("eval")).MustSucceed().Out, Does.Contain(stage.Account.Sessions.Single().Token));
    }

    [TestCase("eval")]
    [TestCase("export")]
    public async Task PrintsNoSecretToATerminal_UnlessAsked(string command)
    {
        await using var stage = await Minted.StageAsync();
        var token = stage.Account.Sessions.Single().Token;

        using var refused = Pty.Start(stage, $"iam-sorry {command} alice-x");
        Assert.That(await refused.EndAsync(), Is.EqualTo((int)ExitCode.RefusedByRule), refused.Shown);
        Assert.That(refused.Shown, Does.Contain("not printed to a terminal").And.Contain("--print").And.Not.Contain(token[..40]));

        using var asked = Pty.Start(stage, $"iam-sorry {command} alice-x --print", columns: 5000);
        Assert.That(await asked.EndAsync(), Is.Zero, asked.Shown);
        Assert.That(asked.Shown, Does.Contain(token[..40]));
    }
}
