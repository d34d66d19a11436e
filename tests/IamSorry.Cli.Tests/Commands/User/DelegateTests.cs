using IamSorry.Cli.CommandLine;
using System.Globalization;
using IamSorry.Cli.Tests.Infrastructure;
using IamSorry.Policies;

namespace IamSorry.Cli.Tests.Commands;

/// <summary><c>--chown</c> from end to end, and what is left to the former manager.</summary>
public sealed class DelegateTests
{
    [Test]
    public async Task CreatesTheUserForItsOwnerAndNamesTheNextStep()
    {
        await using var stage = await StageAsync();

        var run = (await stage.RunAsync("jimmy-bedrock", "--chown", "jimmy")).MustSucceed(
            "✓ created IAM user 'jimmy-bedrock'\n",
            "✓ 'jimmy-bedrock' now belongs to 'jimmy' permanently (delegated by 'alice-mgr')\n",
            "The next step is jimmy's: the manager of jimmy runs  iam-sorry jimmy-bedrock\n");

        Assert.That(run.Out, Is.Empty);
        var user = stage.Account.User("jimmy-bedrock");
        Assert.That((user.Tags["owner"], user.Tags["delegated-by"], user.Keys.Count), Is.EqualTo(("jimmy", "alice-mgr", 0)));
        Assert.That(stage.Home.Credentials, Is.EqualTo(TestRun.SealedCredentials));
    }

    [Test]
    public async Task LeavesTheFormerManagerALookOnly()
    {
        await using var stage = await StageAsync();
        (await stage.RunAsync("jimmy-bedrock", "--chown", "jimmy")).MustSucceed();
        string[] says = [
            "'jimmy-bedrock' is owned by 'jimmy', delegated by 'alice-mgr'", "ask the manager of 'jimmy'",
            "iam-sorry jimmy-bedrock"];

        await stage.MustRefuseAsync(ExitCode.RefusedByRule, says, "jimmy-bedrock");
        await stage.MustRefuseAsync(ExitCode.RefusedByRule, ["once and for ever"], "jimmy-bedrock", "--chown", "jimmy");
    }

    [Test]
    public async Task LeavesNothingToEval()
    {
        await using var stage = await StageAsync();
        stage.Account.AddUser("jimmy-x", "/", ("owner", "jimmy"), ("delegated-by", "alice-mgr"));
        stage.Home.Credentials += "[jimmy-x]\naws_access_key_id = ASIAOLDOLDOLDOLDOLD2\naws_secret_access_key = "
            + "s3cret\naws_session_token = t0ken\n"
            + $"credentials_owner = jimmy-x\nexpiration = "
                + $"{DateTime.UtcNow.AddHours(-1).ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture)}\n";

        await stage.MustRefuseAsync(ExitCode.RefusedByRule, ["'jimmy-x' is owned by 'jimmy'"], "--eval", "jimmy-x");
    }

    [Test]
    public async Task RemovesTheProfileThatHeldASessionOfIt()
    {
        await using var stage = await StageAsync();
        stage.Account.AddUser("jimmy-x");
        stage.Home.Credentials += "[mine]\naws_access_key_id = ASIAOLDOLDOLDOLDOLD2\naws_secret_access_key = "
            + "s3cret\naws_session_token = t0ken\ncredentials_owner = jimmy-x\n";

        (await stage.RunAsync("jimmy-x", "--chown", "jimmy")).MustSucceed(
            "found IAM user 'jimmy-x', owned by nobody", "removed profile 'mine'");

        Assert.That(stage.Home.Credentials, Does.Not.Contain("[mine]").And.Not.Contain("t0ken"));
    }

    [Test]
    public async Task LetsTheOwnersManagerMint()
    {
        await using var stage = await StageAsync();
        (await stage.RunAsync("jimmy-bedrock", "--chown", "jimmy")).MustSucceed();
        var account = stage.Account;
        account.AddUser("jimmy-mgr", "/", ("owner", "jimmy-mgr"));
        account.PutUserPolicy(
            "jimmy-mgr", "manager", PolicyTemplates.Render(
                new PolicyRequest(PolicyKind.Manager, "jimmy", account.Id, account.Partition)).Json);
        var key = account.AddAccessKey("jimmy-mgr");
        stage.Home.Credentials = $"[iam-sorry]\naws_access_key_id = {key.Id}\naws_secret_access_key = {key.Secret}\n";
        stage.WithoutAgent();
        (await stage.RunAsync("--encrypt")).MustSucceed();

        (await stage.RunAsync("jimmy-bedrock")).MustSucceed("session of IAM user 'jimmy-bedrock'");
    }

    [TestCase((int)ExitCode.WrongUsage, "needs an OWNER", "jimmy-x", "--chown")]
    [TestCase((int)ExitCode.WrongUsage, "cannot be combined with --chown", "jimmy-x", "--chown", "jimmy", "--tag", "a=b")]
    [TestCase((int)ExitCode.RefusedByRule, "your own namespace", "alice-x", "--chown", "alice")]
    [TestCase((int)ExitCode.RefusedByRule, "neither 'jimmy' nor 'jimmy-*'", "bob-x", "--chown", "jimmy")]
    public async Task IsRefusedWithoutACall(int code, string says, params string[] arguments)
    {
        await using var stage = await StageAsync();

        await stage.MustRefuseAsync((ExitCode)code, [says], arguments);

        Assert.That(stage.Aws.Calls, Is.Empty);
    }

    [Test]
    public async Task NeverPassesATagToTheTerminalAsItIs()
    {
        await using var stage = await StageAsync();
        // ESC itself is no character of XML; its C1 cousin is
        stage.Account.AddUser("jimmy-x", "/", ("owner", "jim\u009b2Jmy\u202e"), ("delegated-by", "x\u009b2J\u2028y"));

        foreach (var arguments in new[] { new[] { "jimmy-x" }, ["jimmy-x", "--chown", "jimmy"] })
        {
            var run = await stage.MustRefuseAsync(ExitCode.RefusedByRule, ["is owned by"], arguments);
            Assert.That(run.Err, Does.Not.Match("[\u001b\u202e\u009b\u2028]"));
        }
    }

    [TestCase("--eval", "a\u001b[2J\u202eb")]
    [TestCase("--show-encrypted", "a\u001b[2J\u202eb")]
    [TestCase("--show-decrypted", "a\u001b[2J\u202eb")]
    [TestCase("alice-x", "--profile", "a\u001b[2J\u202eb")]
    [TestCase("jimmy-x", "--chown", "jim\u001b[2J\u202emy")]
    [TestCase("alice-x", "--tag", "a\u001b\u202e=b")]
    public async Task NeverPassesANameToTheTerminalAsItIs(params string[] arguments)
    {
        await using var stage = await StageAsync();

        var run = await stage.RunAsync(arguments);

        Assert.That(run.ExitCode, Is.Not.Zero);
        Assert.That(run.Err, Does.Not.Match("[\u001b\u202e]"));
    }

    [Test]
    public async Task NeverPassesANameOfAFileToTheTerminalAsItIs()
    {
        await using var stage = await StageAsync();
        stage.Account.AddUser("jimmy-x");
        stage.Home.Credentials += "[so\u001b[2Jme\u202e]\naws_access_key_id = ASIAOLDOLDOLDOLDOLD2\naws_secret_access_key = "
            + "s3cret\naws_session_token = t\ncredentials_owner = jimmy-x\n";

        var run = await stage.RunAsync("jimmy-x", "--chown", "jimmy");

        Assert.That(run.Err, Is.Not.Empty.And.Not.Match("[\u001b\u202e]"));
    }

    [Test]
    public async Task ATagIsGivenAtCreation()
    {
        await using var stage = await StageAsync();

        (await stage.RunAsync("alice-x", "--tag", "team=blue", "--tag", "stage=a=b")).MustSucceed();

        Assert.That(
            (stage.Account.User("alice-x").Tags["team"], stage.Account.User("alice-x").Tags["stage"]), Is.EqualTo(
                ("blue", "a=b")));
        Assert.That(stage.Actions, Has.None.EqualTo("TagUser"));
        await stage.MustRefuseAsync(
            ExitCode.RefusedByRule, ["without the tag team=red", "never changed after it"], "alice-x", "--tag", "team=red");
        await stage.MustRefuseAsync(ExitCode.WrongUsage, ["'Owner' is set by iam-sorry itself"], "alice-y", "--tag", "Owner=bob");
    }

    private static async Task<Stage> StageAsync()
    {
        var stage = await Stage.SealedAsync();
        var request = new PolicyRequest(
            PolicyKind.Manager, "alice", stage.Account.Id, stage.Account.Partition)
        { DelegateTo = ["jimmy"] };
        stage.Account.PutUserPolicy(Stage.Manager, "manager", PolicyTemplates.Render(request).Json);
        stage.Account.AddUser("jimmy");
        return stage;
    }
}
