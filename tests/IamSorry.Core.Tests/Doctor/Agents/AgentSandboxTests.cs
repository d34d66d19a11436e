using IamSorry.Doctor.Agents;
using NUnit.Framework;

namespace IamSorry.Tests.Doctor.Agents;

/// <summary>Whether an agent is kept from what opens the manager's key, and the settings that keep it.</summary>
[Parallelizable(ParallelScope.All)]
public sealed class AgentSandboxTests
{
    private const string Claude = ".claude/settings.json";
    private const string Codex = ".codex/config.toml";

    [TestCase(Claude, "{}")]
    [TestCase(Codex, "model = \"m\"\n")]
    public void ThePrintedSettingsKeepItAway(string file, string before)
    {
        using var stage = new AgentsStage().Write(file, before);
        stage.Environment["SSH_AUTH_SOCK"] = "/run/user/1000/agent.socket";
        var advice = Advice(stage);
        Assert.That(advice.Lacks, Is.Not.Empty);
        foreach (var path in new[] { "\"~/.aws\"", "\"~/.aws/iam-sorry\"", "\"/run/user/1000/agent.socket\"" })
        {
            Assert.That(advice.Text, Does.Contain(path));
        }

        stage.Write(file, advice.Text);

        Assert.That(Advice(stage).Lacks, Is.Empty);
        Assert.That(stage.Codes, Does.Not.Contain("agent-not-kept-away").And.Not.Contain("settings-malformed"));
    }

    [Test]
    public void AwsFilesThatLieElsewhereAreKeptAwayToo()
    {
        using var stage = new AgentsStage().Write(Claude, "{}");
        var here = new IamSorry.Doctor.DiagnosticContext(
            stage.Home.Files with { CredentialsPath = "/srv/keys/aws" }, "iam-sorry", "k", _ => null, DateTimeOffset.UtcNow);

        var report = AgentsExamination.Run(
            stage.Places, new IamSorry.Profiles.ProfileStore(stage.Home.Files).Read(), here);

        Assert.That(report.Agents.Single().Sandbox!.Text, Does.Contain("\"/srv/keys/aws\"").And.Contain("Read(//srv/keys/aws)"));
    }

    [TestCase("""{"sandbox": {"enabled": true}}""", "can read ~/.aws, ~/.aws/iam-sorry, /s/agent")]
    [TestCase(
        """{"sandbox": {"enabled": true, "filesystem": {"denyRead": ["~/.aws/"]}}}""", "can read /s/agent;")]
    [TestCase(
        """{"sandbox": {"enabled": true, "filesystem": {"denyRead": ["~/", "/s"], "allowRead": ["~/.aws"]}}}""",
        "can read ~/.aws, ~/.aws/iam-sorry;")]
    [TestCase(
        """{"sandbox": {"enabled": true, "credentials": {"files": [{"path": "~/.aws", "mode": "mask"}]}}}""",
        "can read ~/.aws, ")]
    [TestCase("""{"sandbox": {"enabled": true, "network": {"allowAllUnixSockets": true}}}""", "can ask the SSH agent")]
    [TestCase("""{"sandbox": {"enabled": true, "network": {"allowUnixSockets": ["/s/agent"]}}}""", "can ask the SSH agent")]
    [TestCase("""{"sandbox": {"enabled": false}, "permissions": {"deny": ["Read(~/.aws/**)"]}}""", "its sandbox is off")]
    [TestCase("""{"permissions": {"deny": ["Read(./.env)"]}}""", "its Read tool can read ~/.aws, ~/.aws/iam-sorry")]
    public void WhatIsLeftOpenIsNamed(string settings, string says)
    {
        using var stage = new AgentsStage().Write(Claude, settings);
        stage.Environment["SSH_AUTH_SOCK"] = "/s/agent";

        Assert.That(string.Join("; ", Advice(stage).Lacks) + ";", Does.Contain(says));
    }

    [TestCase("sandbox_mode = \"workspace-write\"\n", "sandbox_mode in ~/.codex/config.toml keeps profiles")]
    [TestCase(
        "default_permissions = \"x\"\n[permissions.x.filesystem]\n\"~/.aws/credentials\" = \"deny\"\n", "can reach ~/.aws, ")]
    [TestCase("[permissions.iam-sorry.filesystem]\n\"~/.aws\" = \"deny\"\n", "can reach ~/.aws, ", Description = "not chosen")]
    public void WhatCodexLeavesOpenIsNamed(string settings, string says)
    {
        using var stage = new AgentsStage().Write(Codex, settings);

        Assert.That(string.Join("; ", Advice(stage).Lacks), Does.Contain(says));
    }

    private static SandboxAdvice Advice(AgentsStage stage) => stage.Run().Agents.Single().Sandbox!;
}
