using IamSorry.Cli.CommandLine;
using IamSorry.Cli.Tests.Infrastructure;
using IamSorry.Testing;

namespace IamSorry.Cli.Tests.Commands;

/// <summary>The manager's keys lie in plain text, as <c>aws configure</c> leaves them.</summary>
public sealed class PlainManagerTests
{
    [Category(Categories.EveryBuild)]
    [Test]
    public async Task IsSealedWithEverythingElseUntouched()
    {
        await using var stage = await Stage.PlainAsync();

        var run = (await stage.RunAsync("--encrypt")).MustSucceed(
            "the keys of alice-mgr in profile 'iam-sorry' are sealed with SSH key SHA256:");

        Assert.That(run.Out, Is.Empty);
        var id = stage.Home.Field("iam-sorry", "aws_access_key_id")!;
        var secret = stage.Home.Field("iam-sorry", "aws_secret_access_key")!;
        Assert.That(new[] { id, secret }, Has.All.StartsWith("__encrypted__:v2:"));
        Assert.That(stage.Home.Field("iam-sorry", "credentials_owner"), Is.EqualTo(Stage.Manager));
        var expected = Stage.PlainCredentials
            .Replace(Stage.ManagerKey.Id, id, StringComparison.Ordinal)
            .Replace(
                $"{Stage.ManagerKey.Secret}\n", $"{secret}\ncredentials_owner = {Stage.Manager}\n", StringComparison.Ordinal);
        Assert.That(stage.Home.Credentials, Is.EqualTo(expected));
        Assert.That(TestHome.ModeOf(stage.Home.CredentialsPath), Is.EqualTo("600"));
        Assert.That(stage.Actions, Is.EqualTo(new[] { "GetCallerIdentity" }));
    }

    [Test]
    public async Task LeavesNoSecretInAnyFileOfTheHome()
    {
        await using var stage = await Stage.PlainAsync();

        (await stage.RunAsync("--encrypt")).MustSucceed();

        var files = Directory.EnumerateFiles(stage.Home.InHome(".aws"), "*", SearchOption.AllDirectories).Select(
            File.ReadAllText);
        Assert.That(files, Has.None.Contains(Stage.ManagerKey.Secret).And.None.Contains(Stage.ManagerKey.Id));
    }

    [Test]
    public async Task IsSealedInEveryRepetition()
    {
        await using var stage = await Stage.PlainAsync();
        stage.Home.Credentials = Stage.PlainCredentials + $"[iam-sorry]\naws_secret_access_key = {Stage.ManagerKey.Secret}\n";

        (await stage.RunAsync("--encrypt")).MustSucceed();

        Assert.That(stage.Home.Credentials, Does.Not.Contain(Stage.ManagerKey.Secret));
    }

    [Test]
    public async Task AsksForThePassphraseTwice_OnceToProveThatItOpens()
    {
        await using var stage = await Stage.PlainAsync();

        (await stage.RunAsync("--encrypt")).MustSucceed("the second signature proves");

        Assert.That(stage.Home.TimesAsked, Is.EqualTo(2));
    }

    [Test]
    public async Task IsSealedByTheAgentWithoutAnyQuestion()
    {
        await using var stage = await Stage.PlainAsync();
        stage.NobodyAnswers().Home.Environment["SSH_AUTH_SOCK"] = TestRun.Agent.Socket;

        var run = (await stage.RunAsync("--encrypt")).MustSucceed();

        Assert.That(run.Err, Does.Not.Contain("passphrase"));
        Assert.That(stage.Home.Credentials, Does.Not.Contain(Stage.ManagerKey.Secret));
    }

    [Test]
    public async Task IsSealedEvenWhenAwsCannotBeReached_AndItsNameLearntLater()
    {
        await using var stage = await Stage.PlainAsync();
        var endpoint = stage.Home.Environment["AWS_ENDPOINT_URL"];
        stage.WithoutAws();

        (await stage.RunAsync("--encrypt")).MustSucceed("warning: sealing without knowing whose key it is", "GetCallerIdentity");
        Assert.That(stage.Home.Credentials, Does.Not.Contain(Stage.ManagerKey.Secret).And.Not.Contain("credentials_owner"));

        stage.Home.Environment["AWS_ENDPOINT_URL"] = endpoint;
        (await stage.RunAsync("alice-bedrock")).MustSucceed();
        Assert.That(stage.Home.Field("iam-sorry", "credentials_owner"), Is.EqualTo(Stage.Manager));
    }

    [Test]
    public async Task OfAnotherNameIsSealedByItsName()
    {
        await using var stage = await Stage.PlainAsync();
        stage.Home.Credentials = Stage.PlainCredentials.Replace("[iam-sorry]", "[boss]", StringComparison.Ordinal);

        (await stage.RunAsync("--encrypt", "--profile", "boss")).MustSucceed("profile 'boss'");
        stage.Home.Environment["AWS_PROFILE"] = "boss";
        (await stage.RunAsync("alice-bedrock")).MustSucceed("user 'alice-bedrock'");
    }

    [Test]
    public async Task IsNotTakenForMintingBeforeItIsSealed()
    {
        await using var stage = await Stage.PlainAsync();

        await stage.MustRefuseAsync(
            ExitCode.RefusedByRule, ["profile 'iam-sorry' lie in plain text", "iam-sorry encrypt"], "alice-bedrock");

        Assert.That(stage.Aws.Calls, Is.Empty);
    }

    [Test]
    public async Task WithALooserModeGetsAPrivateOneAndAWarning()
    {
        await using var stage = await Stage.PlainAsync();
        stage.Home.Write(".aws/credentials", Stage.PlainCredentials, (UnixFileMode)0b110_100_100);

        (await stage.RunAsync("--encrypt")).MustSucceed("warning:", "mode 600");

        Assert.That(TestHome.ModeOf(stage.Home.CredentialsPath), Is.EqualTo("600"));
    }
}
