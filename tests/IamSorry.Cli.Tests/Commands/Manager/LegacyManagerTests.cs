using IamSorry.Cli.CommandLine;
using IamSorry.Cli.Tests.Infrastructure;
using IamSorry.Testing;

namespace IamSorry.Cli.Tests.Commands;

/// <summary>The manager's keys were encrypted by the older Python tool: its own file and key file, as it wrote them.</summary>
public sealed class LegacyManagerTests
{
    private const string Id = "AKIAIOSFODNN7EXAMPLE";
    private const string Secret = "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY";

    [Category(Categories.EveryBuild)]
    [Test]
    public async Task OpensWithAWarning()
    {
        await using var stage = await StageAsync();

        var run = (await stage.RunAsync("--show-decrypted", "iam-sorry")).MustSucceed(
            "warning:", "older tool", "iam-sorry encrypt");

        Assert.That(run.Out, Does.Contain($"aws_access_key_id = {Id}\naws_secret_access_key = {Secret}\n"));
    }

    [Test]
    public async Task MintsWithAWarning()
    {
        await using var stage = await StageAsync();

        (await stage.RunAsync("alice-bedrock")).MustSucceed("warning:", "older tool", "session of IAM user 'alice-bedrock'");
    }

    [Test]
    public async Task IsNotOpenedByWhatRunsSilently()
    {
        await using var stage = await StageAsync();

        await stage.MustRefuseAsync(
            ExitCode.NotUnsealed, ["older tool", "iam-sorry encrypt"], "credential-process", "alice-bedrock");
        (await stage.RunAsync("exec", "alice-bedrock", "--server", "--", "true")).MustSucceed(
            "is not renewed while the manager's keys are not sealed, or by an older tool; at any time: iam-sorry encrypt");
    }

    [Test]
    public async Task IsListedAsWhatItIs()
    {
        await using var stage = await StageAsync();

        Assert.That((await stage.RunAsync("list")).MustSucceed().Out, Does.Match("iam-sorry +manager .* old seal"));
        Assert.That((await stage.RunAsync("list", "--json")).MustSucceed().Out, Does.Contain("\"old_seal\": true"));
    }

    [Test]
    public async Task NeedsTheKeyFileAsItWas()
    {
        await using var stage = await StageAsync();
        File.AppendAllText(stage.Home.KeyPath, "\n");

        await stage.MustRefuseAsync(
            ExitCode.NotUnsealed, ["the file has changed since", "--ssh-key"], "--show-decrypted", "iam-sorry");
    }

    [Test]
    public async Task IsSealedAnew()
    {
        await using var stage = await StageAsync();
        stage.Home.AnswerWith("vector passphrase");

        (await stage.RunAsync("--encrypt")).MustSucceed(
            "the keys of alice-mgr in profile 'iam-sorry' are sealed anew with SSH key SHA256:");

        Assert.That(stage.Home.Field("iam-sorry", "aws_secret_access_key"), Does.StartWith("__encrypted__:v2:"));
        Assert.That(stage.Home.Field("iam-sorry", "aws_access_key_id"), Does.StartWith("__encrypted__:v2:"));
        var opened = (await stage.RunAsync("--show-decrypted", "iam-sorry")).MustSucceed();
        Assert.That(opened.Out, Does.Contain(Secret));
        Assert.That(opened.Err, Does.Not.Contain("warning"));
    }

    private static async Task<Stage> StageAsync()
    {
        var vectors = Path.Combine(TestContext.CurrentContext.TestDirectory, "Vectors", "legacy");
        var stage = await Stage.PlainAsync();
        stage.Home.InstallKey(Path.Combine(vectors, "id_ed25519"));
        stage.Home.Credentials = File.ReadAllText(Path.Combine(vectors, "credentials"));
        stage.Account.Change(Stage.Manager, user => user with { Keys = [Stage.ManagerKey with { Id = Id, Secret = Secret }] });
        return stage;
    }
}
