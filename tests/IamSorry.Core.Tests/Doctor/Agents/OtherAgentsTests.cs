using NUnit.Framework;

namespace IamSorry.Tests.Doctor.Agents;

/// <summary>Which identity Codex, goose, aider and VS Code use.</summary>
[Parallelizable(ParallelScope.All)]
public sealed class OtherAgentsTests
{
    private const string BedrockToml =
        "model_provider = \"amazon-bedrock\"\n[model_providers.amazon-bedrock.aws]\n"
        + "profile = \"alice-bedrock\"\nregion = \"us-west-2\"\n";

    [Test]
    public void CodexTakesTheProfileOfItsSettings()
    {
        using var stage = new AgentsStage().Write(".codex/config.toml", BedrockToml);
        stage.Environment["AWS_PROFILE"] = "work";

        var use = stage.Use("Codex", "models");

        Assert.That(use.Who, Does.StartWith("IAM user 'alice-bedrock'"));
        Assert.That(use.From, Does.EndWith("; region us-west-2 (~/.codex/config.toml)"));
        Assert.That(use.Over, Is.EqualTo(["AWS_PROFILE in your shell ('work')"]));
        Assert.That(stage.Use("Codex", "commands").Who, Does.StartWith("profile 'work'"));
    }

    [Test]
    public void CodexTakesKeysOfTheEnvironmentOverItsOwnProfile()
    {
        using var stage = new AgentsStage().Write(".codex/config.toml", BedrockToml);
        stage.Environment["AWS_ACCESS_KEY_ID"] = "ASIAOTHEROTHEROTHER1";
        stage.Environment["AWS_SECRET_ACCESS_KEY"] = "hush";

        var use = stage.Use("Codex", "models");

        Assert.That(use.Who, Is.EqualTo("whoever a session (****HER1) belongs to"));
        Assert.That(use.Over[0], Does.StartWith("model_providers.amazon-bedrock.aws.profile in ~/.codex/config.toml"));
    }

    [TestCase("", "IAM user 'alice-bedrock'")]
    [TestCase("[projects.\"{0}\"]\ntrust_level = \"trusted\"\n", "profile 'alice-dev'")]
    public void CodexReadsAProjectsSettingsWhereItIsTrusted(string trust, string who)
    {
        using var stage = new AgentsStage();
        stage.Write(".codex/config.toml", BedrockToml + trust.Replace("{0}", stage.Places.Project, StringComparison.Ordinal))
            .Write("project/.codex/config.toml", "[model_providers.amazon-bedrock.aws]\nprofile = \"alice-dev\"\n");

        Assert.That(stage.Use("Codex", "models").Who, Does.StartWith(who));
    }

    [Test]
    public void CodexKeepsTheEnvironmentFromItsCommandsAndServers()
    {
        using var stage = new AgentsStage().Write(
            ".codex/config.toml",
            "[shell_environment_policy]\ninherit = \"core\"\n[mcp_servers.a]\ncommand = \"x\"\n[mcp_servers.b]\ncommand = \"x\"\n"
            + "env_vars = [\"AWS_PROFILE\"]\n[mcp_servers.c]\ncommand = \"x\"\nenv = { AWS_PROFILE = \"alice-bedrock\" }\n");
        stage.Environment["AWS_PROFILE"] = "alice-dev";

        Assert.That(
            new[] { "models", "commands", "MCP server a", "MCP server b", "MCP server c" }.Select(
                what => stage.Use("Codex", what).Who.Split(',')[0]),
            Is.EqualTo(["not AWS", "nobody", "nobody", "profile 'alice-dev'", "IAM user 'alice-bedrock'"]));
    }

    [TestCase("active_provider: aws_bedrock\nAWS_PROFILE: alice-bedrock\n", "IAM user 'alice-bedrock'")]
    [TestCase("GOOSE_PROVIDER: aws_bedrock\nAWS_PROFILE: alice-dev\n", "profile 'alice-dev'")]
    [TestCase("active_provider: anthropic\nAWS_PROFILE: alice-dev\n", "not AWS")]
    public void GooseTakesTheProfileOfItsSettings(string settings, string who)
    {
        using var stage = new AgentsStage().Write(".config/goose/config.yaml", settings);

        Assert.That(stage.Use("goose", "models").Who, Does.StartWith(who));
    }

    [Test]
    public void GooseWithTwoValuesIsNotGuessedAt()
    {
        using var stage = new AgentsStage().Write(
            ".config/goose/config.yaml", "active_provider: aws_bedrock\nAWS_PROFILE: alice-bedrock\n")
            .Write(".config/goose/secrets.yaml", "AWS_BEARER_TOKEN_BEDROCK: hush\n");
        stage.Environment["AWS_PROFILE"] = "alice-dev";

        Assert.That(stage.Codes, Does.Contain("goose-two-values").And.Contain("secret-in-settings"));
        Assert.That(
            stage.Use("goose", "models").From, Does.StartWith("AWS_BEARER_TOKEN_BEDROCK in ~/.config/goose/secrets.yaml"));
    }

    [Test]
    public void GoosesExtensionsUseWhatTheirSettingsSay()
    {
        using var stage = new AgentsStage().Write(
            ".config/goose/config.yaml",
            "extensions:\n  a:\n    type: stdio\n    enabled: true\n    envs:\n      AWS_PROFILE: alice-dev\n"
            + "  off:\n    type: stdio\n    enabled: false\n    envs: {AWS_PROFILE: work}\n  developer:\n    type: builtin\n");

        Assert.That(
            stage.Run().Agents.Single().Uses.Select(use => use.What), Is.EqualTo(["models", "commands", "MCP server a"]));
    }

    [TestCase("AWS_PROFILE=alice-dev\n", null, "profile 'alice-dev'", "AWS_PROFILE in ~/project/.env")]
    [TestCase("AWS_PROFILE=work\n", "AWS_PROFILE=alice-dev", "profile 'alice-dev'", "AWS_PROFILE in ~/.aider.conf.yml")]
    public void AiderTakesWhatIsLoadedLast(string project, string? setEnv, string who, string from)
    {
        using var stage = new AgentsStage().Write(".env", "AWS_PROFILE=work\n").Write("project/.env", project).Write(
            ".aider.conf.yml", $"model: bedrock/eu.anthropic.x\n{(setEnv is null ? "" : $"set-env:\n  - {setEnv}\n")}");
        stage.Environment["AWS_PROFILE"] = "work";

        var use = stage.Use("aider", "models");

        Assert.That((use.Who.Split(',')[0], use.From), Is.EqualTo((who, from)));
        Assert.That(use.Over, Does.Contain("AWS_PROFILE in your shell"));
    }

    [TestCase("model: sonnet\n", "not AWS")]
    [TestCase("dark-mode: true\n", "profile 'alice-dev', by sessions that iam-sorry renews")]
    public void AiderCallsModelsOfAwsWhereTheirNameSaysSo(string settings, string who)
    {
        using var stage = new AgentsStage().Write(".aider.conf.yml", settings);
        stage.Environment["AWS_PROFILE"] = "alice-dev";

        Assert.That(stage.Use("aider", "models").Who, Is.EqualTo(who));
    }

    [Test]
    public void AnEnvFileAloneIsNotAiders()
    {
        using var stage = new AgentsStage().Write("project/.env", "AWS_PROFILE=work\n");

        Assert.That(stage.Run().Agents, Is.Empty);
    }

    [Test]
    public void VsCodeSettingsReachClaudeCodeAndTerminals()
    {
        using var stage = new AgentsStage().Write(
            ".config/Code/User/settings.json",
            """
            {
              // comments are allowed here
              "claudeCode.environmentVariables": [
                { "name": "CLAUDE_CODE_USE_BEDROCK", "value": "1" }, { "name": "AWS_PROFILE", "value": "alice-dev" },
              ],
              "terminal.integrated.env.linux": { "AWS_PROFILE": "alice-bedrock" },
            }
            """);

        Assert.That(stage.Use("VS Code", "Claude Code, models").Who, Does.StartWith("profile 'alice-dev'"));
        Assert.That(stage.Use("VS Code", "terminals").Who, Does.StartWith("IAM user 'alice-bedrock'"));

        stage.Write(".claude/settings.json", """{"env": {"AWS_PROFILE": "alice-bedrock"}}""");
        Assert.That(
            stage.Use("VS Code", "Claude Code, models").Who, Does.StartWith("IAM user 'alice-bedrock'"), "its own settings win");
    }

    [Test]
    public void VsCodesServersUseTheirEnvFileAndEnv()
    {
        using var stage = new AgentsStage().Write(
            "project/.vscode/mcp.json",
            """{"servers": {"a": {"command": "x", "envFile": "${workspaceFolder}/.env.mcp", "env": {"B": "${env:HOME}"}}}}""")
            .Write("project/.env.mcp", "AWS_PROFILE=alice-dev\n");

        Assert.That(stage.Use("VS Code", "MCP server a").Who, Does.StartWith("profile 'alice-dev'"));
    }

    [Test]
    public void TheToolkitsProfileIsNotGuessed()
    {
        using var stage = new AgentsStage().Write(
            ".vscode/extensions/amazonwebservices.aws-toolkit-vscode-3.1.0/package.json", "{}");

        Assert.That(stage.Use("VS Code", "AWS toolkit").From, Is.EqualTo("no settings file says which"));
    }

    [TestCase(".codex/config.toml", "model_provider = \n")]
    [TestCase(".config/goose/config.yaml", "a: 1\n\tb: 2\n")]
    [TestCase(".aider.conf.yml", "a\nb: c\n")]
    [TestCase(".config/Code/User/settings.json", "{]")]
    [TestCase("project/.vscode/mcp.json", "nonsense")]
    public void MalformedSettingsAreFound(string file, string text)
    {
        using var stage = new AgentsStage().Write(file, text);

        Assert.That(stage.Codes, Is.EqualTo(["settings-malformed"]));
    }
}
