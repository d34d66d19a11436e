using IamSorry.Cli.CommandLine;
using IamSorry.Cli.Tests.Infrastructure;

namespace IamSorry.Cli.Tests.Commands;

/// <summary><c>configure</c>: the SDKs get a profile's session from the program.</summary>
public sealed class ConfigureTests
{
    [Test]
    public async Task KeepsTheUserThroughAReset()
    {
        await using var stage = await Stage.SealedAsync();
        (await stage.RunAsync("admin", "--user", "alice-admin")).MustSucceed();
        (await stage.RunAsync("configure", "admin")).MustSucceed();

        (await stage.RunAsync("--reset", "admin")).MustSucceed();
        (await stage.RunAsync("credential-process", "--user", "alice-admin", "admin")).MustSucceed();

        Assert.That(stage.Account.Sessions.Select(session => session.UserName), Has.All.EqualTo("alice-admin"));
        Assert.That(stage.Account.Sessions, Has.Count.EqualTo(2));
    }

    [Test]
    public async Task WritesTheLineAndMovesTheSession()
    {
        await using var stage = (await Minted.StageAsync()).WithoutAws();
        var session = stage.Account.Sessions.Single();

        (await stage.RunAsync("configure", "alice-x")).MustSucceed(
            "gets sessions of IAM user 'alice-x'", "aws --profile alice-x");

        Assert.That(
            IniText.Field(stage.Home.Config, "profile alice-x", "credential_process"), Is.EqualTo(
                $"{stage.Home.InHome("bin/iam-sorry")} credential-process --user alice-x alice-x"));
        Assert.That(IniText.Field(stage.Home.Config, "profile alice-x", "region"), Is.EqualTo("eu-central-1"));
        Assert.That(
            stage.Home.Credentials, Is.EqualTo(
                TestRun.SealedCredentials + "\n"), "the profile left something behind, or took something with it");
        var sessions = File.ReadAllText(stage.Home.InHome(".aws/iam-sorry/sessions"));
        Assert.That(IniText.Field(sessions, "alice-x", "aws_session_token"), Is.EqualTo(session.Token));
        Assert.That(IniText.Field(sessions, "alice-x", "credentials_owner"), Is.EqualTo("alice-x"));
        Assert.That(TestHome.ModeOf(stage.Home.InHome(".aws/iam-sorry/sessions")), Is.EqualTo("600"));
    }

    [Test]
    public async Task ASecondTimeChangesNothing()
    {
        await using var stage = await Minted.ConfiguredAsync();
        var before = stage.Home.Snapshot();

        (await stage.RunAsync("configure", "alice-x")).MustSucceed("already");

        Assert.That(stage.Home.Snapshot(), Is.EqualTo(before));
    }

    [Test]
    public async Task EverythingElseStillWorks()
    {
        await using var stage = await Minted.ConfiguredAsync();

        Assert.That((await stage.RunAsync("--eval", "alice-x")).MustSucceed().Out, Does.Contain(stage.Account.Sessions[0].Token));
        Assert.That(
            (await stage.RunAsync("--show-decrypted", "alice-x")).MustSucceed().Out, Does.Contain(
                stage.Account.Sessions[0].Token));
        Assert.That(
            (await stage.RunAsync("exec", "alice-x", "--", "env")).MustSucceed().Out, Does.Contain(
                stage.Account.Sessions[0].Token));
        (await stage.RunAsync("alice-x", "--force")).MustSucceed("session of IAM user 'alice-x'");
        Assert.That(
            (await stage.RunAsync("credential-process", "alice-x")).MustSucceed().Out, Does.Contain(
                stage.Account.Sessions[1].Token));
        Assert.That(stage.Home.Credentials, Is.EqualTo(TestRun.SealedCredentials + "\n"));
    }

    [Test]
    public async Task ASessionThatAnotherProgramWroteMeanwhileIsMovedToo()
    {
        await using var stage = await Minted.ConfiguredAsync(TimeSpan.FromMinutes(9));
        stage.Home.Credentials += "[alice-x]\n# by hand\nregion = eu-west-1\naws_access_key_id = "
            + "ASIAOTHEROTHEROTHER2\naws_secret_access_key = other\n"
            + "aws_session_token = other\nexpiration = 2099-01-01T00:00:00Z\naws_session_token = other\n";

        (await stage.RunAsync("configure", "alice-x")).MustSucceed();

        Assert.That(
            stage.Home.Credentials, Is.EqualTo(TestRun.SealedCredentials + "\n[alice-x]\n# by hand\nregion = eu-west-1\n"));
        Assert.That(
            (await stage.RunAsync("credential-process", "alice-x")).MustSucceed().Out, Does.Contain("ASIAOTHEROTHEROTHER2"));
    }

    [Test]
    public async Task AProfileOfAnotherNameKeepsItsUser()
    {
        await using var stage = await Stage.SealedAsync();
        (await stage.RunAsync("my-admin", "--user", "alice-admin", "--ssh-key", stage.Home.KeyPath)).MustSucceed();

        (await stage.RunAsync("configure", "my-admin", "--ssh-key", stage.Home.KeyPath)).MustSucceed("IAM user 'alice-admin'");
        File.Delete(stage.Home.InHome(".aws/iam-sorry/sessions"));

        Assert.That(
            IniText.Field(stage.Home.Config, "profile my-admin", "credential_process"), Does.EndWith(
                $"credential-process --ssh-key {stage.Home.KeyPath} --user alice-admin my-admin"));
    }

    [Test]
    public async Task WarnsOfANameThatTheJavaScriptSdkDoesNotSee()
    {
        await using var stage = await Stage.SealedAsync();

        (await stage.RunAsync("configure", "alice-a,b")).MustSucceed("the JavaScript SDK does not see profile 'alice-a,b'");
    }

    [Test]
    public async Task LeavesALineThatCallsItThroughAnotherProgram()
    {
        await using var stage = await Stage.SealedAsync();
        stage.Home.Config += "[profile alice-x]\ncredential_process = env X=Y iam-sorry credential-process alice-x\n";

        await stage.MustRefuseAsync(
            ExitCode.RefusedByRule, ["gets its credentials by credential_process already"], "configure", "alice-x");
    }

    [TestCase("iam-sorry", "the manager's own")]
    [TestCase("work", "holds a permanent key")]
    [TestCase("bob-x", "outside your namespace")]
    [TestCase("alice-role", "gets its credentials by role_arn already")]
    [TestCase("alice-other", "gets its credentials by credential_process already")]
    [TestCase("default", "outside your namespace")]
    [TestCase("alice-keys", "holds keys in")]
    [TestCase("alice-session", "holds keys in")]
    public async Task IsRefused(string profile, string why)
    {
        await using var stage = await Stage.SealedAsync();
        stage.Home.Config += "[profile alice-role]\nrole_arn = arn:aws:iam::123456789012:role/x\n[profile "
            + "alice-other]\ncredential_process = /bin/other\n[profile alice-keys]\naws_access_key_id = AKIAWORKWORKWORKWORK\n"
            + "aws_secret_access_key = s\n[profile alice-session]\naws_access_key_id = ASIAWORKWORKWORKWORK\n"
            + "aws_secret_access_key = s\naws_session_token = t\n";

        await stage.MustRefuseAsync(ExitCode.RefusedByRule, [why], "configure", profile);
    }
}
