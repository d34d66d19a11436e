using IamSorry.Cli.Tests.Infrastructure;

namespace IamSorry.Cli.Tests.Sealing;

/// <summary>The manager's keys were encrypted by the older Python tool: its own file and key file, as it wrote them.</summary>
public sealed class LegacyManager
{
    private const string Id = "AKIAIOSFODNN7EXAMPLE";
    private const string Secret = "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY";

    [Test]
    public async Task OpensWithAWarning()
    {
        await using var stage = await StageAsync();

        var run = (await stage.RunAsync("--show-decrypted", "iam-sorry")).MustSucceed("warning:", "older tool", "iam-sorry --encrypt");

        Assert.That(run.Out, Does.Contain($"aws_access_key_id = {Id}\naws_secret_access_key = {Secret}\n"));
    }

    [Test]
    public async Task MintsWithAWarning()
    {
        await using var stage = await StageAsync();

        (await stage.RunAsync("alice-bedrock")).MustSucceed("warning:", "older tool", "session of IAM user 'alice-bedrock'");
    }

    [Test]
    public async Task NeedsTheKeyFileAsItWas()
    {
        await using var stage = await StageAsync();
        File.AppendAllText(stage.Home.KeyPath, "\n");

        await stage.MustRefuseAsync(ExitCode.NotUnsealed, ["the file has changed since", "--ssh-key"], "--show-decrypted", "iam-sorry");
    }

    [Test]
    public async Task IsSealedAnewUnderTheSamePassphraseQuestion()
    {
        await using var stage = await StageAsync();

        // the vector's key is protected by a passphrase nobody here knows, so it is sealed under another key by way of the agent
        var encrypted = await stage.RunAsync("--encrypt");

        Assert.That(encrypted.ExitCode, Is.EqualTo((int)ExitCode.NotUnsealed).Or.Zero, encrypted.ToString);
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
