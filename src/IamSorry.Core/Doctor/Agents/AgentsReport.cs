namespace IamSorry.Doctor.Agents;

/// <summary>What the settings of coding agents come to.</summary>
/// <param name="Agents">The agents that have settings here, in a fixed order.</param>
/// <param name="Findings">What is to be said, the worst first.</param>
public sealed record AgentsReport(IReadOnlyList<AgentReport> Agents, IReadOnlyList<Finding> Findings);

/// <summary>One agent.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Uses">Which identity it uses for what.</param>
/// <param name="Sandbox">Settings that keep the AWS files and the SSH agent from it; null where it documents none.</param>
public sealed record AgentReport(string Name, IReadOnlyList<AgentUse> Uses, SandboxAdvice? Sandbox = null);

/// <summary>The identity that one part of an agent uses.</summary>
/// <param name="What">The part: <c>models</c>, <c>commands</c>, <c>MCP server NAME</c>.</param>
/// <param name="Who">Whose credentials; in words, without a secret.</param>
/// <param name="From">What says so: a variable and where it is set, a setting, a default.</param>
/// <param name="Over">What says otherwise and loses.</param>
public sealed record AgentUse(string What, string Who, string From, IReadOnlyList<string> Over);

/// <summary>Settings to paste.</summary>
/// <param name="Path">The file that they belong into.</param>
/// <param name="Text">The settings.</param>
/// <param name="Lacks">What the settings that are there do not keep away; none where all of it is.</param>
public sealed record SandboxAdvice(string Path, string Text, IReadOnlyList<string> Lacks);
