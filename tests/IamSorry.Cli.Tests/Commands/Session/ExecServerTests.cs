using IamSorry.Cli.Tests.Infrastructure;
using IamSorry.Testing;

namespace IamSorry.Cli.Tests.Commands;

/// <summary><c>exec --server</c> with the AWS programs that people use as its clients.</summary>
public sealed class ExecServerTests
{
    private const string WhoAmI = "aws sts get-caller-identity --query Arn --output text";
    private const string Arn = "arn:aws:iam::123456789012:user/alice-x";

    // one client that lives on while its session gets old
    private const string LongLivedClient =
        """
        import boto3, os, time
        session = boto3.Session()
        sts = session.client('sts')
        first = session.get_credentials().access_key
        print(first, sts.get_caller_identity()['Arn'])
        open('first', 'w').close()
        for _ in range(500):
            arn = sts.get_caller_identity()['Arn']
            if session.get_credentials().access_key != first:
                break
            time.sleep(0.05)
        print(session.get_credentials().access_key, arn)
        """;

    [Category(Categories.Foreign)]
    [Test]
    public async Task Boto3LivesOnItAcrossARenewal()
    {
        // old enough for boto3 to ask again and for the program to renew; the new one comes only when boto3 has the old one
        await using var stage = await Minted.StageAsync(TimeSpan.FromMinutes(14));
        var python = await Tools.PythonWithBoto3Async(stage);
        using var clientIsThere = new ManualResetEventSlim();
        stage.Aws.Faults.OnCall("GetSessionToken", () => clientIsThere.Wait(Child.Patience));
        using var child = stage.Start("exec", "alice-x", "--server", "--", python, "-c", LongLivedClient);
        while (!File.Exists(stage.Home.InHome("first")))
        {
            Assert.That(child.HasExited, Is.False);
            await Task.Delay(20);
        }

        clientIsThere.Set();
        var run = await child.EndAsync();

        Assert.That(stage.Account.Sessions, Has.Count.EqualTo(2), run.ToString);
        Assert.That(
            run.Out, Is.EqualTo(
                $"{stage.Account.Sessions[0].AccessKeyId} {Arn}\n{stage.Account.Sessions[1].AccessKeyId} {Arn}\n"), run.ToString);
        Assert.That(Log(stage), Does.Contain(" alice-x: renewed for IAM user 'alice-x': ****"));
        Assert.That(TestHome.ModeOf(stage.Home.InHome(".aws/iam-sorry/exec.log")), Is.EqualTo("600"));
        Assert.That(stage.Account.User("alice-x").Keys, Is.Empty);
    }

    [Category(Categories.Foreign)]
    [Test]
    public async Task TheAwsCommandLineIsTheUser()
    {
        await using var stage = await Minted.ConfiguredAsync();
        Tools.FindOrIgnore("aws");

        var run = await stage.RunAsync("exec", "alice-x", "--server", "--", "sh", "-c", WhoAmI);

        Assert.That((run.ExitCode, run.Out.Trim(), run.Err), Is.EqualTo((0, Arn, "")));
    }

    [Category(Categories.Foreign)]
    [Category(Categories.EveryBuild)]
    [TestCase("aws_access_key_id = AKIAWORKWORKWORKWORK\naws_secret_access_key = worksecret\n", "")]
    [TestCase("", "role_arn = arn:aws:iam::123456789012:role/x\nsource_profile = iam-sorry\n")]
    [TestCase("", "credential_process = /bin/false\n")]
    [TestCase(
        "aws_access_key_id = AKIAWORKWORKWORKWORK\naws_secret_access_key = worksecret\n",
        "aws_access_key_id = AKIAWORKWORKWORKWORK\naws_secret_access_key = worksecret\n")]
    public async Task WhatDefaultSaysDoesNotWin(string credentials, string config)
    {
        await using var stage = await Minted.StageAsync();
        Tools.FindOrIgnore("aws");
        var python = await Tools.PythonWithBoto3Async(stage);
        stage.Home.Credentials += $"[default]\n{credentials}";
        stage.Home.Config += $"[default]\n{config}";

        var run = await stage.RunAsync(
            "exec", "alice-x", "--server", "--", "sh", "-c",
            $"{WhoAmI}; {python} -c \"import boto3; print(boto3.client('sts').get_caller_identity()['Arn'])\"");

        Assert.That(run.Out, Is.EqualTo($"{Arn}\n{Arn}\n"), run.ToString);
        Assert.That(
            run.Err.Contains("AWS_SHARED_CREDENTIALS_FILE=", StringComparison.Ordinal), Is.EqualTo(
                credentials.Length > 0), run.Err);
        Assert.That(run.Err.Contains("AWS_CONFIG_FILE=", StringComparison.Ordinal), Is.EqualTo(config.Length > 0), run.Err);
    }

    [Test]
    public async Task WhileAwsIsDownTheSessionAtHandServes_AndTheLogSaysWhyItIsNotRenewed()
    {
        await using var stage = (await Minted.StageAsync(TimeSpan.FromMinutes(10))).WithoutAws();
        const string fetch = "until grep -q 'not renewed' .aws/iam-sorry/exec.log 2>/dev/null; do sleep 0.1; done; "
            + "python3 -c \"import os,urllib.request as u; "
                + "print(u.urlopen(u.Request(os.environ['AWS_CONTAINER_CREDENTIALS_FULL_URI'], "
            + "headers={'Authorization': os.environ['AWS_CONTAINER_AUTHORIZATION_TOKEN']})).read().decode())\"";
        Tools.FindOrIgnore("python3");

        var run = await stage.RunAsync("exec", "alice-x", "--server", "--", "sh", "-c", fetch);

        var session = stage.Account.Sessions.Single();
        Assert.That(run.Out, Is.EqualTo(
            $$"""{"AccessKeyId":"{{session.AccessKeyId}}","SecretAccessKey":"{{session.Secret}}","Token":"{{session.Token}}","Expiration":"{{stage.Home.Field("alice-x", "expiration")}}","AccountId":"{{stage.Account.Id}}"}"""
            + "\n"), run.ToString);
        Assert.That(run.Err, Is.Empty, "the screen is the command's");
    }

    [TestCase(null, null, "127.0.0.1", "127.0.0.1")]
    [TestCase("corp,10.0.0.0/8", null, "corp,10.0.0.0/8,127.0.0.1", "corp,10.0.0.0/8,127.0.0.1")]
    [TestCase(null, "corp", "corp,127.0.0.1", "corp,127.0.0.1")]
    [TestCase("a", "b", "a,127.0.0.1", "b,127.0.0.1")]
    [TestCase("*", "", "*", "*")]
    public async Task NoProxyIsAskedForTheEndpoint(string? upper, string? lower, string upperThen, string lowerThen)
    {
        await using var stage = await Minted.StageAsync();
        foreach (var (name, value) in new[] { ("NO_PROXY", upper), ("no_proxy", lower) })
        {
            if (value is not null)
            {
                stage.Home.Environment[name] = value;
            }
        }

        var run = (
            await stage.RunAsync(
                "exec", "alice-x", "--server", "--", "sh", "-c", "echo \"$NO_PROXY $no_proxy\"")).MustSucceed();

        Assert.That(run.Out, Is.EqualTo($"{upperThen} {lowerThen}\n"));
    }

    [Test]
    public async Task ASessionThatIsValidServesAlthoughTheManagerIsGone()
    {
        await using var stage = (await Minted.StageAsync(TimeSpan.FromMinutes(10))).WithoutAws();
        stage.Home.Credentials = stage.Home.Credentials[
            stage.Home.Credentials.IndexOf("[alice-x]", StringComparison.Ordinal)..];

        (await stage.RunAsync("exec", "alice-x", "--server", "--", "true")).MustSucceed("could not be renewed");
    }

    [Test]
    public async Task WithoutTheKeyInTheAgentItSaysBeforehandThatNothingIsRenewed()
    {
        await using var stage = (await Minted.StageAsync()).WithoutAgent();

        (await stage.RunAsync("exec", "alice-x", "--server", "--", "true")).MustSucceed(
            "warning: the session ends at", $"ssh-add {stage.Home.KeyPath}");

        Assert.That(stage.Home.TimesAsked, Is.Zero);
    }

    [Test]
    public async Task TheEndpointEndsWithTheCommand()
    {
        await using var stage = await Minted.StageAsync();

        var run = (
            await stage.RunAsync(
                "exec", "alice-x", "--server", "--", "sh", "-c", "echo $AWS_CONTAINER_CREDENTIALS_FULL_URI")).MustSucceed();

        using var http = new HttpClient();
        await Assert.ThrowsAsync<HttpRequestException>(() => http.GetStringAsync(new Uri(run.Out.Trim())));
    }

    private static string Log(Stage stage) => File.ReadAllText(stage.Home.InHome(".aws/iam-sorry/exec.log"));
}
