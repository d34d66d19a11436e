using IamSorry.Cli.CommandLine;
using IamSorry.Cli.Tests.Infrastructure;
using IamSorry.Testing;

namespace IamSorry.Cli.Tests.Commands;

/// <summary>Sessions that may do less than their user: <c>--read-only</c>, <c>--policy-arn</c>, <c>--policy</c>.</summary>
public sealed class RestrictedTests
{
    private const string Federated = "arn:aws:sts::123456789012:federated-user/alice-dev";
    private const string User = "arn:aws:iam::123456789012:user/alice-dev";

    [TestCase("eval \"$(iam-sorry eval alice-dev)\"; local-aws", TestName = "eval")]
    [TestCase("iam-sorry exec alice-dev -- local-aws", TestName = "exec")]
    [TestCase("iam-sorry exec alice-dev --server -- local-aws", TestName = "exec --server")]
    [TestCase("iam-sorry configure alice-dev; AWS_PROFILE=alice-dev local-aws", TestName = "credential_process")]
    [TestCase("AWS_PROFILE=alice-dev local-aws", TestName = "the profile itself")]
    [TestCase("iam-sorry alice-dev --force; AWS_PROFILE=alice-dev local-aws", TestName = "minted once more")]
    [TestCase("iam-sorry renew --all --force; AWS_PROFILE=alice-dev local-aws", TestName = "renewed")]
    [TestCase("export $(iam-sorry export alice-dev); local-aws", TestName = "export")]
    public async Task WhatWasMintedReadOnlyStaysSoInEveryWay(string command)
    {
        await using var stage = await StageAsync();
        (await stage.RunAsync("alice-dev", "--read-only")).MustSucceed("restricted session of IAM user 'alice-dev' (read-only)");

        var run = await Kinds.ShellAsync(stage, command);

        Assert.That(run.Out.Trim(), Is.EqualTo(Federated), run.ToString);
        Assert.That(stage.Account.Sessions, Has.All.Property("FederatedName").EqualTo("alice-dev"));
        Assert.That(stage.Account.User("alice-dev").Keys, Is.Empty);
    }

    [Test]
    public async Task ListWhoamiAndStatusSayThatItIsRestricted_AndHow()
    {
        await using var stage = await StageAsync();
        (await stage.RunAsync("alice-dev", "--read-only")).MustSucceed();
        (await stage.RunAsync(
            "mint", "alice-sns", "--user", "alice-dev", "--policy-arn", "arn:aws:iam::aws:policy/AmazonSNSReadOnlyAccess",
                "--policy",
            stage.Home.Write("p.json", Roles.Topics))).MustSucceed();

        var list = (await stage.RunAsync("list")).Out;
        Assert.That(list, Does.Contain("alice-dev (read-only)").And.Contain("(AmazonSNSReadOnlyAccess, an inline policy)"));
        Assert.That((await stage.RunAsync("whoami", "alice-dev")).Out, Does.Contain("limits    read-only")
            .And.Contain(Federated));
        Assert.That((await stage.RunAsync("whoami", "alice-dev", "--offline", "--json")).Out,
            Does.Contain("\"limits\": \"read-only\""));
        Assert.That((await stage.RunAsync("status")).Out, Does.Match("alice-dev +.* left.*|alice-dev .*, read-only"));
    }

    [Test]
    public async Task TheSessionInTheShellIsKnownForWhatItIs()
    {
        await using var stage = await StageAsync();

        var run = await Kinds.ShellAsync(stage, "iam-sorry exec alice-dev --read-only -- iam-sorry whoami --offline");

        Assert.That(run.Out, Does.Contain("limits    read-only"), run.ToString);
    }

    [Test]
    public async Task ExecReadOnlyLeavesTheProfilesOwnSessionAlone_AndIsKeptBesideIt()
    {
        await using var stage = await StageAsync();
        (await stage.RunAsync("alice-dev")).MustSucceed();
        var own = stage.Home.Field("alice-dev", "aws_access_key_id");

        var first = await Kinds.ShellAsync(stage, "iam-sorry exec alice-dev --read-only -- local-aws");
        stage.Aws.ClearCalls();
        var second = await Kinds.ShellAsync(stage, "iam-sorry exec alice-dev --read-only -- local-aws");
        var plain = await Kinds.ShellAsync(stage, "iam-sorry exec alice-dev -- local-aws");

        Assert.That((first.Out.Trim(), second.Out.Trim(), plain.Out.Trim()), Is.EqualTo((Federated, Federated, User)));
        Assert.That(stage.Actions.Distinct(), Is.EqualTo(new[] { "GetCallerIdentity" }), "the second one is there already");
        Assert.That(stage.Home.Field("alice-dev", "aws_access_key_id"), Is.EqualTo(own));
        Assert.That(stage.Home.Config, Does.Not.Contain("iam_sorry_"));
        Assert.That((await stage.RunAsync("list", "--names")).Out.Split('\n'), Has.None.StartsWith("alice-dev "));
    }

    [Test]
    public async Task ForgetTakesWhatIsKeptBesideTheProfileToo()
    {
        await using var stage = await StageAsync();
        (await stage.RunAsync("alice-dev")).MustSucceed();
        await Kinds.ShellAsync(stage, "iam-sorry exec alice-dev --read-only -- true");

        (await stage.RunAsync("forget", "alice-dev")).MustSucceed();

        Assert.That(stage.Account.Sessions, Has.Count.EqualTo(2));
        Assert.That(stage.Account.Sessions.SelectMany(session => stage.Home.FilesThatHold(session.Token)), Is.Empty);
    }

    [TestCase(true), TestCase(false)]
    public async Task ForgetTakesWhatIsKeptBesideAProfileThatIsNone(bool isNamed)
    {
        await using var stage = await StageAsync();
        await Kinds.ShellAsync(stage, "iam-sorry exec alice-dev --read-only -- true");

        (await stage.RunAsync(isNamed ? ["forget", "alice-dev"] : ["forget"])).MustSucceed("alice-dev");

        Assert.That(stage.Home.FilesThatHold(stage.Account.Sessions.Single().Token), Is.Empty);
        (await stage.RunAsync("forget")).MustSucceed("there is no session to forget");
    }

    [Test]
    public async Task ConfigureReadOnlyDropsASessionThatMayDoMore()
    {
        await using var stage = await StageAsync();
        (await stage.RunAsync("alice-dev")).MustSucceed();
        var token = stage.Account.Sessions[0].Token;

        (await stage.RunAsync("configure", "alice-dev", "--read-only")).MustSucceed(
            "sessions of IAM user 'alice-dev' (read-only)");

        Assert.That(stage.Home.FilesThatHold(token), Is.Empty);
        var run = await Kinds.ShellAsync(stage, "AWS_PROFILE=alice-dev local-aws");
        Assert.That(run.Out.Trim(), Is.EqualTo(Federated), run.ToString);
    }

    [Test]
    public async Task ASessionThatMayDoMoreIsNotHandedOutWhereTheRestrictedOneCannotBeGot()
    {
        await using var stage = await StageAsync();
        (await stage.RunAsync("alice-dev")).MustSucceed();
        stage.Home.Config = stage.Home.Config.Replace(
            "[profile alice-dev]\n", "[profile alice-dev]\niam_sorry_read_only = true\n", StringComparison.Ordinal);
        stage.Aws.Faults.Error("GetFederationToken", 403, "AccessDenied", "no", times: 9);

        (await stage.RunAsync("export", "alice-dev")).MustFail(ExitCode.RefusedByAws);
        (await stage.RunAsync("credential-process", "alice-dev")).MustFail(ExitCode.RefusedByAws);
        var exec = await Kinds.ShellAsync(stage, "iam-sorry exec alice-dev -- local-aws");
        Assert.That((exec.ExitCode, exec.Out), Is.EqualTo((4, "")));
    }

    // as `aws configure set`, another tool, or an older version of this one would
    [Test]
    public async Task KeysThatAnotherProgramPutInItsPlaceAreNotTakenForReadOnly()
    {
        await using var stage = await StageAsync();
        (await stage.RunAsync("alice-other", "--user", "alice-dev")).MustSucceed();
        (await stage.RunAsync("alice-dev", "--read-only")).MustSucceed();
        var text = stage.Home.Credentials;
        foreach (var field in new[] { "aws_access_key_id", "aws_secret_access_key", "aws_session_token" })
        {
            text = text.Replace(
                $"{field} = {stage.Home.Field("alice-dev", field)}\n", $"{field} = {stage.Home.Field("alice-other", field)}\n",
                StringComparison.Ordinal);
        }

        stage.Home.Credentials = text;

        var run = await Kinds.ShellAsync(stage, "iam-sorry exec alice-dev -- local-aws");

        Assert.That(run.Out.Trim(), Is.EqualTo(Federated), run.ToString);
    }

    [Test]
    public async Task WithoutTheRightTheStatementThatIsMissingIsPrinted_AndItWorksOnceItIsThere()
    {
        await using var stage = await StageAsync("sns:*");
        var run = await stage.MustRefuseAsync(
            ExitCode.RefusedByAws, ["IAM user 'alice-dev' may not make restricted sessions"], "alice-dev", "--read-only");
        var statement = run.Err[run.Err.IndexOf("{\"Effect\"", StringComparison.Ordinal)..].TrimEnd();
        Assert.That(statement, Is.EqualTo(
            """{"Effect":"Allow","Action":"sts:GetFederationToken","Resource":"arn:aws:sts::123456789012:federated-user/alice-dev"}"""));

        stage.Account.PutUserPolicy("alice-dev", "p", "{\"Version\":\"2012-10-17\",\"Statement\":[" + statement + "]}");

        (await stage.RunAsync("alice-dev", "--read-only")).MustSucceed();
    }

    [TestCase("15m", 15), TestCase("36h", 36 * 60), TestCase("90m", 90)]
    public async Task LastFifteenMinutesToThirtySixHours(string duration, int minutes)
    {
        await using var stage = await StageAsync();

        (await stage.RunAsync("alice-dev", "--read-only", "--duration", duration)).MustSucceed();

        Assert.That(stage.Account.Sessions.Single().Duration, Is.EqualTo(TimeSpan.FromMinutes(minutes)));
    }

    [TestCase("14m"), TestCase("36h1m"), TestCase("0"), TestCase("-1h")]
    public async Task OtherDurationsAreWrongUsage(string duration)
    {
        await using var stage = await StageAsync();

        await stage.MustRefuseAsync(ExitCode.WrongUsage, ["a session cannot last"], "alice-dev", "--read-only", "--duration="
            + duration);
    }

    [TestCase("cannot be combined", "--read-only", "--policy-arn", "arn:aws:iam::aws:policy/ReadOnlyAccess")]
    [TestCase("cannot be combined", "--read-only", "--policy", "policy.json")]
    [TestCase("is not the ARN of a managed policy", "--policy-arn", "ReadOnlyAccess")]
    [TestCase("is not the ARN of a managed policy", "--policy-arn", "arn:aws:iam::aws:role/x")]
    [TestCase("is given twice", "--policy-arn", "arn:aws:iam::aws:policy/A", "--policy-arn", "arn:aws:iam::aws:policy/A")]
    [TestCase("is not JSON", "--policy", ".aws/config")]
    [TestCase("has no Statement", "--policy", "empty.json")]
    public async Task LimitsThatAreNoneAreWrongUsage(string why, params string[] options)
    {
        await using var stage = await StageAsync();
        stage.Home.Write("policy.json", Roles.Topics);
        stage.Home.Write("empty.json", "{}");

        await stage.MustRefuseAsync(ExitCode.WrongUsage, [why], ["alice-dev", .. options]);

        Assert.That(stage.Actions, Is.Empty);
    }

    [Test]
    public async Task APolicyFileThatIsNotThereIsAnErrorThatNamesIt()
    {
        await using var stage = await StageAsync();

        await stage.MustRefuseAsync(ExitCode.Failed, ["cannot read 'gone.json'"], "alice-dev", "--policy", "gone.json");
    }

    // a pipe is read once; what it said is remembered, so that a renewal does not need it
    [Test]
    public async Task AnInlinePolicyIsRemembered_WhereverItCameFrom()
    {
        await using var stage = await StageAsync();
        stage.Home.Write("policy.json", Roles.Topics.Replace("[{", "[ \n {\"Sid\": \"A\" ,", StringComparison.Ordinal));
        (await stage.RunOtherAsync(Tools.FindOrIgnore("bash"), "-c", "iam-sorry alice-dev --policy <(cat policy.json)"))
            .MustSucceed("(an inline policy)");

        (await stage.RunAsync("alice-dev", "--force")).MustSucceed("(an inline policy)");

        Assert.That(stage.Account.Sessions, Has.Count.EqualTo(2));
        Assert.That(stage.Account.Sessions[1].Policies, Is.EqualTo(stage.Account.Sessions[0].Policies));
        Assert.That(stage.Account.Sessions[0].Policies!.Single(), Does.Contain("\"Sid\":\"A\",\"Effect\""));
    }

    [Test]
    public async Task AManagerThatIsLimitedByHandIsStillAManager()
    {
        await using var stage = await StageAsync();
        stage.Home.Config += "iam_sorry_read_only = true\n";

        Assert.That((await stage.RunAsync("list")).Out, Does.Match("iam-sorry +manager +alice-mgr +sealed"));
    }

    private static async Task<Stage> StageAsync(params string[] actions)
    {
        var stage = await Stage.SealedAsync();
        stage.Account.AddUserWith("alice-dev", actions is [] ? ["sns:*", "sts:GetFederationToken"] : actions);
        return stage;
    }
}
