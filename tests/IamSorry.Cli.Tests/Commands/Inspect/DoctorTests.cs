using IamSorry.Cli.CommandLine;
using System.Text.Json;
using IamSorry.Cli.Tests.Infrastructure;
using IamSorry.Testing;

namespace IamSorry.Cli.Tests.Commands;

/// <summary><c>doctor</c>: what it prints, and what its exit code says.</summary>
public sealed class DoctorTests
{
    [Category(Categories.EveryBuild)]
    [Test]
    public async Task OfSomethingSeriousExitsWithOne()
    {
        await using var stage = await Stage.PlainAsync();

        var run = await stage.RunAsync("doctor", "--offline");

        Assert.That((run.ExitCode, run.Err), Is.EqualTo((1, "")));
        Assert.That(
            run.Out, Does.Contain(
                "serious  the keys of manager profile 'iam-sorry' lie in plain text\n         try: iam-sorry encrypt\n"));
        Assert.That(run.Out, Does.Not.Contain('\u001b'));
        Assert.That(stage.Aws.Calls, Is.Empty);
    }

    [Test]
    public async Task OfNothingSeriousExitsWithZero_AndAsksAws()
    {
        await using var stage = await Stage.SealedAsync();
        var before = stage.Home.Snapshot();

        var run = (await stage.RunAsync("doctor")).MustSucceed();

        Assert.That(
            run.Out, Does.Contain("warning  profile 'work' holds a permanent key").And.Contain(
                "note     the policy of 'alice-mgr'"));
        Assert.That(stage.Actions.Distinct(), Is.EquivalentTo(new[] { "GetCallerIdentity", "GetUser", "ListAccessKeys" }));
        Assert.That(stage.Home.Snapshot(), Is.EqualTo(before));
    }

    [Test]
    public async Task NeverAsksForAPassphrase()
    {
        await using var stage = await Stage.SealedAsync();
        stage.WithoutAgent();

        Assert.That((await stage.RunAsync("doctor")).Out, Does.Contain("AWS was not asked"));
        Assert.That(stage.Home.TimesAsked, Is.Zero);
    }

    [Test]
    public async Task OnATerminalFitsEightyColumns()
    {
        await using var stage = await Stage.PlainAsync();
        stage.Home.Environment["AWS_PROFILE"] = "nobody-has-a-profile-of-this-name-whatever-they-may-have-thought-of-it";

        var shown = await Shown.OnATerminalAsync(stage, "doctor --offline");

        Assert.That(shown, Does.Contain("\u001b[31mserious\u001b[0m").And.Contain("\u001b[33mwarning\u001b[0m"));
        Assert.That(
            Shown.Plain(shown).Split('\n').Where(
                line => !line.Contains("nobody-has") && !line.Contains(stage.Home.Folder)).Select(line => line.Length),
            Has.All.LessThanOrEqualTo(80));
    }

    [Test]
    public async Task AsJsonIsForScripts()
    {
        await using var stage = await Stage.PlainAsync();

        using var json = JsonDocument.Parse((await stage.RunAsync("doctor", "--offline", "--json")).Out);

        var finding = json.RootElement.EnumerateArray().First();
        Assert.That(
            string.Join(' ', finding.EnumerateObject().Select(field => field.Name)), Is.EqualTo(
                "severity code subject message remedy fixable"));
        Assert.That(finding.GetProperty("code").GetString(), Is.EqualTo("manager-unsealed"));
    }

    [Test]
    public async Task OfWhatCanBeMendedIsTheSameForFixProfiles()
    {
        await using var stage = await Stage.SealedAsync();
        stage.Home.Credentials += "[old]\naws_access_key_id = AKIAXXXXXXXXXXXXXXXX\naws_secret_access_key = "
            + "x\naws_session_token = stale\n";
        Assert.That((await stage.RunAsync("doctor", "--offline")).Out, Does.Contain("iam-sorry doctor --fix fixes 1 of them"));

        (await stage.RunAsync("--fix-profiles")).MustSucceed(
            "✓ removed the token of an old session from profile 'old'", "not fixed: profile 'work'");
        (await stage.RunAsync("--fix-profiles")).MustSucceed("nothing that can safely be fixed");

        Assert.That(stage.Home.Credentials, Does.Not.Contain("stale"));
    }

    [TestCase("doctor", "--bedrock", "--bedrock needs to know whose session asks")]
    [TestCase("doctor", "alice-x", "doctor does not look at a profile alone")]
    [TestCase("doctor", "agents", "--fix", "looked at, never changed")]
    [TestCase("doctor", "--model", "x", "--model goes with --bedrock")]
    [TestCase("doctor", "alice-x", "--bedrock", "--offline", "--offline")]
    public async Task RefusesWhatMakesNoSense(params string[] words)
    {
        await using var stage = await Stage.PlainAsync();

        await stage.MustRefuseAsync(ExitCode.WrongUsage, [words[^1]], words[..^1]);
    }

    [Category(Categories.EveryBuild)]
    [Test]
    public async Task AsksBedrockWithTheSessionOfAProfile_AsJson()
    {
        await using var stage = await Stage.SealedAsync();
        (await stage.RunAsync("alice-bedrock")).MustSucceed();
        stage.Account.AttachUserPolicy("alice-bedrock", "AmazonBedrockFullAccess");
        var before = stage.Home.Snapshot();

        var run = (await stage.RunAsync("doctor", "alice-bedrock", "--bedrock", "--json")).MustSucceed();

        using var json = JsonDocument.Parse(run.Out);
        Assert.That(
            json.RootElement.GetProperty("models").EnumerateArray().Select(model => model.GetProperty("access").GetString()),
            Is.EqualTo(new[] { "enabled", "enabled", "not_enabled", "enabled" }));
        Assert.That(json.RootElement.GetProperty("findings").GetArrayLength(), Is.Zero);
        Assert.That(stage.Home.Snapshot(), Is.EqualTo(before), "it only looks");
        Assert.That(stage.Aws.Bedrock.Ran, Is.Empty);
    }

    [Test]
    public async Task TellsAServiceThatIsNotThereFromARefusal()
    {
        await using var stage = await Stage.SealedAsync();
        (await stage.RunAsync("alice-bedrock")).MustSucceed();
        stage.Home.Environment["AWS_ENDPOINT_URL_BEDROCK"] = "http://127.0.0.1:9";

        var run = await stage.RunAsync("doctor", "alice-bedrock", "--bedrock");

        Assert.That((run.ExitCode, run.Err), Is.EqualTo((1, "")));
        Assert.That(run.Out, Does.Contain("no answer from http://127.0.0.1:9"));
    }

    [Category(Categories.EveryBuild)]
    [Test]
    public async Task LooksAtAgents_AndAsksNobody()
    {
        await using var stage = await Stage.SealedAsync();
        Directory.CreateDirectory(stage.Home.InHome(".claude"));
        stage.Home.Write(
            ".claude/settings.json",
            $$$"""
            {"env": {
              "CLAUDE_CODE_USE_BEDROCK": "1",
              "AWS_PROFILE": "work",
              "AWS_SECRET_ACCESS_KEY": "{{{Stage.ManagerKey.Secret}}}"
            }}
            """);
        var before = stage.Home.Snapshot();

        var run = await stage.RunAsync("doctor", "agents", "--json");

        using var json = JsonDocument.Parse(run.Out);
        Assert.That(json.RootElement.GetProperty("agents")[0].GetProperty("uses")[0].GetProperty("who").GetString(),
            Is.EqualTo("profile 'work', by a permanent key"));
        Assert.That(run.ExitCode, Is.EqualTo(1), "a secret in settings is serious");
        Assert.That(stage.Home.Snapshot(), Is.EqualTo(before));
        Assert.That(stage.Aws.Calls, Is.Empty);
    }

    [Test]
    public async Task OfAgentsAndBedrockFitsEightyColumns()
    {
        await using var stage = await Stage.SealedAsync();
        (await stage.RunAsync("alice-bedrock")).MustSucceed();
        stage.Account.AttachUserPolicy("alice-bedrock", "AmazonBedrockFullAccess");
        Directory.CreateDirectory(stage.Home.InHome(".codex"));
        stage.Home.Write(".codex/config.toml", "model_provider = \"amazon-bedrock\"\n");

        foreach (var arguments in new[] { "doctor agents", "doctor alice-bedrock --bedrock" })
        {
            var shown = await Shown.OnATerminalAsync(stage, arguments);
            Assert.That(shown, Does.Contain("Codex").Or.Contain("anthropic.claude-opus-4-8"));
            Assert.That(
                shown.Split('\n').Select(line => Shown.Plain(line.Split("\u001b[K")[^1])) // what goes on is drawn over
                    .Where(line => !line.Contains("agent.sock")).Select(line => line.Length),
                Has.All.LessThanOrEqualTo(80));
        }
    }

    [Test]
    public async Task ResetForgetsWhatWasMinted()
    {
        await using var stage = await Stage.SealedAsync();
        var before = stage.Home.Credentials;
        (await stage.RunAsync("alice-x")).MustSucceed();

        (await stage.RunAsync("--reset")).MustSucceed(
            "✓ forgot the session of IAM user 'alice-x'", "AWS cannot revoke a session");

        Assert.That(stage.Home.Credentials.TrimEnd(), Is.EqualTo(before.TrimEnd()));
        await stage.MustRefuseAsync(ExitCode.RefusedByRule, ["a permanent key"], "--reset", "work");
        (await stage.RunAsync("--reset")).MustSucceed("no session to forget");
    }
}
