using IamSorry.Profiles;

namespace IamSorry.Doctor.Agents;

/// <summary>
/// Reads what coding agents are told by their settings, and says which AWS identity each will use. Nothing is changed, nothing is
/// run, nobody is asked.
/// </summary>
public static class AgentsExamination
{
    // each is a file of its own and a line here
    private static readonly IReadOnlyList<IAgent> Known = [new ClaudeCode(), new Codex(), new Goose(), new Aider(), new VsCode()];

    /// <summary>Looks at all of them.</summary>
    public static AgentsReport Run(AgentPlaces places, ProfileSnapshot files, DiagnosticContext here)
    {
        var scene = new AgentScene(places, files, here);
        var agents = Known.Select(agent => agent.Look(scene)).OfType<AgentReport>().ToList();
        foreach (var agent in agents.Where(agent => agent.Sandbox is { Lacks: not [] }))
        {
            scene.Add(new Finding(
                Severity.Warning, "agent-not-kept-away", agent.Name,
                $"{agent.Name} is not kept from what opens the manager's key: {string.Join("; ", agent.Sandbox!.Lacks)}",
                $"put the settings that are shown into {agent.Sandbox.Path}"));
        }

        return new AgentsReport(agents, [.. scene.Findings.OrderByDescending(finding => finding.Severity)]);
    }
}
