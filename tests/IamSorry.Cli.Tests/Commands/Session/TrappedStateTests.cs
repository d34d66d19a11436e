using IamSorry.Cli.Tests.Infrastructure;

namespace IamSorry.Cli.Tests.Commands;

/// <summary>Somebody has put something else in the place of the audit log: no run fails for it, and nobody waits.</summary>
public sealed class TrappedStateTests
{
    private const string Log = ".aws/iam-sorry/audit.jsonl";

    [TestCase("ln -s ../../.bashrc"), TestCase("ln .bashrc"), TestCase("mkfifo"), TestCase("mkdir")]
    public async Task AMintIsDone_TheWarningIsSaidOnce_AndNoKeyIsLeft(string trap)
    {
        await using var stage = await Stage.SealedAsync();
        await LayAsync(stage, trap);

        var run = (await stage.RunAsync("alice-x")).MustSucceed("session of IAM user 'alice-x'", "is not recorded");

        Assert.That(run.Err.Split("is not recorded"), Has.Length.EqualTo(2), run.ToString);
        Assert.That(stage.Account.User("alice-x").Keys, Is.Empty);
        Assert.That(stage.NothingIsUnderWay);
        Assert.That(File.ReadAllText(stage.Home.InHome(".bashrc")), Is.EqualTo("# mine\n"));
    }

    [Test]
    public async Task AuditEndsAtAPipe()
    {
        await using var stage = await Stage.SealedAsync();
        await LayAsync(stage, "mkfifo");

        (await stage.RunAsync("audit")).MustFail(CommandLine.ExitCode.Failed, "it is a pipe");
    }

    [TestCase("mkfifo"), TestCase("ln -s ../../.bashrc")]
    public async Task AuditEndsWhereTheHandOutsWere(string trap)
    {
        await using var stage = await Stage.SealedAsync();
        await LayAsync(stage, trap, ".aws/iam-sorry/handouts.jsonl");

        (await stage.RunAsync("audit")).MustFail(CommandLine.ExitCode.Failed, "handouts.jsonl", "its own");
    }

    [TestCase("mkfifo"), TestCase("ln -s ../../.bashrc")]
    public async Task SettingsAreReadFromAFileOfOursOnly(string trap)
    {
        await using var stage = await Stage.SealedAsync();
        await LayAsync(stage, trap, ".aws/iam-sorry/settings");

        (await stage.RunAsync("alice-x")).MustFail(CommandLine.ExitCode.Failed, "settings", "its own");
    }

    private static async Task LayAsync(Stage stage, string trap, string path = Log)
    {
        stage.Home.Write(".bashrc", "# mine\n");
        (await stage.RunOtherAsync("/bin/sh", "-c", $"mkdir -m 700 .aws/iam-sorry && {trap} {path}")).MustSucceed();
    }
}
