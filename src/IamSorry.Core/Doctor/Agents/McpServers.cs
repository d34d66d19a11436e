using System.Text.RegularExpressions;
using IamSorry.Errors;

namespace IamSorry.Doctor.Agents;

/// <summary>An MCP server that an agent starts.</summary>
/// <param name="Name">Its name in the settings.</param>
/// <param name="Own">The variables that the settings give it.</param>
internal sealed record McpServer(string Name, Layer Own);

/// <summary>Which identity MCP servers use: those that their settings give one, and in one line all others.</summary>
internal static partial class McpServers
{
    /// <param name="scene">Where findings go.</param>
    /// <param name="agent">Who starts them.</param>
    /// <param name="servers">The servers.</param>
    /// <param name="inherited">What each inherits from the agent.</param>
    /// <param name="inherits">Whether they inherit what the agent's commands have.</param>
    public static IEnumerable<AgentUse> Uses(
        AgentScene scene, string agent, IEnumerable<McpServer> servers, Variables inherited, bool inherits)
    {
        var resolver = new IdentityResolver(scene);
        var others = 0;
        foreach (var server in servers)
        {
            if (inherits && !server.Own.Values.Keys.Any(name => name.StartsWith("AWS_", StringComparison.Ordinal)))
            {
                others++;
                continue;
            }

            yield return resolver.Resolve(
                $"MCP server {TerminalText.Quote(server.Name)} of {agent}", $"MCP server {TerminalText.Sanitize(server.Name)}",
                inherited.Under(server.Own), SdkChain.KeysFirst);
        }

        if (others > 0)
        {
            yield return new AgentUse(
                others == 1 ? "1 MCP server" : $"{others} MCP servers", "the same as commands",
                "their settings name no AWS identity", []);
        }
    }

    /// <summary><c>${NAME}</c> and <c>${NAME:-otherwise}</c> replaced by what the agent has.</summary>
    public static IReadOnlyDictionary<string, string> Expand(IReadOnlyDictionary<string, string> own, Variables variables)
        => own.ToDictionary(
            each => each.Key,
            each => Reference().Replace(
                each.Value, match => variables[match.Groups["name"].Value] ?? match.Groups["otherwise"].Value),
            StringComparer.Ordinal);

    [GeneratedRegex(
        @"\$\{(env:)?(?<name>[A-Za-z_][A-Za-z0-9_]*)(:-(?<otherwise>[^}]*))?\}", RegexOptions.ExplicitCapture,
        matchTimeoutMilliseconds: 1000)]
    private static partial Regex Reference();
}
