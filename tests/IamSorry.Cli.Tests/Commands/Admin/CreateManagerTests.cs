using IamSorry.Cli.CommandLine;
using IamSorry.Cli.Tests.Infrastructure;

namespace IamSorry.Cli.Tests.Commands;

/// <summary><c>--create-manager</c> from end to end: the key is told once, on stdout, or not at all.</summary>
public sealed class CreateManagerTests
{
    [Test]
    public async Task TellsTheMessageOnceOnStdout()
    {
        await using var stage = await StageAsync();

        var run = await RunAsync(stage, "carl-mgr");

        var key = stage.Account.User("carl-mgr").Keys.Single();
        Assert.That(run.ExitCode, Is.Zero, run.ToString);
        Assert.That(
            run.Out, Does.StartWith("To carl-mgr, manager of carl and carl-*").And.EndWith("Then delete this message.\n"));
        Assert.That((Count(run.Out, key.Secret), Count(run.Out, key.Id), Count(run.Err, key.Secret)), Is.EqualTo((1, 1, 0)));
        Assert.That(
            run.Err, Does.Contain("created IAM user 'carl-mgr'").And.Contain("inline").And.Contain("over a secure channel"));
        Assert.That(stage.Home.Snapshot(), Does.Not.Contain(Convert.ToHexString(System.Text.Encoding.UTF8.GetBytes(key.Secret))));

        var again = await RunAsync(stage, "carl-mgr");
        Assert.That((again.ExitCode, again.Out), Is.EqualTo(((int)ExitCode.RefusedByRule, "")));
    }

    // a pipe whose reader is gone (bash has waited for its end), a full disk, no stdout at all
    [TestCase("exec 3> >(true); wait $!; iam-sorry --create-manager carl-mgr --profile admin >&3")]
    [TestCase("iam-sorry --create-manager carl-mgr --profile admin > /dev/full")]
    [TestCase("iam-sorry --create-manager carl-mgr --profile admin >&-")]
    public async Task ThatCouldNotBeToldFails_AndTheNextRunMakesAnotherKey(string script)
    {
        await using var stage = await StageAsync();

        var run = await stage.RunOtherAsync(Tools.FindOrIgnore("bash"), "-c", script);

        Assert.That(run.ExitCode, Is.EqualTo((int)ExitCode.Failed), run.ToString);
        var lost = stage.Account.User("carl-mgr").Keys.Single();
        Assert.That(
            stage.Home.Snapshot(), Does.Not.Contain(Convert.ToHexString(System.Text.Encoding.UTF8.GetBytes(lost.Secret))));
        var next = await RunAsync(stage, "carl-mgr");
        Assert.That(next.ExitCode, Is.Zero, next.ToString);
        var key = stage.Account.User("carl-mgr").Keys.Single();
        Assert.That(key.Id, Is.Not.EqualTo(lost.Id));
        Assert.That(next.Out, Does.Contain(key.Secret));
    }

    /// <summary>What another program writes to the same file next stands behind the key, not over it.</summary>
    [Test]
    public async Task LeavesTheFileThatItIsSentToAtItsEnd()
    {
        await using var stage = await StageAsync();

        var run = await stage.RunOtherAsync(
            "/bin/sh", "-c", "{ iam-sorry create-manager carl-mgr --profile admin; echo done; } > sent");

        Assert.That(run.ExitCode, Is.Zero, run.ToString);
        var sent = File.ReadAllText(stage.Home.InHome("sent"));
        Assert.That(
            sent, Does.StartWith("To carl-mgr").And.Contain(stage.Account.User("carl-mgr").Keys.Single().Secret)
                .And.EndWith("\ndone\n"));
    }

    [TestCase("carl", (int)ExitCode.WrongUsage, "has none")]
    [TestCase("admin", (int)ExitCode.WrongUsage, "has none")]
    [TestCase("alice-mgr", (int)ExitCode.RefusedByRule, "there is an IAM user 'alice-mgr' already")]
    public async Task IsRefused(string name, int code, string says)
    {
        await using var stage = await StageAsync();

        await stage.MustRefuseAsync((ExitCode)code, [says], "--create-manager", name, "--profile", "admin");
    }

    private static int Count(string text, string part) => text.Split(part).Length - 1;

    // its product is a secret, so not through the stage's search for secrets
    private static Task<Run> RunAsync(Stage stage, string name)
        => stage.RunOtherAsync(stage.Home.InHome("bin/iam-sorry"), "--create-manager", name, "--profile", "admin");

    private static async Task<Stage> StageAsync()
    {
        var stage = await Stage.PlainAsync();
        stage.Account.AddUser("admin");
        stage.Account.AttachUserPolicy("admin", "AdministratorAccess");
        var key = stage.Account.AddAccessKey("admin");
        stage.Home.Credentials += $"[admin]\naws_access_key_id = {key.Id}\naws_secret_access_key = {key.Secret}\n";
        return stage;
    }
}
