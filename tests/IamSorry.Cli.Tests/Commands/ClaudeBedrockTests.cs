using System.Text.Json;
using IamSorry.Cli.Tests.Infrastructure;
using IamSorry.Testing;

namespace IamSorry.Cli.Tests.Commands;

/// <summary>The script that starts an agent on Bedrock, as it is installed: beside the program.</summary>
public sealed class ClaudeBedrockTests
{
    [TestCase("claude-bedrock.sh", "alice-bedrock")]
    [TestCase("IAM_SORRY_BEDROCK_PROFILE=alice-b claude-bedrock.sh", "alice-b")]
    [TestCase("claude-bedrock.sh alice-x -- --continue", "alice-x")]
    public async Task RunsTheAgentAsAUserOfTheNamespaceWhateverTheLoginIs(string line, string user)
    {
        await using var stage = await StageAsync();
        stage.Home.Environment["USER"] = "root";

        var run = await stage.RunOtherAsync(Tools.FindOrIgnore("bash"), "-c", line);

        Assert.That(run.ExitCode, Is.Zero, run.ToString);
        var arguments = line.Contains("--", StringComparison.Ordinal) ? "[--continue]" : "[]";
        Assert.That(run.Out, Does.StartWith($"exec={user} bedrock=1 ").And.Contain(arguments));
    }

    [Test]
    public async Task SetsAShellUp()
    {
        await using var stage = await StageAsync();

        var run = await stage.RunOtherAsync(
            Tools.FindOrIgnore("bash"), "-c", "source claude-bedrock.sh && echo $AWS_PROFILE $AWS_REGION");

        Assert.That(run.Out, Is.EqualTo("alice-bedrock eu-central-1\n"), run.ToString);
    }

    [Test]
    public async Task WithoutAManagerSaysSo()
    {
        await using var stage = await StageAsync();
        stage.Home.Credentials = "";

        var run = await stage.RunOtherAsync(Tools.FindOrIgnore("bash"), "-c", "claude-bedrock.sh");

        Assert.That((run.ExitCode, run.Out), Is.EqualTo((1, "")), run.ToString);
        Assert.That(run.Err, Does.Contain("no manager").And.Contain("claude-bedrock.sh PROFILE"));
    }

    [Test]
    public async Task ReadsTheNamespaceFromTheStatus()
    {
        await using var stage = await Minted.StageAsync(TimeSpan.FromHours(3));

        using var status = JsonDocument.Parse((await stage.RunAsync("status", "--json")).MustSucceed().Out);

        var root = status.RootElement;
        Assert.That(root.GetProperty("prefix").GetString(), Is.EqualTo("alice"));
        Assert.That(root.GetProperty("manager").GetProperty("user").GetString(), Is.EqualTo(Stage.Manager));
        Assert.That(root.GetProperty("manager").GetProperty("agent").GetString(), Is.EqualTo("holds-key"));
        Assert.That(root.GetProperty("sessions")[0].GetProperty("seconds_left").GetInt64(), Is.InRange(10_000, 10_800));
    }

    private static async Task<Stage> StageAsync()
    {
        var stage = await Stage.SealedAsync();
        File.Copy(RepositoryFiles.Path("scripts", "claude-bedrock.sh"), stage.Home.InHome("bin/claude-bedrock.sh"));
        ProgramFile.Write(
            stage.Home.InHome("bin/claude"),
            "#!/bin/sh\necho \"exec=$IAM_SORRY_EXEC bedrock=$CLAUDE_CODE_USE_BEDROCK $(iam-sorry version | head -c 9) [$*]\"\n");
        return stage;
    }
}
