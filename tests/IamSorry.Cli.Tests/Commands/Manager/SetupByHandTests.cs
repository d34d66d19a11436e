using IamSorry.Cli.CommandLine;
using IamSorry.Cli.Tests.Infrastructure;

namespace IamSorry.Cli.Tests.Commands;

/// <summary>The hand-over key typed on a terminal or read from stdin: no variable, no shell history, no file.</summary>
public sealed class SetupByHandTests
{
    [TestCase("iam-sorry")]
    [TestCase("iam-sorry setup")]
    public async Task IsAskedForOnATerminal_AndTheSecretIsNotShown(string command)
    {
        await using var stage = await EmptyStageAsync();
        using var terminal = Pty.Start(stage, command);

        await terminal.WaitForAsync("AWS access key ID:");
        await terminal.TypeAsync(Stage.ManagerKey.Id + "\n");
        await terminal.WaitForAsync("AWS secret access key (not shown):");
        await terminal.TypeAsync(Stage.ManagerKey.Secret + "\n");

        Assert.That(await terminal.EndAsync(), Is.Zero, terminal.Shown);
        Assert.That(terminal.Shown, Does.Contain("manager alice-mgr is set up").And.Not.Contain(Stage.ManagerKey.Secret));
        Assert.That(terminal.Shown, Does.Not.Contain("unset AWS_ACCESS_KEY_ID"));
        Assert.That(terminal.EchoIsOn, terminal.Shown);
        AssertSetUp(stage);
    }

    [Test]
    public async Task IsLeftByCtrlCAtTheSecret_AndTheTerminalShowsWhatIsTypedAgain()
    {
        await using var stage = await EmptyStageAsync();
        using var terminal = Pty.Start(stage, "iam-sorry setup");

        await terminal.WaitForAsync("AWS access key ID:");
        await terminal.TypeAsync(Stage.ManagerKey.Id + "\n");
        await terminal.WaitForAsync("(not shown):");
        await terminal.TypeAsync(Pty.CtrlC);

        Assert.That(await terminal.EndAsync(), Is.EqualTo((int)ExitCode.Interrupted), terminal.Shown);
        Assert.That(terminal.EchoIsOn, terminal.Shown);
        Assert.That(stage.Aws.Calls, Is.Empty);
    }

    /// <summary>The keys in the environment may be there for another reason, and taking them over ends them.</summary>
    [TestCase("n", false)]
    [TestCase("y", true)]
    public async Task InTheEnvironmentIsAskedAboutOnATerminal_WhereSetupWasNotTheWord(string answer, bool isSetUp)
    {
        await using var stage = await EmptyStageAsync();
        stage.Home.Environment["AWS_ACCESS_KEY_ID"] = Stage.ManagerKey.Id;
        stage.Home.Environment["AWS_SECRET_ACCESS_KEY"] = Stage.ManagerKey.Secret;
        using var terminal = Pty.Start(stage, "iam-sorry", columns: 200);

        await terminal.WaitForAsync("Take over key ****AGER of AWS_ACCESS_KEY_ID");
        await terminal.TypeAsync(answer + "\n");

        Assert.That(await terminal.EndAsync(), Is.Zero, terminal.Shown);
        Assert.That(terminal.Shown.Contains("is set up", StringComparison.Ordinal), Is.EqualTo(isSetUp), terminal.Shown);
        Assert.That(stage.Aws.Calls, isSetUp ? Is.Not.Empty : Is.Empty);
    }

    [Test]
    public async Task IsLeftByEnterAlone_AndTheStatusSaysHowElseToBegin()
    {
        await using var stage = await EmptyStageAsync();
        using var terminal = Pty.Start(stage, "iam-sorry");

        await terminal.WaitForAsync("AWS access key ID:");
        await terminal.TypeAsync("\n");

        Assert.That(await terminal.EndAsync(), Is.Zero, terminal.Shown);
        Assert.That(terminal.Shown, Does.Contain("no manager yet").And.Contain("iam-sorry create-manager"));
        Assert.That(stage.Aws.Calls, Is.Empty);
    }

    [TestCase("{0}\n{1}\n")]
    [TestCase("{0} {1}")]
    [TestCase("\r\n{0}\r\n{1}\r\n")]
    public async Task IsReadFromStdin(string form)
    {
        await using var stage = await EmptyStageAsync();
        var boundary = stage.Account.AddManagedPolicy(
            "b", """{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"s3:*","Resource":"*"}]}""");

        var input = string.Format(null, form, Stage.ManagerKey.Id, Stage.ManagerKey.Secret);
        (await stage.RunAsync(["setup", "--region", "eu-west-1", "--boundary", boundary], input))
            .MustSucceed("manager alice-mgr is set up", "region eu-west-1 for profile 'iam-sorry' (as it was named)");

        AssertSetUp(stage);
        Assert.That(
            stage.Home.Config, Does.Contain("region = eu-west-1").And.Contain(
                $"permissions_boundary = {boundary}"));
    }

    [TestCase("", (int)ExitCode.Failed, "there is no key of your admin")]
    [TestCase("AKIAONLYTHEID", (int)ExitCode.WrongUsage, "something else than an access key")]
    [TestCase("{ \"AccessKey\": 1 }", (int)ExitCode.WrongUsage, "something else than an access key")]
    [TestCase("AKIA-X secret", (int)ExitCode.WrongUsage, "that is not an access key")]
    [TestCase("ASIASBI6RTMDQSESSION secret", (int)ExitCode.RefusedByRule, "the keys in stdin are temporary")]
    public async Task IsRefusedWhereStdinHoldsNoKey(string input, int code, string says)
    {
        await using var stage = await EmptyStageAsync();

        (await stage.RunAsync(["setup"], input)).MustFail((ExitCode)code, says);

        Assert.That(stage.Aws.Calls, Is.Empty);
    }

    [Test]
    public async Task IsNotReadByABareRun()
    {
        await using var stage = await EmptyStageAsync();

        var run = await stage.RunAsync([], $"{Stage.ManagerKey.Id}\n{Stage.ManagerKey.Secret}\n");

        Assert.That(run.MustSucceed().Out, Does.Contain("no manager yet").And.Contain("iam-sorry setup"));
        Assert.That(stage.Aws.Calls, Is.Empty);
    }

    [Test]
    public async Task OfTheHandOverTextWorksAsItIsWritten()
    {
        await using var stage = await EmptyStageAsync();
        stage.Account.AddUser("admin");
        stage.Account.AttachUserPolicy("admin", "AdministratorAccess");
        var admin = stage.Account.AddAccessKey("admin");
        stage.Home.Credentials = $"[admin]\naws_access_key_id = {admin.Id}\naws_secret_access_key = {admin.Secret}\n";

        var told = (await stage.RunOtherAsync(
            stage.Home.InHome("bin/iam-sorry"), "create-manager", "carl-mgr", "--profile", "admin")).MustSucceed().Out;

        Assert.That(told, Does.Contain("  iam-sorry setup --region us-east-1\n").And.Not.Contain("aws configure"));
        string After(string label) => told.Split(label)[1].Split('\n')[0].Trim();
        (await stage.RunAsync(
            ["setup", "--region", "us-east-1"], $"{After("key ID:")}\n{After("secret access key:")}\n"))
            .MustSucceed("manager carl-mgr is set up");
    }

    private static async Task<Stage> EmptyStageAsync()
    {
        var stage = await Stage.PlainAsync();
        stage.Home.Credentials = "";
        stage.Home.Config = "";
        return stage;
    }

    private static void AssertSetUp(Stage stage)
    {
        Assert.That(stage.TheManagersKey.Id, Is.Not.EqualTo(Stage.ManagerKey.Id));
        Assert.That(stage.Home.Field("iam-sorry", "aws_secret_access_key"), Does.StartWith("__encrypted__:v2:"));
        Assert.That(stage.Home.FilesThatHold(Stage.ManagerKey.Secret), Is.Empty);
        Assert.That(stage.NothingIsUnderWay);
    }
}
