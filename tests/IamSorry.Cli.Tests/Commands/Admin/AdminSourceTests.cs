using IamSorry.Cli.CommandLine;
using IamSorry.Cli.Tests.Infrastructure;
using IamSorry.LocalAws;
using IamSorry.Testing;

namespace IamSorry.Cli.Tests.Commands;

/// <summary><c>create-manager</c> with credentials that no file holds: those that the AWS command line has.</summary>
public sealed class AdminSourceTests
{
    private const string SsoProfile = "[profile admin]\nsso_start_url = https://example.awsapps.com/start\nregion = eu-west-1\n";

    [Test]
    public async Task AreThoseOfTheAwsCommandLine_AndOfTheProfileThatIsNamed()
    {
        await using var stage = await StageAsync();
        var key = AdminKey(stage);
        InstallAws(
            stage, $$"""
            echo "$*" > "$HOME/asked"; env > "$HOME/environment"
            echo '{"Version": 1, "AccessKeyId": "{{key.Id}}", "SecretAccessKey": "{{key.Secret}}"}'
            """);
        stage.Home.Environment["AWS_ACCESS_KEY_ID"] = "AKIAOTHEROTHEROTHER2";
        stage.Home.Environment["AWS_SECRET_ACCESS_KEY"] = "other";

        var run = await RunAsync(stage, "create-manager", "carl-mgr", "--profile", "admin");

        Assert.That(run.MustSucceed().Out, Does.StartWith("To carl-mgr, manager of carl").And.Contain("--region eu-west-1"));
        Assert.That(
            File.ReadAllText(stage.Home.InHome("asked")), Is.EqualTo(
                "configure export-credentials --format process --profile admin\n"));
        Assert.That(File.ReadAllText(stage.Home.InHome("environment")), Does.Not.Contain("AKIAOTHER"));
        Assert.That(run.Err, Does.Not.Contain(key.Secret));
    }

    [Test]
    public async Task AreThoseOfTheMachine_WhereNothingIsNamed()
    {
        await using var stage = await StageAsync();
        stage.Home.Credentials = "";
        var key = AdminKey(stage);
        InstallAws(
            stage, $$"""
            echo "$*" > "$HOME/asked"
            echo '{"Version": 1, "AccessKeyId": "{{key.Id}}", "SecretAccessKey": "{{key.Secret}}", "SessionToken": ""}'
            """);

        (await RunAsync(stage, "create-manager", "carl-mgr")).MustSucceed();

        Assert.That(
            File.ReadAllText(stage.Home.InHome("asked")), Is.EqualTo("configure export-credentials --format process\n"));
    }

    [TestCase("echo 'The SSO session has expired' >&2; exit 255", "exit code 255", "aws sso login --profile admin")]
    [TestCase("echo '{\"SecretAccessKey\": \"hush-hush-hush\"'", "cannot be understood", "update the AWS command line")]
    [TestCase("echo '[]'", "cannot be understood", "update the AWS command line")]
    public async Task AreMissing(string script, string says, string remedy)
    {
        await using var stage = await StageAsync();
        InstallAws(stage, script);

        var run = await RunAsync(stage, "create-manager", "carl-mgr", "--profile", "admin");

        run.MustFail(ExitCode.Failed, says, remedy);
        Assert.That(run.Err, Does.Not.Contain("hush"));
        Assert.That(stage.Aws.Calls, Is.Empty);
    }

    [Test]
    public async Task WithoutTheAwsCommandLineAreNamedAsItsTask()
    {
        await using var stage = await StageAsync();
        stage.Home.Environment["PATH"] = stage.Home.InHome("bin");

        (await RunAsync(stage, "create-manager", "carl-mgr", "--profile", "admin")).MustFail(
            ExitCode.Failed, "profile 'admin' holds no keys itself", "there is no 'aws' on the PATH", "--profile admin");
    }

    [TestCase("iam:GetUser", "GetUser", "the right iam:GetUser on user/carl-mgr")]
    [TestCase("iam:CreateUser", "CreateUser", "the right iam:CreateUser and iam:TagUser on user/carl-mgr")]
    [TestCase("iam:TagUser", "CreateUser", "the right iam:CreateUser and iam:TagUser on user/carl-mgr")]
    [TestCase("iam:PutUserPolicy", "PutUserPolicy", "the right iam:PutUserPolicy on user/carl-mgr")]
    [TestCase("iam:CreateAccessKey", "CreateAccessKey", "the right iam:CreateAccessKey on user/carl-mgr")]
    public async Task ThatLackARightAreToldWhichOne(string denied, string operation, string says)
    {
        await using var stage = await StageAsync();
        var key = AdminKey(stage);
        stage.Account.PutUserPolicy(
            "admin", "deny", $$"""{"Version":"2012-10-17","Statement":[{"Effect":"Deny","Action":"{{denied}}","Resource":"*"}]}""");
        stage.Home.Environment["AWS_ACCESS_KEY_ID"] = key.Id;
        stage.Home.Environment["AWS_SECRET_ACCESS_KEY"] = key.Secret;

        var run = await RunAsync(stage, "create-manager", "carl-mgr");

        run.MustFail(ExitCode.RefusedByAws, operation, says);
        Assert.That(run.Err, Does.Not.Contain("ask your admin"));
    }

    // its product is a secret, so not through the stage's search for secrets
    private static Task<Run> RunAsync(Stage stage, params string[] arguments)
        => stage.RunOtherAsync(stage.Home.InHome("bin/iam-sorry"), arguments);

    private static AwsAccessKey AdminKey(Stage stage)
    {
        stage.Account.AddUser("admin");
        stage.Account.AttachUserPolicy("admin", "AdministratorAccess");
        return stage.Account.AddAccessKey("admin");
    }

    private static void InstallAws(Stage stage, string script)
        => ProgramFile.Write(stage.Home.InHome("bin/aws"), $"#!/bin/sh\n{script}\n");

    private static async Task<Stage> StageAsync()
    {
        var stage = await Stage.PlainAsync();
        stage.Home.Config = SsoProfile;
        return stage;
    }
}
