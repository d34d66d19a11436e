using IamSorry.Cli.CommandLine;
using IamSorry.Cli.Tests.Infrastructure;
using IamSorry.LocalAws;

namespace IamSorry.Cli.Tests.Commands;

/// <summary>Bare <c>iam-sorry</c> with the admin's hand-over key in the environment and no manager profile.</summary>
public sealed class SetupTests
{
    [Test]
    public async Task TakesTheKeyOver_AndEverythingWorksAfterIt()
    {
        await using var stage = await HandOverStageAsync();

        var run = (await stage.RunAsync()).MustSucceed(
            "✓ created key ****", "works, and is sealed in profile 'iam-sorry'",
            "✓ region us-east-1 for profile 'iam-sorry' (as nothing names another one); another one: aws configure set region "
            + "REGION --profile iam-sorry",
            "✓ deactivated the old key ****AGER", "✓ deleted the old key ****AGER",
            "✓ created IAM user 'alice'", "✓ session of IAM user 'alice' in profile 'alice', region us-east-1",
            "✓ manager alice-mgr is set up", "unset AWS_ACCESS_KEY_ID AWS_SECRET_ACCESS_KEY", "iam-sorry alice-bedrock");

        Assert.That(run.Out, Is.Empty);
        AssertSetUp(stage);
        Assert.That(stage.Home.TimesAsked, Is.EqualTo(2));

        Unset(stage);
        (await stage.RunAsync("alice-bedrock")).MustSucceed();
        stage.Aws.ClearCalls();
        (await stage.RunAsync()).MustSucceed();
        Assert.That(stage.Aws.Calls, Is.Empty, "a second bare run");
    }

    [Test]
    public async Task WithTheDeadKeyStillInTheEnvironmentIsNoFirstRunAnyMore()
    {
        await using var stage = await HandOverStageAsync();
        (await stage.RunAsync()).MustSucceed();
        stage.Aws.ClearCalls();
        var before = stage.Home.Snapshot();

        (await stage.RunAsync()).MustSucceed();

        Assert.That(stage.Aws.Calls, Is.Empty);
        Assert.That(stage.Home.Snapshot(), Is.EqualTo(before));
    }

    [Test]
    public async Task IntoANamedProfileAndRegion()
    {
        await using var stage = await HandOverStageAsync();
        stage.Home.Environment["AWS_REGION"] = "eu-west-1";

        (await stage.RunAsync("--profile", "boss")).MustSucceed(
            "region eu-west-1 for profile 'boss' (from AWS_REGION)", "iam-sorry alice-bedrock --profile boss");

        AssertSetUp(stage, "boss");
        Assert.That(stage.Home.Config, Does.Contain("[profile boss]\nregion = eu-west-1\n"));
    }

    [Test]
    public async Task ThatIsKilledWithAProfileOfAnyNameIsFinished([Values("Böss / 2", "BOSS")] string profile)
    {
        await using var stage = await HandOverStageAsync();
        await RotateTests.KilledAsync(stage, "UpdateAccessKey", workIsDone: true, ["--profile", profile]);

        (await stage.RunAsync("--profile", profile))
            .MustSucceed(
                "continuing the setup that was interrupted",
                $"iam-sorry alice-bedrock --profile {(profile == "BOSS" ? profile : $"'{profile}'")}");

        AssertSetUp(stage, profile);
    }

    [Test]
    public async Task DoesNotHappenWhereThereIsAManager([Values] bool byAwsProfile)
    {
        await using var stage = await Stage.SealedAsync();
        Put(stage, Stage.ManagerKey);
        if (byAwsProfile)
        {
            stage.Home.Credentials = stage.Home.Credentials.Replace("[iam-sorry]", "[boss]", StringComparison.Ordinal);
            stage.Home.Environment["AWS_PROFILE"] = "boss";
        }

        (await stage.RunAsync()).MustSucceed();

        Assert.That(stage.Aws.Calls, Is.Empty);
    }

    [Test]
    public async Task DoesNotHappenWithoutKeysInTheEnvironment()
    {
        await using var stage = await HandOverStageAsync();
        Unset(stage);

        (await stage.RunAsync()).MustSucceed();

        Assert.That(stage.Aws.Calls, Is.Empty);
        Assert.That(Directory.Exists(stage.Home.InHome(".aws/iam-sorry")), Is.False);
    }

    [Test]
    public async Task OfASessionIsRefused([Values] bool withToken)
    {
        await using var stage = await HandOverStageAsync();
        stage.Home.Environment["AWS_ACCESS_KEY_ID"] = "ASIASBI6RTMDQSESSION";
        if (withToken)
        {
            stage.Home.Environment["AWS_SESSION_TOKEN"] = "token";
        }

        await stage.MustRefuseAsync(
            ExitCode.RefusedByRule, [
                "temporary (a session token is set", "session keys cannot call IAM", "unset AWS_ACCESS_KEY_ID"]);

        Assert.That(stage.Aws.Calls, Is.Empty);
    }

    [Test]
    public async Task OfTheAccountsRootIsRefused()
    {
        await using var stage = await HandOverStageAsync();
        Put(stage, stage.Account.RootKey());

        await stage.MustRefuseAsync(ExitCode.RefusedByRule, ["keys of the account's root user", "iam-sorry policy"]);
    }

    [Test]
    public async Task OfAnAdminIsRefused()
    {
        await using var stage = await HandOverStageAsync();
        stage.Account.AddUser("carol");
        stage.Account.AttachUserPolicy("carol", "AdministratorAccess");
        Put(stage, stage.Account.AddAccessKey("carol"));

        await stage.MustRefuseAsync(
            ExitCode.RefusedByRule, ["is of 'carol'", "deletes the key it takes over", "iam-sorry encrypt"]);
    }

    [Test]
    public async Task OfAUserWithoutANamespaceIsRefused()
    {
        await using var stage = await HandOverStageAsync();
        stage.Account.AddUser("-mgr");
        Put(stage, stage.Account.AddAccessKey("-mgr"));

        await stage.MustRefuseAsync(ExitCode.WrongUsage, ["nothing before its first hyphen"]);
    }

    [Test]
    public async Task OfADeadKeyIsRefused()
    {
        await using var stage = await HandOverStageAsync();
        stage.Home.Environment["AWS_ACCESS_KEY_ID"] = "AKIAUNKNOWNUNKNOWN22";

        await stage.MustRefuseAsync(
            ExitCode.RefusedByAws, ["AWS does not know the access key in AWS_ACCESS_KEY_ID", "ask your admin for a new key"]);
    }

    [Test]
    public async Task IntoTheDefaultProfileIsRefused()
    {
        await using var stage = await HandOverStageAsync();

        await stage.MustRefuseAsync(ExitCode.RefusedByRule, ["'default' cannot be sealed"], "--profile", "default");
    }

    [TestCase("", "ed25519", "ssh-keygen -p")]
    [TestCase(TestKey.Passphrase, "ecdsa", "ssh-keygen -t ed25519")]
    public async Task WithAnSshKeyThatCannotSealIsRefusedBeforeAnyCall(string passphrase, string type, string remedy)
    {
        await using var stage = await HandOverStageAsync();
        var path = stage.Home.InHome(".ssh/other");
        TestKey.Make(path, passphrase, type);

        await stage.MustRefuseAsync(ExitCode.NotUnsealed, [remedy], "--ssh-key", path);

        Assert.That(stage.Aws.Calls, Is.Empty);
    }

    [Test]
    public async Task WithAWrongPassphraseMakesNoKey()
    {
        await using var stage = await HandOverStageAsync();
        stage.Home.AnswerWith("wrong");

        await stage.MustRefuseAsync(ExitCode.NotUnsealed, []);

        Assert.That(stage.Actions, Does.Not.Contain("CreateAccessKey"));
    }

    [Test]
    public async Task WithoutTheManagersPolicyIsRefusedByAws()
    {
        await using var stage = await HandOverStageAsync();
        stage.Account.Change(Stage.Manager, user => user with { InlinePolicies = user.InlinePolicies.Clear() });

        await stage.MustRefuseAsync(ExitCode.RefusedByAws, ["attach the manager policy"]);
    }

    [TestCase("CreateAccessKey", true)]
    [TestCase("UpdateAccessKey", false)]
    [TestCase("UpdateAccessKey", true)]
    [TestCase("DeleteAccessKey", true)]
    [TestCase("CreateUser", false)]
    [TestCase("GetSessionToken", true)]
    public async Task ThatIsKilledIsFinishedByTheNextBareRun(string action, bool workIsDone)
    {
        await using var stage = await HandOverStageAsync();
        await RotateTests.KilledAsync(stage, action, workIsDone, []);
        stage.PlainKeysMustNotLieAbout();

        // once something is sealed, the environment is not needed any more
        if (action != "CreateAccessKey")
        {
            Unset(stage);
        }

        (await stage.RunAsync()).MustSucceed("manager alice-mgr is set up");

        AssertSetUp(stage);
    }

    [Test]
    public async Task ThatBrokeOffBeforeAnythingWasSealedSaysHowToGoOn()
    {
        await using var stage = await HandOverStageAsync();
        await RotateTests.KilledAsync(stage, "CreateAccessKey", workIsDone: true, []);
        Unset(stage);

        var run = (await stage.RunAsync()).MustSucceed("setup was interrupted before anything was sealed");

        Assert.That(run.Err, Does.Contain("AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY"));
        Assert.That(stage.Account.User(Stage.Manager).Keys.Exists(key => key.Id == Stage.ManagerKey.Id && key.IsActive));
    }

    [Test]
    public async Task TheHandOverKeyIsNotInTheEnvironmentOfThePrograms_ThatAskForThePassphrase()
    {
        await using var stage = await HandOverStageAsync();
        stage.Home.Environment["AWS_BEARER_TOKEN_BEDROCK"] = "bearer";
        stage.Home.WriteProgram(
            "askpass", $"#!/bin/sh\nenv >> '{stage.Home.InHome("seen")}'\ncat '{stage.Home.InHome(".passphrase")}'\n");

        (await stage.RunAsync()).MustSucceed();

        var seen = File.ReadAllText(stage.Home.InHome("seen"));
        Assert.That(seen, Does.Contain("HOME=").And.Not.Contain(Stage.ManagerKey.Id).And.Not.Contain(Stage.ManagerKey.Secret));
        Assert.That(seen, Does.Not.Contain("AWS_ACCESS_KEY").And.Not.Contain("AWS_SECRET").And.Not.Contain("BEARER"));
    }

    private static async Task<Stage> HandOverStageAsync()
    {
        Stage? stage = null;
        stage = await Stage.PlainAsync(new LocalAwsOptions { Recorded = _ => stage!.PlainKeysMustNotLieAbout() });
        stage.Home.Credentials = "";
        stage.Home.Config = "";
        Put(stage, Stage.ManagerKey);
        return stage;
    }

    private static void Put(Stage stage, AwsAccessKey key)
    {
        stage.Home.Environment["AWS_ACCESS_KEY_ID"] = key.Id;
        stage.Home.Environment["AWS_SECRET_ACCESS_KEY"] = key.Secret;
    }

    private static void Unset(Stage stage)
    {
        stage.Home.Environment.Remove("AWS_ACCESS_KEY_ID");
        stage.Home.Environment.Remove("AWS_SECRET_ACCESS_KEY");
    }

    private static void AssertSetUp(Stage stage, string profile = "iam-sorry")
    {
        Assert.That(stage.TheManagersKey.Id, Is.Not.EqualTo(Stage.ManagerKey.Id));
        Assert.That(stage.Home.Field(profile, "aws_secret_access_key"), Does.StartWith("__encrypted__:v2:"));
        Assert.That(stage.Home.Field(profile, "credentials_owner"), Is.EqualTo(Stage.Manager));
        Assert.That(stage.Home.Field("alice", "aws_session_token"), Is.Not.Null);
        Assert.That(stage.Account.User("alice").Keys, Is.Empty);
        Assert.That(stage.NothingIsUnderWay);
        Assert.That(stage.Home.FilesThatHold(Stage.ManagerKey.Secret), Is.Empty);
        stage.PlainKeysMustNotLieAbout();
    }
}
