using IamSorry.Cli.CommandLine;
using IamSorry.Cli.Tests.Infrastructure;
using IamSorry.LocalAws;
using IamSorry.Testing;

namespace IamSorry.Cli.Tests.Commands;

/// <summary><c>--expect-account</c>, and the setting: every other account is refused, before anything is handed out.</summary>
public sealed class ExpectAccountTests
{
    // the one that the key id of the stage's manager tells
    private const string Own = "140187376391";
    private const string Other = "210987654321";

    [TestCase("mint", "alice-x")]
    [TestCase("mint", "alice-new")]
    [TestCase("export", "alice-x")]
    [TestCase("eval", "alice-x", "--shell", "bash")]
    [TestCase("credential-process", "alice-x")]
    [TestCase("exec", "alice-x", "--", "env")]
    [TestCase("exec", "alice-x", "--server", "--", "env")]
    [TestCase("delegate", "jimmy-new", "jimmy")]
    [TestCase("rotate")]
    [TestCase("show", "iam-sorry", "--decrypted")]
    [TestCase("whoami", "alice-x")]
    public async Task AnotherAccountIsRefused_ByTheOptionAndByTheSetting(params string[] words)
    {
        await using var stage = await StageAsync();
        (await stage.RunAsync([.. words.TakeWhile(word => word != "--"), "--expect-account", Other,
            .. words.SkipWhile(word => word != "--")]))
            .MustFail(ExitCode.RefusedByRule, $"is of account {Own}, not {Other}");
        (await stage.RunAsync("settings", "expect_account", Other)).MustSucceed();

        (await stage.RunAsync(words)).MustFail(ExitCode.RefusedByRule, $"is of account {Own}, not {Other}");

        Assert.That(stage.Account.Users.SelectMany(user => user.Keys).Count(), Is.EqualTo(1));
        Assert.That(stage.Account.Users, Has.Count.EqualTo(2), "nobody is created");
    }

    [TestCase("--force"), TestCase("--all")]
    public async Task NothingOfAnotherAccountIsRenewed(string option)
    {
        await using var stage = await StageAsync();
        string[] words = option == "--all" ? ["renew", "--all"] : ["renew", "alice-x", option];

        var run = await stage.RunAsync([.. words, "--expect-account", Other]);

        Assert.That(run.ExitCode, Is.EqualTo((int)ExitCode.RefusedByRule), run.ToString);
        Assert.That(run.Err, Does.Contain($"is of account {Own}, not {Other}").And.Contain("0 renewed, 0 kept, 1 failed"));
        Assert.That(stage.Account.Sessions, Has.Count.EqualTo(1));
    }

    [Test]
    public async Task TheRightAccountIsNoObstacle()
    {
        await using var stage = await StageAsync();
        (await stage.RunAsync("settings", "expect_account", Own)).MustSucceed();

        (await stage.RunAsync("mint", "alice-y")).MustSucceed();
        Assert.That((await stage.RunAsync("export", "alice-x")).ExitCode, Is.Zero);
        Assert.That((await stage.RunAsync("credential-process", "alice-x", "--expect-account", Own)).ExitCode, Is.Zero);
    }

    [Test]
    public async Task TheOptionWinsOverTheSetting()
    {
        await using var stage = await StageAsync();
        (await stage.RunAsync("settings", "expect_account", Other)).MustSucceed();

        Assert.That((await stage.RunAsync("export", "alice-x", "--expect-account", Own)).ExitCode, Is.Zero);
    }

    // what counts is whose account is worked in; the user who assumes the role is of another one
    [Test]
    public async Task ARoleOfAnotherAccountIsExpectedByItsOwn()
    {
        await using var stage = await StageAsync();
        stage.Account.Allow("alice-x", "sts:AssumeRole");
        stage.Account.AddRoleFor("far", "alice-x", inAccount: Other);
        string[] grant = ["grant", "far", "--role", $"arn:aws:iam::{Other}:role/far", "--user", "alice-x"];

        await stage.MustRefuseAsync(
            ExitCode.RefusedByRule, [$"is of account {Other}, not {Own}"], [.. grant, "--expect-account", Own]);
        (await stage.RunAsync([.. grant, "--expect-account", Other])).MustSucceed($"account {Other}");
        Assert.That((await stage.RunAsync("export", "far", "--expect-account", Other)).ExitCode, Is.Zero);
        (await stage.RunAsync("export", "far", "--expect-account", Own)).MustFail(ExitCode.RefusedByRule);
    }

    [Test]
    public async Task ConfigureWritesItIntoTheLine()
    {
        await using var stage = await StageAsync();

        (await stage.RunAsync("configure", "alice-x", "--expect-account", Own)).MustSucceed($"--expect-account {Own}");

        Assert.That(stage.Home.Config, Does.Match($"credential_process = .*iam-sorry credential-process --expect-account {Own} .*alice-x\n"));
    }

    [TestCase("12345678901"), TestCase("1234567890123"), TestCase("12345678901x"), TestCase("")]
    public async Task WhatIsNoAccountIsWrongUsage(string account)
    {
        await using var stage = await StageAsync();

        (await stage.RunAsync("export", "alice-x", $"--expect-account={account}")).MustFail(ExitCode.WrongUsage,
            "--expect-account");
    }

    [Test]
    public async Task ProfilesOfSeveralAccountsAreToldApartInTheList()
    {
        await using var stage = await StageAsync();
        Assert.That((await stage.RunAsync("list")).Out, Does.Not.Contain("ACCOUNT"));
        stage.Account.Allow("alice-x", "sts:AssumeRole");
        stage.Account.AddRoleFor("far", "alice-x", inAccount: Other);
        (await stage.RunAsync("grant", "far", "--role", $"arn:aws:iam::{Other}:role/far", "--user", "alice-x")).MustSucceed();

        Assert.That((await stage.RunAsync("list")).Out, Does.Contain("ACCOUNT").And.Contain(Own).And.Contain(Other));
    }

    private static async Task<Stage> StageAsync()
    {
        var stage = await Stage.SealedAsync(new LocalAwsOptions { AccountId = Own });
        (await stage.RunAsync("alice-x")).MustSucceed();
        return stage;
    }
}
