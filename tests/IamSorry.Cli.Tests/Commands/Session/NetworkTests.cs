using System.Text;
using System.Text.RegularExpressions;
using IamSorry.Cli.CommandLine;
using IamSorry.Cli.Tests.Infrastructure;
using IamSorry.LocalAws;
using IamSorry.Testing;

namespace IamSorry.Cli.Tests.Commands;

/// <summary>An AWS that is slow, far behind a proxy, or not the one that this program rests on.</summary>
public sealed class NetworkTests
{
    [Test]
    public async Task ACallThatHangsIsShownOnTheTerminal_WithItsHost()
    {
        await using var stage = await Stage.SealedAsync();
        using var isShown = new ManualResetEventSlim();
        stage.Aws.Faults.OnCall("GetUser", () => isShown.Wait(Child.Patience));
        using var terminal = Pty.Start(stage, "iam-sorry alice-x");

        await terminal.WaitForAsync("waiting for 127.0.0.1 to answer GetUser");
        isShown.Set();

        Assert.That(await terminal.EndAsync(), Is.Zero, terminal.Shown);
        Assert.That(terminal.Shown, Does.Contain("session of IAM user 'alice-x'"));
    }

    [Test]
    public async Task AProxyThatWantsAPasswordIsToldAsThat()
    {
        await using var stage = await Stage.SealedAsync();
        using var proxy = new WireServer { Reply = "HTTP/1.1 407 Who\r\nContent-Length: 0\r\n\r\n"u8.ToArray() };
        stage.Home.Environment.Remove("AWS_ENDPOINT_URL");
        stage.Home.Environment["HTTPS_PROXY"] = proxy.Endpoint.ToString();

        (await stage.RunAsync("alice-x")).MustFail(
            ExitCode.Failed, "no answer from https://iam.amazonaws.com (the proxy answers HTTP 407)",
            "set HTTPS_PROXY to http://NAME:PASSWORD@HOST:PORT");
    }

    [TestCase("AWS_USE_FIPS_ENDPOINT", "true", "https://iam-fips.amazonaws.com")]
    [TestCase("AWS_USE_DUALSTACK_ENDPOINT", "true", "https://iam.global.api.aws")]
    [TestCase("use_fips_endpoint", "true", "https://iam-fips.amazonaws.com")]
    public async Task TheSwitchesAndKeysOfTheSdksAreHonoured(string name, string value, string host)
    {
        await using var stage = await Stage.SealedAsync();
        using var proxy = new WireServer { Reply = "HTTP/1.1 403 No\r\nContent-Length: 0\r\n\r\n"u8.ToArray() };
        stage.Home.Environment.Remove("AWS_ENDPOINT_URL");
        stage.Home.Environment["HTTPS_PROXY"] = proxy.Endpoint.ToString();
        if (name.StartsWith("AWS_", StringComparison.Ordinal))
        {
            stage.Home.Environment[name] = value;
        }
        else
        {
            stage.Home.Config += $"{name} = {value}\n";
        }

        (await stage.RunAsync("alice-x")).MustFail(ExitCode.Failed, $"no answer from {host} (the proxy answers HTTP 403)");
    }

    [TestCase("mars-1"), TestCase("xx-north-1")]
    public async Task ARegionOfNoPartitionEndsBeforeAnybodyIsCalled(string region)
    {
        await using var stage = await Stage.SealedAsync();
        using var proxy = new WireServer { Reply = "HTTP/1.1 403 No\r\nContent-Length: 0\r\n\r\n"u8.ToArray() };
        stage.Home.Environment.Remove("AWS_ENDPOINT_URL");
        stage.Home.Environment["HTTPS_PROXY"] = proxy.Endpoint.ToString();
        stage.Home.Config = $"[profile iam-sorry]\nregion = {region}\n";

        await stage.MustRefuseAsync(ExitCode.WrongUsage, [$"there is no region '{region}'"], "alice-x");

        Assert.That(proxy.Requests, Is.Zero);
    }

    [Test]
    public async Task WhereSessionsEndWithTheirKeyItIsSaid_AndTheDeadOneIsNotKept()
    {
        await using var stage = await Stage.SealedAsync(new LocalAwsOptions { SessionsEndWithTheirKey = true });
        (await stage.RunAsync("alice-x")).MustSucceed();
        AMinuteLater(stage);

        var run = (await stage.RunAsync("credential-process", "alice-x")).MustFail(
            ExitCode.Failed, "no longer accepts the session of 'alice-x'", "aws iam get-user --user-name alice-x",
            "then mint once more: iam-sorry alice-x");

        Assert.That(run.Err.Trim().Split('\n'), Has.Length.EqualTo(1));
        Assert.That(stage.Home.Field("alice-x", "aws_session_token"), Is.Null);
        Assert.That(stage.Account.User("alice-x").Keys, Is.Empty);
        Assert.That(stage.NothingIsUnderWay);
    }

    [TestCase("eval"), TestCase("credential-process")]
    public async Task WhereSessionsLiveOnNothingIsSaid_AndItIsAskedOnce(string command)
    {
        await using var stage = await Minted.StageAsync();
        AMinuteLater(stage);

        var first = (await stage.RunAsync(command, "alice-x")).MustSucceed();
        (await stage.RunAsync(command, "alice-x")).MustSucceed();

        Assert.That(first.Err, command == "eval" ? Does.Match("^✓ alice-x in account 123456789012 until .*\n$") : Is.Empty);
        Assert.That(stage.Actions, Is.EqualTo(new[] { "GetCallerIdentity" }));
    }

    private static void AMinuteLater(Stage stage)
    {
        var file = Directory.GetFiles(stage.Home.InHome(".aws/iam-sorry/premise")).Single();
        Assert.That(TestHome.ModeOf(file), Is.EqualTo("600"));
        var text = File.ReadAllText(file, Encoding.UTF8);
        var earlier = Regex.Replace(
            text, "\"deleted\": \"20[0-9]{2}", "\"deleted\": \"2025", RegexOptions.None, TimeSpan.FromSeconds(1));
        Assert.That(earlier, Is.Not.EqualTo(text));
        File.WriteAllText(file, earlier);
    }
}
