using IamSorry.Cli.CommandLine;
using System.Text.Json;
using Amazon.Runtime;
using IamSorry.Cli.Tests.Infrastructure;
using IamSorry.Testing;

namespace IamSorry.Cli.Tests.Commands;

/// <summary><c>credential-process</c>: what an AWS SDK calls, without anybody who could be asked.</summary>
public sealed class CredentialProcessTests
{
    // one client that lives on while its session gets old: botocore asks again 15 minutes ahead
    private const string LongLivedClient =
        """
        import boto3, sys
        session = boto3.Session(profile_name='alice-x')
        sts = session.client('sts')
        print(session.get_credentials().access_key, sts.get_caller_identity()['Arn'], flush=True)
        sys.stdin.readline()
        print(sts.get_caller_identity()['Arn'], session.get_credentials().access_key)
        """;

    private const string ManyRounds =
        """
        import boto3
        sts = boto3.Session(profile_name='alice-x').client('sts')
        print(sum(sts.get_caller_identity()['Arn'].endswith('user/alice-x') for _ in range(20)))
        """;

    [Test]
    public async Task PrintsAValidSessionToTheLetter_WithoutACallOrAnAgent()
    {
        await using var stage = (await Minted.StageAsync()).WithoutAws().WithoutAgent(passphrase: null);
        var before = stage.Home.Snapshot();

        var run = (await stage.RunAsync("credential-process", "alice-x")).MustSucceed();

        var session = stage.Account.Sessions.Single();
        Assert.That(run.Out, Is.EqualTo(
            $$"""{"Version":1,"AccessKeyId":"{{session.AccessKeyId}}","SecretAccessKey":"{{session.Secret}}","SessionToken":"{{session.Token}}","Expiration":"{{stage.Home.Field("alice-x", "expiration")}}","AccountId":"{{stage.Account.Id}}"}"""
            + "\n"));
        Assert.That(run.Err, Is.Empty);
        Assert.That(stage.Home.Snapshot(), Is.EqualTo(before));
    }

    [Test]
    public async Task MintsTheFirstSessionSilently()
    {
        await using var stage = await Stage.SealedAsync();

        var run = (await stage.RunAsync("credential-process", "alice-x", "--duration", "2")).MustSucceed();

        Assert.That(Field(run, "SessionToken"), Is.EqualTo(stage.Account.Sessions.Single().Token));
        Assert.That(stage.Account.Sessions.Single().Duration, Is.EqualTo(TimeSpan.FromHours(2)));
        Assert.That(run.Err, Is.Empty);
        Assert.That(stage.Account.User("alice-x").Keys, Is.Empty);
    }

    [TestCase("env X=Y iam-sorry credential-process alice-x", true)]
    [TestCase("sh -c \"iam-sorry credential-process alice-x\"", true)]
    [TestCase("/home/alice/bin/script-of-mine", false)]
    public async Task HandsOutToWhoeverCallsIt(string line, bool isKnown)
    {
        await using var stage = await Stage.SealedAsync();
        var config = stage.Home.Config += $"[profile alice-x]\nregion = eu-west-1\ncredential_process = {line}\n";
        var credentials = stage.Home.Credentials;

        var first = (await stage.RunAsync("credential-process", "alice-x")).MustSucceed();
        var second = (await stage.RunAsync("credential-process", "alice-x")).MustSucceed();

        Assert.That(second.Out, Is.EqualTo(first.Out));
        Assert.That(stage.Account.Sessions, Has.Count.EqualTo(1));
        Assert.That(stage.Home.Config, Is.EqualTo(config));
        Assert.That(stage.Home.Credentials, Is.EqualTo(credentials), "keys there would win over the line");
        if (isKnown)
        {
            Assert.That(
                (await stage.RunAsync("--eval", "alice-x")).MustSucceed().Out, Does.Contain(stage.Account.Sessions[0].Token));
        }
    }

    [TestCase("2020-01-01T00:00:00Z")]
    [TestCase("no date")]
    public async Task RenewsASessionThatIsOverOrDoesNotSayWhen(string expiration)
    {
        await using var stage = await Minted.StageAsync();
        stage.Home.Credentials = stage.Home.Credentials.Replace(
            stage.Home.Field("alice-x", "expiration")!, expiration, StringComparison.Ordinal);

        var run = (await stage.RunAsync("credential-process", "alice-x")).MustSucceed();

        Assert.That(Field(run, "SessionToken"), Is.EqualTo(stage.Account.Sessions[1].Token));
        Assert.That(run.Err, Is.Empty);
    }

    [Test, NonParallelizable]
    public async Task AHundredAtOnceCostOneMinting()
    {
        await using var stage = await Minted.ConfiguredAsync(TimeSpan.FromMinutes(4));

        var runs = await Task.WhenAll(Enumerable.Range(0, 100).Select(_ => stage.RunAsync("credential-process", "alice-x")));

        Assert.That(stage.Actions.Count(action => action == "GetSessionToken"), Is.EqualTo(1));
        Assert.That(
            runs.Select(run => Field(run.MustSucceed(), "SessionToken")), Has.All.EqualTo(stage.Account.Sessions[1].Token));
        Assert.That(runs.Select(run => run.Err), Has.All.Empty);
        Assert.That(stage.NothingIsUnderWay);
    }

    [Test]
    public async Task NeverAsks_OneLineSaysWhatToDo()
    {
        await using var stage = (await Minted.StageAsync(TimeSpan.FromMinutes(-1))).WithoutAgent();

        var run = (await stage.RunAsync("credential-process", "alice-x")).MustFail(
            ExitCode.NotUnsealed, $"ssh-add {stage.Home.KeyPath}");

        Assert.That(run.Err.Trim().Split('\n'), Has.Length.EqualTo(1));
        Assert.That(stage.Home.TimesAsked, Is.Zero);
    }

    [Test]
    public async Task NeverAsksOnATerminalEither()
    {
        await using var stage = (await Minted.StageAsync(TimeSpan.FromMinutes(-1))).WithoutAgent(passphrase: null);
        using var terminal = Pty.Start(stage, "iam-sorry credential-process alice-x");

        Assert.That(await terminal.EndAsync(), Is.EqualTo((int)ExitCode.NotUnsealed), terminal.Shown);
        Assert.That(terminal.Shown, Does.Contain("ssh-add ").And.Not.Contain("Enter passphrase"));
    }

    [TestCase("iam-sorry")]
    [TestCase("work")]
    public async Task NeverHandsOutAPermanentKey(string profile)
    {
        await using var stage = await Stage.SealedAsync();

        var run = await stage.MustRefuseAsync(ExitCode.RefusedByRule, ["holds a permanent key"], "credential-process", profile);

        Assert.That(run.Err.Trim().Split('\n'), Has.Length.EqualTo(1));
    }

    [Test]
    public async Task TakesNoProfileOfTheSdkForTheManager()
    {
        await using var stage = await Minted.ConfiguredAsync(TimeSpan.FromMinutes(-1));
        stage.Home.Environment["AWS_PROFILE"] = "work";

        (await stage.RunAsync("credential-process", "alice-x")).MustSucceed();

        Assert.That(stage.Aws.Calls[0].UserName, Is.EqualTo(Stage.Manager));
    }

    [Category(Categories.Foreign)]
    [Test]
    public async Task TheAwsCommandLineLivesOnItAcrossARenewal()
    {
        await using var stage = await Minted.ConfiguredAsync();
        var aws = Tools.FindOrIgnore("aws");

        var before = await stage.RunOtherAsync(
            aws, "--profile", "alice-x", "sts", "get-caller-identity", "--query", "Arn", "--output", "text");
        Minted.Age(stage, ".aws/iam-sorry/sessions", TimeSpan.FromMinutes(1));
        var after = await stage.RunOtherAsync(
            aws, "--profile", "alice-x", "sts", "get-caller-identity", "--query", "Arn", "--output", "text");

        Assert.That(
            (before.Out, after.Out), Is.EqualTo(
                ("arn:aws:iam::123456789012:user/alice-x\n", "arn:aws:iam::123456789012:user/alice-x\n")), after.ToString);
        Assert.That(
            KeysOfCallers(stage), Is.EqualTo(stage.Account.Sessions.Select(session => session.AccessKeyId)).And.Exactly(2).Items);
    }

    [Category(Categories.Foreign)]
    [Test]
    public async Task Boto3LivesOnItAcrossARenewal()
    {
        await using var stage = await Minted.ConfiguredAsync(TimeSpan.FromMinutes(14));
        var python = await Tools.PythonWithBoto3Async(stage);
        Minted.Age(stage, ".aws/iam-sorry/sessions", TimeSpan.FromMinutes(14));

        // boto3 begins with a session that is about to be renewed, and cannot be yet
        stage.Aws.Faults.Error("GetUser", 403, "AccessDenied", "not yet", times: 1000);
        using var client = Child.Start(python, ["-c", LongLivedClient], stage.Home.Environment, stage.Home.Folder);
        while (!KeysOfCallers(stage).Any())
        {
            Assert.That(client.HasExited, Is.False);
            await Task.Delay(20);
        }

        stage.Aws.Faults.Clear();
        Minted.Age(stage, ".aws/iam-sorry/sessions", TimeSpan.FromMinutes(1));
        var run = await client.EndAsync("go on\n");

        var (old, now) = (stage.Account.Sessions[0].AccessKeyId, stage.Account.Sessions[^1].AccessKeyId);
        Assert.That(
            run.Out, Is.EqualTo(
                $"{old} arn:aws:iam::123456789012:user/alice-x\narn:aws:iam::123456789012:user/alice-x {now}\n"), run.ToString);
        Assert.That(KeysOfCallers(stage), Is.EqualTo([old, now]));
    }

    // 16 minutes left: more than boto3 and .NET renew at, and less than they would keep asking at if they were given it
    [Category(Categories.Foreign)]
    [TestCase(16), TestCase(14), TestCase(1)]
    public async Task AnSdkThatAsksAgainAndAgainRunsItOnce(int minutes)
    {
        await using var stage = await Minted.ConfiguredAsync(TimeSpan.FromMinutes(minutes));
        var python = await Tools.PythonWithBoto3Async(stage);
        Minted.Age(stage, ".aws/iam-sorry/sessions", TimeSpan.FromMinutes(minutes));
        CountRuns(stage);

        var run = await stage.RunOtherAsync(python, "-c", ManyRounds);
        var boto3 = Runs(stage);
        Minted.Age(stage, ".aws/iam-sorry/sessions", TimeSpan.FromMinutes(minutes));
        var dotnet = new ProcessAWSCredentials(stage.Home.InHome("counted/iam-sorry") + " credential-process alice-x");
        for (var round = 0; round < 20; round++)
        {
            Assert.That((await dotnet.GetCredentialsAsync()).AccountId, Is.EqualTo(stage.Account.Id));
        }

        Assert.That(run.Out, Is.EqualTo("20\n"), run.ToString);
        Assert.That((boto3, Runs(stage) - boto3), Is.EqualTo((1, 1)), "runs for 20 rounds of boto3, of .NET");
    }

    // a program of the same name in front of ours, which counts
    private static void CountRuns(Stage stage)
    {
        Directory.CreateDirectory(stage.Home.InHome("counted"));
        var variables = string.Join(
            ' ', stage.Home.Environment.Where(each => each.Key is not "_").Select(each => $"'{each.Key}={each.Value}'"));
        ProgramFile.Write(
            stage.Home.InHome("counted/iam-sorry"),
            $"#!/bin/sh\necho run >> '{stage.Home.InHome("runs")}'\nexec env {variables} '{TheProgram.Path}' \"$@\"\n");
        stage.Home.Config = stage.Home.Config.Replace(
            stage.Home.InHome("bin/iam-sorry"), stage.Home.InHome("counted/iam-sorry"), StringComparison.Ordinal);
    }

    private static int Runs(Stage stage) => File.ReadAllLines(stage.Home.InHome("runs")).Length;

    // who asked STS who they are, but for the manager
    private static IEnumerable<string?> KeysOfCallers(Stage stage)
        => stage.Aws.Calls.Where(call => call.Action == "GetCallerIdentity" && call.UserName == "alice-x").Select(
            call => call.AccessKeyId);

    private static string? Field(Run run, string name) => JsonDocument.Parse(run.Out).RootElement.GetProperty(name).GetString();
}
