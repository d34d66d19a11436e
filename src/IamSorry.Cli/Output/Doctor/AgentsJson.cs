using System.Text.Json;
using System.Text.Json.Serialization;
using IamSorry.Doctor.Agents;

namespace IamSorry.Cli.Output;

/// <summary>Which identity each coding agent uses, as JSON; every field is always there.</summary>
/// <param name="Agents">The agents.</param>
/// <param name="Findings">What is to be said.</param>
internal sealed record AgentsJson(IReadOnlyList<AgentReport> Agents, IReadOnlyList<FindingJson> Findings)
{
    public static string Write(AgentsReport report) => JsonSerializer.Serialize(
        new AgentsJson(report.Agents, [.. report.Findings.Select(FindingJson.Of)]), AgentsJsonContext.Default.AgentsJson) + "\n";
}

[JsonSerializable(typeof(AgentsJson))]
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, WriteIndented = true)]
internal sealed partial class AgentsJsonContext : JsonSerializerContext;
