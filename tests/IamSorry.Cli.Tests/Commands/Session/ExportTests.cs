using System.Text.Json;
using IamSorry.Cli.Tests.Infrastructure;

namespace IamSorry.Cli.Tests.Commands;

/// <summary><c>export</c>: what other programs make of each form.</summary>
public sealed class ExportTests
{
    [TestCase("env", "while IFS='=' read -r name value; do export \"$name=$value\"; done < out")]
    [TestCase("dotenv", "set -a; . ./out")]
    [TestCase("sh", ". ./out")]
    public async Task IsReadByAPosixShell(string format, string read)
    {
        await using var stage = await Minted.StageAsync();
        stage.Home.Environment["AWS_PROFILE"] = "stale";
        stage.Home.Write("out", (await stage.RunAsync("export", "alice-x", "--format", format)).MustSucceed().Out);

        var run = await stage.RunOtherAsync(
            "/bin/sh", "-c",
            $"{read}; printf '%s\\n' \"$AWS_ACCESS_KEY_ID\" \"$AWS_SECRET_ACCESS_KEY\" \"$AWS_SESSION_TOKEN\" \"$AWS_REGION\"");

        Assert.That(run.Out.TrimEnd('\n').Split('\n'), Is.EqualTo(Values(stage)));
    }

    [Test]
    public async Task AsJsonIsAnObjectOfVariables()
    {
        await using var stage = await Minted.StageAsync();

        using var json = JsonDocument.Parse((await stage.RunAsync("export", "alice-x", "--format", "json")).MustSucceed().Out);

        string[] names = ["AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY", "AWS_SESSION_TOKEN", "AWS_REGION"];
        Assert.That(names.Select(name => json.RootElement.GetProperty(name).GetString()), Is.EqualTo(Values(stage)));
    }

    [Test]
    public async Task ForProcessesIsWhatCredentialProcessPrints()
    {
        await using var stage = await Minted.ConfiguredAsync();

        var exported = (await stage.RunAsync("export", "alice-x", "--format", "process")).MustSucceed().Out;

        Assert.That(exported, Is.EqualTo((await stage.RunAsync("credential-process", "alice-x")).MustSucceed().Out));
    }

    [Test]
    public async Task ForProcessesIsNeverAPermanentKey()
    {
        await using var stage = await Stage.SealedAsync();

        await stage.MustRefuseAsync(
            Cli.CommandLine.ExitCode.RefusedByRule, ["holds a permanent key"], "export", "iam-sorry", "--format", "process");
    }

    [Test]
    public async Task ForCmdHasOneSetALine()
    {
        await using var stage = await Minted.StageAsync();
        var session = stage.Account.Sessions.Single();

        var lines = (await stage.RunAsync("export", "alice-x", "--format", "cmd")).MustSucceed().Out.Split('\n');

        Assert.That(lines, Does.Contain($"set \"AWS_SESSION_TOKEN={session.Token}\"").And.Contain("set \"AWS_PROFILE=\""));
    }

    private static string[] Values(Stage stage)
    {
        var session = stage.Account.Sessions.Single();
        return [session.AccessKeyId, session.Secret, session.Token, "eu-central-1"];
    }
}
