using NUnit.Framework;

namespace IamSorry.Tests.Doctor.Agents;

/// <summary>Which identity Claude Code uses, and what wins over what.</summary>
[Parallelizable(ParallelScope.All)]
public sealed class ClaudeCodeTests
{
    private const string Name = "Claude Code";
    private const string User = ".claude/settings.json";
    private const string Local = "project/.claude/settings.local.json";
    private const string Shared = "project/.claude/settings.json";
    private const string Managed = "machine/etc/claude-code/managed-settings.json";

    [Test]
    public void IsNotThereWithoutSettings()
    {
        using var stage = new AgentsStage();

        Assert.That(stage.Run().Agents, Is.Empty);
    }

    [Test]
    public void CallsNoModelsOfAwsUnlessItIsTold()
    {
        using var stage = new AgentsStage().Write(User, Env("AWS_PROFILE", "alice-bedrock"));

        Assert.That(stage.Use(Name, "models").Who, Is.EqualTo("not AWS"));
        Assert.That(stage.Use(Name, "commands").Who, Does.StartWith("IAM user 'alice-bedrock', by a session until 2099"));
    }

    [Test]
    public void TakesTheProfileOfItsSettings_OverTheShells()
    {
        using var stage = new AgentsStage().Write(User, Env("AWS_PROFILE", "alice-bedrock"));
        stage.Environment["CLAUDE_CODE_USE_BEDROCK"] = "1";
        stage.Environment["AWS_PROFILE"] = "work";

        var use = stage.Use(Name, "models");

        Assert.That(use.Who, Does.StartWith("IAM user 'alice-bedrock'"));
        Assert.That(
            use.From, Does.StartWith("AWS_PROFILE in ~/.claude/settings.json; region eu-central-1 (profile 'alice-bedrock'"));
        Assert.That(use.Over, Is.EqualTo(["AWS_PROFILE in your shell"]));
    }

    [TestCase("~/.claude/settings.json", User)]
    [TestCase("~/project/.claude/settings.json", User, Shared)]
    [TestCase("~/project/.claude/settings.local.json", User, Shared, Local)]
    [TestCase("~/machine/etc/claude-code/managed-settings.json", User, Shared, Local, Managed)]
    [TestCase(
        "~/machine/etc/claude-code/managed-settings.d/20.json", User, Shared, Local, Managed,
        "machine/etc/claude-code/managed-settings.d/10.json", "machine/etc/claude-code/managed-settings.d/20.json")]
    public void TakesWhatTheStrongestFileSays(string winner, params string[] files)
    {
        using var stage = new AgentsStage();
        foreach (var file in files)
        {
            stage.Write(file, Env("AWS_PROFILE", winner == "~/" + file ? "alice-dev" : "work"));
        }

        var use = stage.Use(Name, "commands");

        Assert.That((use.Who, use.From), Is.EqualTo(
            ("profile 'alice-dev', by sessions that iam-sorry renews", $"AWS_PROFILE in {winner}")));
        Assert.That(use.Over, Has.Count.EqualTo(files.Length - 1));
    }

    [Test]
    public void OfAKeyAndAProfileInItsEnvironmentModelsTakeTheProfile_CommandsTheKey()
    {
        using var stage = Bedrock();
        stage.Environment["AWS_PROFILE"] = "alice-dev";
        stage.Environment["AWS_ACCESS_KEY_ID"] = "AKIAWORKWORKWORKWORK";
        stage.Environment["AWS_SECRET_ACCESS_KEY"] = "hush/hush";

        Assert.That(stage.Use(Name, "models").Who, Does.StartWith("profile 'alice-dev'"));
        Assert.That(stage.Use(Name, "models").Over, Does.Contain("the keys in your shell"));
        Assert.That(stage.Use(Name, "commands").Who, Is.EqualTo("profile 'work', by a permanent key in your shell"));
        Assert.That(stage.Use(Name, "commands").Over, Is.EqualTo(["AWS_PROFILE in your shell ('alice-dev')"]));
    }

    [Test]
    public void ABedrockKeyWinsOverAllElse()
    {
        using var stage = Bedrock("""{"awsCredentialExport": "get-it", "env": {"AWS_PROFILE": "alice-dev"}}""");
        stage.Environment["AWS_BEARER_TOKEN_BEDROCK"] = "bedrock-api-key-hush";

        var use = stage.Use(Name, "models");

        Assert.That(use.From, Does.StartWith("AWS_BEARER_TOKEN_BEDROCK in your shell, before anything else"));
        Assert.That(use.Over, Is.EqualTo(["AWS_PROFILE in ~/.claude/settings.json ('alice-dev')"]));
    }

    [TestCase("iam-sorry credential-process alice-dev", "profile 'alice-dev', by sessions that iam-sorry renews")]
    [TestCase("/opt/iam-sorry credential-process --user alice-dev alice-dev | jq '{Credentials: .}'",
        "profile 'alice-dev', by sessions that iam-sorry renews", "jq-not-needed")]
    [TestCase("/opt/bin/get-it --token hush", "whoever 'get-it' prints credentials of")]
    public void AnExportWinsOverAProfile_ForModelsOnly(string command, string who, params string[] codes)
    {
        using var stage = Bedrock(
            $$$"""{"awsCredentialExport": "{{{command}}}", "env": {"AWS_PROFILE": "alice-bedrock"}}""");

        var use = stage.Use(Name, "models");

        Assert.That((use.Who, use.Over[0]), Is.EqualTo((who, "AWS_PROFILE in ~/.claude/settings.json")));
        Assert.That(stage.Use(Name, "commands").Who, Does.StartWith("IAM user 'alice-bedrock'"));
        Assert.That(stage.Codes.Where(code => code == "jq-not-needed"), Is.EqualTo(codes));
    }

    [Test]
    public void ACommandFromARepositoryIsTold()
    {
        using var stage = Bedrock().Write(Shared, """{"awsAuthRefresh": "./refresh.sh"}""");

        Assert.That(stage.Codes, Does.Contain("command-from-repository"));
        Assert.That(stage.Use(Name, "models").From, Does.Contain("renewed by awsAuthRefresh in ~/project/.claude/settings.json"));
    }

    [Test]
    public void AGatewaySignsInItsPlace()
    {
        using var stage = Bedrock(
            """{"env": {"CLAUDE_CODE_SKIP_BEDROCK_AUTH": "1", "ANTHROPIC_BEDROCK_BASE_URL": "http://127.0.0.1:1/hush"}}""");

        Assert.That(stage.Use(Name, "models").Who, Is.EqualTo("whoever its gateway signs as"));
    }

    [TestCase("iam-sorry", "agent-is-manager")]
    [TestCase("nobody", "agent-without-profile")]
    [TestCase("work", "agent-permanent-key")]
    [TestCase("over", "agent-session-over")]
    public void AnIdentityThatItShouldNotHaveIsFound(string profile, string code)
    {
        using var stage = new AgentsStage().Write(User, Env("AWS_PROFILE", profile));
        stage.Home.Credentials += "[iam-sorry]\naws_access_key_id = AKIAMGRMGRMGRMGRMGRM\naws_secret_access_key = hush\n"
            + "[over]\n" + AgentsStage.Session.Replace("2099", "2020", StringComparison.Ordinal);

        Assert.That(stage.Codes, Does.Contain(code));
    }

    [TestCase(User, "and lies in the repository", false)]
    [TestCase(Shared, "and lies in the repository", true)]
    public void ASecretInSettingsIsFound_AndNotShown(string file, string says, bool isThere)
    {
        using var stage = new AgentsStage().Write(file, Env("AWS_SECRET_ACCESS_KEY", "hush/hush"));

        var message = stage.Run().Findings.Single(finding => finding.Code == "secret-in-settings").Message;

        Assert.That(message.Contains(says, StringComparison.Ordinal), Is.EqualTo(isThere));
    }

    [Test]
    public void AnMcpServerUsesWhatItsSettingsSay()
    {
        using var stage = Bedrock().Write("project/.mcp.json",
            """
            {"mcpServers": {"a": {"command": "x", "env": {"AWS_PROFILE": "${PROFILE:-alice-dev}"}}, "b": {"command": "y"},
             "c": {"type": "http", "url": "https://example.com"}}}
            """).Write(".claude.json", """{"mcpServers": {"a": {"command": "x", "env": {"AWS_PROFILE": "work"}}}}""");

        Assert.That(stage.Use(Name, "MCP server a").Who, Does.StartWith("profile 'alice-dev'"), "the project's wins");
        Assert.That(stage.Use(Name, "1 MCP server").Who, Is.EqualTo("the same as commands"));
    }

    [Test]
    public void AnMcpServerThatInheritsNothingIsTheDefaultProfiles()
    {
        using var stage = Bedrock("""{"env": {"CLAUDE_CODE_MCP_ALLOWLIST_ENV": "1", "AWS_PROFILE": "alice-dev"}}""").Write(
            "project/.mcp.json", """{"mcpServers": {"b": {"command": "y"}}}""");

        Assert.That(stage.Use(Name, "MCP server b").Who, Is.EqualTo("nobody"));
    }

    [Test]
    public void TheEndpointOfExecIsTold()
    {
        using var stage = Bedrock();
        stage.Environment["AWS_CONTAINER_CREDENTIALS_FULL_URI"] = "http://127.0.0.1:1/hush";
        stage.Environment["IAM_SORRY_EXEC"] = "alice-bedrock";

        Assert.That(stage.Use(Name, "models").Who, Does.EndWith("handed out by the server of iam-sorry"));
    }

    [TestCase("{")]
    [TestCase("[1]")]
    [TestCase("{\"env\": [], \"awsAuthRefresh\": {}, \"sandbox\": 7, \"permissions\": {\"deny\": {}}}")]
    [TestCase("{\"env\": {\"AWS_PROFILE\": {\"a\": 1}}}")]
    [TestCase("\"\\ud800\"")]
    [TestCase("// a comment\n{}")]
    public void MalformedSettingsAreNoCrash(string text)
    {
        using var stage = Bedrock().Write(Local, text);

        Assert.That(stage.Use(Name, "commands").Who, Is.Not.Empty);
    }

    [Test]
    public void MalformedSettingsAreFound_WithTheirLine()
    {
        using var stage = Bedrock().Write(Local, "{\n  \"env\": {\n}");

        Assert.That(
            stage.Run().Findings.Single(finding => finding.Code == "settings-malformed").Message,
            Does.StartWith("~/project/.claude/settings.local.json, line 3: not JSON"));
    }

    [Test]
    public void WhatCannotBeReadIsFound_AndNotWaitedFor()
    {
        using var stage = Bedrock();
        Directory.CreateDirectory(Path.Combine(stage.Home.Folder, Local));
        File.WriteAllBytes(Path.Combine(stage.Home.Folder, Shared), [0x7B, 0xFF, 0xFE]);
        using var made = System.Diagnostics.Process.Start("mkfifo", Path.Combine(stage.Home.Folder, "project/.mcp.json"));
        made.WaitForExit();

        Assert.That(stage.Codes.Count(code => code == "settings-unreadable"), Is.EqualTo(3));
    }

    private static AgentsStage Bedrock(string settings = "{}")
    {
        var stage = new AgentsStage().Write(User, settings);
        stage.Environment["CLAUDE_CODE_USE_BEDROCK"] = "1";
        return stage;
    }

    private static string Env(string name, string value) => $$$"""{"env": {"{{{name}}}": "{{{value}}}"}}""";
}
