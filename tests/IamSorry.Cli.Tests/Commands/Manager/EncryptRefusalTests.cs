using IamSorry.Cli.CommandLine;
using IamSorry.Cli.Tests.Infrastructure;

namespace IamSorry.Cli.Tests.Commands;

/// <summary>Keys that can be no manager's are not sealed, and stay as they are.</summary>
public sealed class EncryptRefusalTests
{
    [Test]
    public async Task DefaultProfileIsNeverSealed()
    {
        await using var stage = await Stage.PlainAsync();
        stage.Home.Credentials = Stage.PlainCredentials.Replace("[iam-sorry]", "[default]", StringComparison.Ordinal);

        await stage.MustRefuseAsync(
            ExitCode.RefusedByRule, [
                "'default' cannot be sealed", "aws configure --profile iam-sorry"], "--encrypt", "--profile", "default");
    }

    [Test]
    public async Task SessionIsNoManager()
    {
        await using var stage = await Stage.PlainAsync();
        stage.Home.Credentials += "[s]\naws_access_key_id = ASIAEXAMPLE\naws_secret_access_key = x\naws_session_token = t\n";

        await stage.MustRefuseAsync(
            ExitCode.RefusedByRule, ["profile 's' holds a session", "--profile"], "--encrypt", "--profile", "s");
        await stage.MustRefuseAsync(
            ExitCode.RefusedByRule, ["profile 's' holds a session", "--profile"], "alice-x", "--profile", "s");
    }

    [Test]
    public async Task RootKeyIsNoManager()
    {
        await using var stage = await Stage.PlainAsync();
        var key = stage.Account.RootKey();
        Put(stage, key.Id, key.Secret);

        await stage.MustRefuseAsync(ExitCode.RefusedByRule, ["root user", "iam-sorry policy"], "--encrypt");
    }

    [Test]
    public async Task KeyOfAUserWithoutANamespaceIsNoManager()
    {
        await using var stage = await Stage.PlainAsync();
        stage.Account.AddUser("-mgr");
        var key = stage.Account.AddAccessKey("-mgr");
        Put(stage, key.Id, key.Secret);

        await stage.MustRefuseAsync(ExitCode.WrongUsage, ["nothing before its first hyphen", "alice-mgr"], "--encrypt");
    }

    [Test]
    public async Task KeyThatAwsDoesNotKnowIsNotSealed()
    {
        await using var stage = await Stage.PlainAsync();
        Put(stage, "AKIAUNKNOWNUNKNOWN22", "nonsense");

        await stage.MustRefuseAsync(
            ExitCode.RefusedByAws, ["AWS does not know the access key", "deleted, is inactive"], "--encrypt");
    }

    [Test]
    public async Task WrongSecretIsNotSealed()
    {
        await using var stage = await Stage.PlainAsync();
        Put(stage, Stage.ManagerKey.Id, "nonsense");

        var run = await stage.MustRefuseAsync(
            ExitCode.RefusedByAws, ["AWS does not accept the signature", "date -u"], "--encrypt");

        Assert.That(run.Err, Does.Not.Contain("nonsense"));
    }

    [Test]
    public async Task MissingProfileIsNamed()
    {
        await using var stage = await Stage.PlainAsync();

        await stage.MustRefuseAsync(
            ExitCode.Failed, [
                "there is no manager profile 'boss'", "iam-sorry setup --profile boss"], "--encrypt", "--profile", "boss");
    }

    [Test]
    public async Task HalfAKeyPairIsNamed()
    {
        await using var stage = await Stage.PlainAsync();
        stage.Home.Credentials = $"[iam-sorry]\naws_secret_access_key = {Stage.ManagerKey.Secret}\n";

        await stage.MustRefuseAsync(
            ExitCode.Failed, ["half a key pair", "aws_access_key_id is missing", "aws configure"], "--encrypt");
    }

    private static void Put(Stage stage, string id, string secret)
        => stage.Home.Credentials = Stage.PlainCredentials
            .Replace(Stage.ManagerKey.Id, id, StringComparison.Ordinal).Replace(
                Stage.ManagerKey.Secret, secret, StringComparison.Ordinal);
}
