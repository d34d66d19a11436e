using IamSorry.Cli.Tests.Infrastructure;

namespace IamSorry.Cli.Tests.Commands;

/// <summary>
/// Bare <c>iam-sorry</c>: what there is, and what to do next in this very state. No call to AWS, nobody is asked.
/// </summary>
public sealed class StatusTests
{
    [Test]
    public async Task WithoutAManagerSaysHowToBegin()
    {
        await using var stage = await Stage.PlainAsync();
        stage.Home.Credentials = "";

        Assert.That(
            (await LookAsync(stage)).Out, Does.Contain("no manager yet").And.Contain("iam-sorry setup\n").And.Contain(
                "iam-sorry create-manager"));
    }

    [Test]
    public async Task WithAPlainManagerSaysToSealIt()
    {
        await using var stage = await Stage.PlainAsync();

        Assert.That((await LookAsync(stage)).Out, Does.Contain("in plain text").And.Contain("iam-sorry encrypt"));
    }

    [Test]
    public async Task WithoutSessionsSaysHowToMintOne()
    {
        await using var stage = await Stage.SealedAsync();

        Assert.That((await LookAsync(stage)).Out, Does.Contain("alice-mgr in profile iam-sorry, sealed, SSH key in the agent")
            .And.Contain("alice, alice-*").And.Match("sessions +none").And.Contain("iam-sorry alice "));
    }

    [Test]
    public async Task WithoutTheKeyInTheAgentSaysHowToAddIt()
    {
        await using var stage = await Stage.SealedAsync();
        using var agent = await SshAgentProcess.StartAsync(stage.Home.Folder);
        stage.Home.Environment["SSH_AUTH_SOCK"] = agent.Socket;

        Assert.That(
            (await LookAsync(stage)).Out, Does.Contain("SSH key not in the agent").And.Contain($"ssh-add {stage.Home.KeyPath}"));
    }

    [Test]
    public async Task TellsTheTimeLeft_AndWhatToDoWithASession()
    {
        await using var stage = await Stage.SealedAsync();
        (await stage.RunAsync("alice-x")).MustSucceed();
        stage.Aws.ClearCalls();

        Assert.That(
            (await LookAsync(stage)).Out, Does.Match("sessions +alice-x +1d 11h").And.Contain("eval $(iam-sorry eval alice-x)"));
    }

    [Test]
    public async Task WithoutAnAgentDoesNotSayToAddTheKeyToIt([Values] bool isGone)
    {
        await using var stage = await Stage.SealedAsync();
        stage.WithoutAgent(passphrase: null);
        if (isGone)
        {
            stage.Home.Environment["SSH_AUTH_SOCK"] = stage.Home.InHome("gone.sock");
        }

        Assert.That((await LookAsync(stage)).Out, Does.Contain("sealed, no SSH agent").And.Not.Contain("ssh-add"));
    }

    [TestCase("/usr/bin/fish", "iam-sorry eval alice-x | source")]
    [TestCase("/usr/bin/pwsh", "iam-sorry eval alice-x | Out-String | iex")]
    [TestCase("/bin/zsh", "eval $(iam-sorry eval alice-x)")]
    [TestCase("/bin/tcsh", "eval $(iam-sorry eval alice-x)")]
    public async Task SaysHowToUseASessionInTheLoginShell(string shell, string line)
    {
        await using var stage = await Minted.StageAsync();
        stage.Home.Environment["SHELL"] = shell;

        Assert.That((await LookAsync(stage)).Out, Does.Contain($"\n{line} "));
    }

    [Test]
    public async Task SaysHowToUseASessionInTheShellThatCalls()
    {
        await using var stage = await Minted.StageAsync();
        stage.Home.Environment["SHELL"] = "/usr/bin/fish";

        var run = await stage.RunOtherAsync(Tools.FindOrIgnore("bash"), "-c", "iam-sorry; true");

        Assert.That(run.MustSucceed().Out, Does.Contain("\neval $(iam-sorry eval alice-x) "));
    }

    private static async Task<Run> LookAsync(Stage stage)
    {
        var before = stage.Home.Snapshot();
        var run = (await stage.RunAsync()).MustSucceed();
        Assert.That(stage.Home.Snapshot(), Is.EqualTo(before), "a look changed files");
        Assert.That(stage.Aws.Calls, Is.Empty);
        return run;
    }
}
