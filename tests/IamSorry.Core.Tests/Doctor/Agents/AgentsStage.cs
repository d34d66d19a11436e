using IamSorry.Doctor.Agents;
using IamSorry.Profiles;
using IamSorry.Testing;

namespace IamSorry.Tests.Doctor.Agents;

/// <summary>A home with settings of agents, a project in it, and a machine of its own for what admins set.</summary>
internal sealed class AgentsStage : IDisposable
{
    public const string Session =
        "aws_access_key_id = ASIAWORKWORKWORKWORK\naws_secret_access_key = hush/hush\naws_session_token = hush/token\n"
        + "credentials_owner = alice-bedrock\nexpiration = 2099-01-01T00:00:00Z\n";

    private readonly ExaminedHome _home = new();

    public AgentsStage()
    {
        _home.Home.Credentials = "[alice-bedrock]\n" + Session
            + "[work]\naws_access_key_id = AKIAWORKWORKWORKWORK\naws_secret_access_key = hush/hush\n";
        _home.Home.Config = "[profile alice-bedrock]\nregion = eu-central-1\n"
            + "[profile alice-dev]\nregion = eu-central-1\ncredential_process = iam-sorry credential-process alice-dev\n";
        Write("project/.git/HEAD", "");
    }

    public Dictionary<string, string> Environment => _home.Environment;

    public TemporaryHome Home => _home.Home;

    public AgentPlaces Places
        => new(_home.Home.Folder, _home.Home.Folder + "/project", _home.Home.Folder + "/machine", IsMac: false);

    /// <summary>A file of the home, or below <c>machine/</c> of the system.</summary>
    public AgentsStage Write(string path, string text)
    {
        var full = Path.Combine(_home.Home.Folder, path);
        Directory.CreateDirectory(Path.GetDirectoryName(full)!);
        _home.Home.Write(full, text);
        return this;
    }

    public AgentsReport Run()
    {
        var report = AgentsExamination.Run(Places, new ProfileStore(_home.Home.Files).Read(), _home.Here);

        // whatever is found out, no secret is told: all of them here say hush
        var told = string.Join('\n', report.Findings.Select(finding => $"{finding} {finding.Remedy}")
            .Concat(report.Agents.SelectMany(agent => agent.Uses).Select(use => $"{use} {string.Join(' ', use.Over)}")));
        NUnit.Framework.Assert.That(told, NUnit.Framework.Does.Not.Contain("hush"));
        return report;
    }

    /// <summary>What one part of an agent uses.</summary>
    public AgentUse Use(string agent, string what)
        => Run().Agents.Single(each => each.Name == agent).Uses.Single(use => use.What == what);

    public IReadOnlyList<string> Codes => [.. Run().Findings.Select(finding => finding.Code)];

    public void Dispose() => _home.Dispose();
}
