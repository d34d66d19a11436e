using IamSorry.Cli.CommandLine;
using IamSorry.Cli.Tests.Infrastructure;
using IamSorry.Testing;

namespace IamSorry.Cli.Tests.Commands;

/// <summary>The manager's keys are sealed: what opens them and what does not.</summary>
public sealed class SealedManagerTests
{
    [Category(Categories.EveryBuild)]
    [Test]
    public async Task IsNotSealedTwice()
    {
        await using var stage = await Stage.SealedAsync();
        var before = stage.Home.Snapshot();

        (await stage.RunAsync("--encrypt")).MustSucceed("is sealed already; nothing was changed");

        Assert.That(stage.Home.Snapshot(), Is.EqualTo(before));
        Assert.That(stage.Aws.Calls, Is.Empty);
    }

    [Test]
    public async Task OpensThroughTheAgentWithoutAnyQuestion()
    {
        await using var stage = await Stage.SealedAsync();
        File.Delete(stage.Home.KeyPath);

        var run = (await stage.RunAsync("--show-decrypted", "iam-sorry")).MustSucceed();

        Assert.That(
            run.Out, Does.Contain(
                $"[iam-sorry]\naws_access_key_id = {Stage.ManagerKey.Id}\naws_secret_access_key = {Stage.ManagerKey.Secret}\n"));
        Assert.That(run.Err, Is.Empty);
    }

    [Test]
    public async Task OpensWithTheKeyFileAndOneQuestion()
    {
        await using var stage = (await Stage.SealedAsync()).WithoutAgent();

        var run = (await stage.RunAsync("--show-decrypted", "iam-sorry")).MustSucceed();

        Assert.That(run.Out, Does.Contain(Stage.ManagerKey.Secret));
        Assert.That(stage.Home.TimesAsked, Is.EqualTo(1));
    }

    [Test]
    public async Task OpensWithTheKeyFileWhenTheAgentDoesNotHoldTheKey()
    {
        await using var stage = (await Stage.SealedAsync()).WithoutAgent();
        using var agent = await SshAgentProcess.StartAsync(stage.Home.Folder);
        stage.Home.Environment["SSH_AUTH_SOCK"] = agent.Socket;

        (await stage.RunAsync("--show-decrypted", "iam-sorry")).MustSucceed();

        Assert.That(stage.Home.TimesAsked, Is.EqualTo(1));
    }

    [Test]
    public async Task OpensAfterThePassphraseWasChanged()
    {
        await using var stage = (await Stage.SealedAsync()).WithoutAgent("another one");
        TestKey.ChangePassphrase(stage.Home.KeyPath, TestKey.Passphrase, "another one");

        (await stage.RunAsync("alice-bedrock")).MustSucceed("session of IAM user 'alice-bedrock'");
    }

    [Test]
    public async Task OpensWithAKeyNamedByOptionOrEnvironment([Values] bool byOption)
    {
        await using var stage = (await Stage.SealedAsync()).WithoutAgent();
        File.Move(stage.Home.KeyPath, stage.Home.InHome("elsewhere"));
        File.Move(stage.Home.KeyPath + ".pub", stage.Home.InHome("elsewhere.pub"));
        await stage.MustRefuseAsync(ExitCode.NotUnsealed, ["no SSH key at"], "alice-bedrock");

        // the option wins over the environment
        stage.Home.Environment["IAM_SORRY_SSH_KEY"] = byOption ? "/nowhere" : "~/elsewhere";
        var run = await stage.RunAsync(byOption ? ["alice-bedrock", "--ssh-key", "~/elsewhere"] : ["alice-bedrock"]);

        run.MustSucceed();
    }

    [Test]
    public async Task IsShownAsItIsStored()
    {
        await using var stage = (await Stage.SealedAsync()).WithoutAgent(passphrase: null);

        var run = (await stage.RunAsync("--show-encrypted", "iam-sorry")).MustSucceed();

        Assert.That(
            IniText.Field(run.Out, "iam-sorry", "aws_secret_access_key"), Is.EqualTo(
                stage.Home.Field("iam-sorry", "aws_secret_access_key")));
        Assert.That(run.Err, Is.Empty);
    }

    [Test]
    public async Task IsShownEncryptedOnlyWhenItIs()
    {
        await using var stage = await Stage.SealedAsync();

        await stage.MustRefuseAsync(
            ExitCode.RefusedByRule, [
                "profile 'work' is not sealed", "iam-sorry encrypt --profile work"], "--show-encrypted", "work");
        await stage.MustRefuseAsync(ExitCode.Failed, ["no profile 'nope'"], "--show-encrypted", "nope");
        await stage.MustRefuseAsync(ExitCode.Failed, ["no profile 'nope'"], "--show-decrypted", "nope");
    }

    [Test]
    public async Task DoesNotOpenWithTheWrongPassphrase()
    {
        await using var stage = (await Stage.SealedAsync()).WithoutAgent("not it");

        await stage.MustRefuseAsync(
            ExitCode.NotUnsealed, ["wrong passphrase for", "ssh-keygen -y"], "--show-decrypted", "iam-sorry");
    }

    [Test]
    public async Task DoesNotOpenWhenNobodyCanBeAsked()
    {
        await using var stage = (await Stage.SealedAsync()).WithoutAgent(passphrase: null);

        await stage.MustRefuseAsync(
            ExitCode.NotUnsealed, ["nobody can be asked", "no terminal, no SSH_ASKPASS", "ssh-add"], "alice-bedrock");
    }

    [Test]
    public async Task DoesNotOpenWithAnotherKey()
    {
        await using var stage = (await Stage.SealedAsync()).WithoutAgent();
        File.Delete(stage.Home.KeyPath);
        TestKey.Make(stage.Home.KeyPath);

        await stage.MustRefuseAsync(
            ExitCode.NotUnsealed, ["it needs the SSH key SHA256:", "the one at hand is SHA256:", "--ssh-key"], "alice-bedrock");
    }

    [Test]
    public async Task DoesNotOpenUnderAnotherName()
    {
        await using var stage = await Stage.SealedAsync();
        stage.Home.Credentials = stage.Home.Credentials.Replace("[iam-sorry]", "[thief]", StringComparison.Ordinal);

        await stage.MustRefuseAsync(ExitCode.NotUnsealed, ["not authentic", "restore"], "--show-decrypted", "thief");
    }

    [Test]
    public async Task DoesNotOpenWithItsFieldsSwapped()
    {
        await using var stage = await Stage.SealedAsync();
        stage.Home.Credentials = stage.Home.Credentials
            .Replace("aws_access_key_id = __", "tmp = __", StringComparison.Ordinal)
            .Replace("aws_secret_access_key = __", "aws_access_key_id = __", StringComparison.Ordinal)
            .Replace("tmp = __", "aws_secret_access_key = __", StringComparison.Ordinal);

        await stage.MustRefuseAsync(ExitCode.NotUnsealed, ["not authentic"], "--show-decrypted", "iam-sorry");
    }

    [TestCase(14)]
    [TestCase(17)]
    [TestCase(20)]
    [TestCase(60)]
    [TestCase(120)]
    [TestCase(-4)]
    [TestCase(-1)]
    public async Task DoesNotOpenWhenAValueIsCutShort(int length)
    {
        await using var stage = await Stage.SealedAsync();
        var value = stage.Home.Field("iam-sorry", "aws_secret_access_key")!;
        var cut = length < 0 ? value[..^-length] : value[..length];
        stage.Home.Credentials = stage.Home.Credentials.Replace(value, cut, StringComparison.Ordinal);

        await stage.MustRefuseAsync(ExitCode.NotUnsealed, ["iam-sorry"], "--show-decrypted", "iam-sorry");
        await stage.MustRefuseAsync(ExitCode.NotUnsealed, ["iam-sorry"], "alice-bedrock");
    }
}
