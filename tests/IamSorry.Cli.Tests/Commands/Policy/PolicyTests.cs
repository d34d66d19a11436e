using IamSorry.Cli.CommandLine;
using System.Text.Json;
using IamSorry.Cli.Tests.Infrastructure;
using IamSorry.Testing;

namespace IamSorry.Cli.Tests.Commands;

/// <summary><c>--print-policy</c>: JSON for a pipe, steps for the admin.</summary>
public sealed class PolicyTests
{
    [Category(Categories.EveryBuild)]
    [Test]
    public async Task IsPureJsonOnStdoutAndStepsOnStderr()
    {
        await using var stage = await Stage.SealedAsync();

        var run = (await stage.RunAsync("--print-policy", "alice")).MustSucceed(
            "aws iam create-user --user-name alice-mgr", "aws iam put-user-policy", "iam-sorry setup");

        using var policy = JsonDocument.Parse(run.Out);
        Assert.That(policy.RootElement.GetProperty("Version").GetString(), Is.EqualTo("2012-10-17"));
        Assert.That(run.Out, Does.Contain("arn:aws:iam::123456789012:user/alice-*"), "the account is the caller's");
        Assert.That(run.Err, Does.Not.Contain("warning"));
        Assert.That(stage.Actions, Is.EqualTo(new[] { "GetCallerIdentity" }));
    }

    [Test]
    public async Task WorksInAnEmptyHome()
    {
        await using var stage = (await Stage.PlainAsync()).NobodyAnswers().WithoutAws();
        Directory.Delete(stage.Home.InHome(".aws"), recursive: true);
        Directory.Delete(stage.Home.InHome(".ssh"), recursive: true);

        var run = (await stage.RunAsync("--print-policy", "alice")).MustSucceed("warning: the account is unknown", "--account");

        using var policy = JsonDocument.Parse(run.Out);
        Assert.That(run.Out, Does.Contain("arn:aws:iam::*:user/alice-*"));
        Assert.That(Directory.Exists(stage.Home.InHome(".aws")), Is.False, "it left something behind");
    }

    [Test]
    public async Task NamesTheAccountItIsTold()
    {
        await using var stage = (await Stage.SealedAsync()).WithoutAws();

        var run = (await stage.RunAsync("--print-policy", "alice", "--account", "210987654321")).MustSucceed();

        Assert.That(run.Out, Does.Contain("arn:aws:iam::210987654321:user/alice-*").And.Not.Contain("123456789012"));
        Assert.That(run.Err, Does.Not.Contain("unknown"));
    }

    [Test]
    public async Task WorksForAManagerInPlainText()
    {
        await using var stage = await Stage.PlainAsync();

        var run = (await stage.RunAsync("--print-policy", "alice")).MustSucceed();

        Assert.That(run.Out, Does.Contain("123456789012"));
    }

    [Test]
    public async Task NeverAsksForAPassphrase()
    {
        await using var stage = (await Stage.SealedAsync()).WithoutAgent();

        (await stage.RunAsync("--print-policy", "alice")).MustSucceed("the account is unknown");

        Assert.That(stage.Home.TimesAsked, Is.Zero);
    }

    [Test]
    public async Task WithoutAPrefixIsForTheLoginName()
    {
        await using var stage = await Stage.SealedAsync();

        var run = (await stage.RunAsync("--print-policy", "--account", "123456789012")).MustSucceed();

        Assert.That(run.Out, Does.Contain($"user/{Environment.UserName}-*"));
    }

    [TestCase("bob-x", "contains a hyphen")]
    [TestCase("bob/x", "a slash")]
    [TestCase("", "must not be empty")]
    [TestCase("*", "")]
    public async Task RefusesAPrefixThatIsNone(string prefix, string says)
    {
        await using var stage = await Stage.SealedAsync();

        await stage.MustRefuseAsync(ExitCode.WrongUsage, [says], "--print-policy", prefix, "--account", "123456789012");
    }

    [Test]
    public async Task RefusesAnAccountThatIsNone()
    {
        await using var stage = await Stage.SealedAsync();

        await stage.MustRefuseAsync(ExitCode.WrongUsage, ["account"], "--print-policy", "alice", "--account", "12345");
    }
}
