using IamSorry.Cli.CommandLine;
using IamSorry.Cli.Tests.Infrastructure;

namespace IamSorry.Cli.Tests.Commands;

/// <summary>Which profile gets the session, of which user, and which profiles must not be overwritten.</summary>
public sealed class MintTargetTests
{
    private const string Permanent = "[old]\naws_access_key_id = AKIAOLDOLDOLDOLDOLD2\naws_secret_access_key = only/copy\n";

    [Test]
    public async Task IsBoundToAUserOfAnotherName_AndStaysBound()
    {
        await using var stage = await Stage.SealedAsync();

        (await stage.RunAsync("admin", "--user", "alice-admin")).MustSucceed(
            "session of IAM user 'alice-admin' in profile 'admin'");
        (await stage.RunAsync("admin", "--force")).MustSucceed("session of IAM user 'alice-admin' in profile 'admin'");

        Assert.That(stage.Home.Field("admin", "credentials_owner"), Is.EqualTo("alice-admin"));
        Assert.That(
            stage.Account.Sessions.Select(session => session.UserName), Is.EqualTo(new[] { "alice-admin", "alice-admin" }));
    }

    [Test]
    public async Task WithAPermanentKeyIsKept_UnlessReplaced()
    {
        await using var stage = await Stage.SealedAsync();
        stage.Home.Credentials += Permanent;

        await stage.MustRefuseAsync(
            ExitCode.RefusedByRule, ["holds a permanent key", "iam-sorry old --replace"], "old", "--user", "alice-x");
        (await stage.RunAsync("old", "--user", "alice-x", "--replace")).MustSucceed(
            "session of IAM user 'alice-x' in profile 'old'");

        Assert.That(stage.Home.Credentials, Does.Not.Contain("only/copy"));
    }

    [Test]
    public async Task ReplacedWithoutAUserIsTheOwnerOfItsKey()
    {
        await using var stage = await Stage.SealedAsync();
        stage.Account.AddUser("alice-old", "/", ("owner", "alice"));
        var key = stage.Account.AddAccessKey("alice-old");
        stage.Home.Credentials += $"[old]\naws_access_key_id = {key.Id}\naws_secret_access_key = {key.Secret}\n";

        (await stage.RunAsync("old", "--replace")).MustSucceed("session of IAM user 'alice-old' in profile 'old'");

        Assert.That(stage.Actions.First(), Is.EqualTo("GetAccessKeyLastUsed"));
    }

    [Test]
    public async Task ThatIsSealedIsNeverOverwritten()
    {
        await using var stage = await Stage.SealedAsync();
        stage.Home.Credentials += stage.Home.Credentials[
            stage.Home.Credentials.IndexOf("[iam-sorry]", StringComparison.Ordinal)..]
            .Replace("[iam-sorry]", "[other-mgr]", StringComparison.Ordinal);

        await stage.MustRefuseAsync(
            ExitCode.RefusedByRule, [
                "'other-mgr' holds a sealed permanent key", "--user"], "other-mgr", "--replace", "--user", "alice-x");
    }

    [Test]
    public async Task ThatIsTheManagersOwnIsNeverOverwritten()
    {
        await using var stage = await Stage.SealedAsync();

        await stage.MustRefuseAsync(ExitCode.RefusedByRule, ["the manager's own", "alice-bedrock"], "iam-sorry");
        await stage.MustRefuseAsync(ExitCode.RefusedByRule, ["the manager's own"], "iam-sorry", "--replace", "--user", "alice-x");
    }

    [Test]
    public async Task ThatGetsItsKeysElsewhereIsKept()
    {
        await using var stage = await Stage.SealedAsync();
        stage.Home.Config += "[profile alice-sso]\nrole_arn = arn:aws:iam::123456789012:role/x\n";

        await stage.MustRefuseAsync(ExitCode.RefusedByRule, ["by role_arn in the config file", "--replace"], "alice-sso");
    }

    [Test]
    public async Task IsWrittenWhereTheVariablesSay()
    {
        await using var stage = await Stage.SealedAsync();
        var (credentials, config) = (stage.Home.InHome("secret/creds"), stage.Home.InHome("secret/conf"));
        Directory.CreateDirectory(stage.Home.InHome("secret"));
        File.Move(stage.Home.CredentialsPath, credentials);
        File.Move(stage.Home.ConfigPath, config);
        stage.Home.Environment["AWS_SHARED_CREDENTIALS_FILE"] = "~/secret/creds";
        stage.Home.Environment["AWS_CONFIG_FILE"] = config;

        (await stage.RunAsync("alice-x")).MustSucceed();

        Assert.That(
            IniText.Field(File.ReadAllText(credentials), "alice-x", "aws_session_token"), Is.EqualTo(
                stage.Account.Sessions.Single().Token));
        Assert.That(IniText.Field(File.ReadAllText(config), "profile alice-x", "region"), Is.EqualTo("eu-central-1"));
        Assert.That(File.Exists(stage.Home.CredentialsPath) || File.Exists(stage.Home.ConfigPath), Is.False);
    }

    [Test]
    public async Task BehindALinkIsWrittenThroughIt()
    {
        await using var stage = await Stage.SealedAsync();
        File.Move(stage.Home.CredentialsPath, stage.Home.InHome("real"));
        File.CreateSymbolicLink(stage.Home.CredentialsPath, stage.Home.InHome("real"));

        (await stage.RunAsync("alice-x")).MustSucceed();

        Assert.That(new FileInfo(stage.Home.CredentialsPath).LinkTarget, Is.EqualTo(stage.Home.InHome("real")));
        Assert.That(File.ReadAllText(stage.Home.InHome("real")), Does.Contain("[alice-x]"));
    }
}
