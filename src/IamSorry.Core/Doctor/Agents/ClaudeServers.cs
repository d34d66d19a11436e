using IamSorry.Doctor.Agents.Reading;

namespace IamSorry.Doctor.Agents;

// Specification card: code.claude.com/docs/en/mcp, read in November 2026: .mcp.json of a project, mcpServers of ~/.claude.json
// for the user and below "projects" for one of them; of a name that stands in several, local wins over project over user. A
// server inherits what Claude Code has, unless CLAUDE_CODE_MCP_ALLOWLIST_ENV leaves it only its own env; ${NAME} is replaced.

/// <summary>The MCP servers of Claude Code that run on this machine.</summary>
internal static class ClaudeServers
{
    public static IEnumerable<AgentUse> Look(AgentScene scene, Variables variables)
    {
        var own = Path.Combine(
            scene.Here.Variable("CLAUDE_CONFIG_DIR") ?? scene.Places.Home, ".claude.json");
        var user = scene.Read(own, JsonSettings.Strict) ?? Tree.Nothing;
        var shared = Path.Combine(scene.Places.Project, ".mcp.json");
        var servers = new Dictionary<string, (Tree Server, string Path, bool IsShared)>(StringComparer.Ordinal);
        Add(user.Fields("mcpServers"), own, isShared: false);
        Add((scene.Read(shared, JsonSettings.Strict) ?? Tree.Nothing).Fields("mcpServers"), shared, isShared: true);
        foreach (var folder in new[] { scene.Places.Project, scene.Places.Folder }.Distinct(StringComparer.Ordinal))
        {
            Add(user.Fields("projects", folder, "mcpServers"), own, isShared: false);
        }

        var isBare = Tree.IsYes(variables["CLAUDE_CODE_MCP_ALLOWLIST_ENV"]);
        return McpServers.Uses(
            scene, ClaudeCode.Name,
            servers.OrderBy(each => each.Key, StringComparer.Ordinal).Where(each => each.Value.Server.Text("command") is not null)
                .Select(each => new McpServer(
                    each.Key,
                    new Layer(
                        scene.Show(each.Value.Path), McpServers.Expand(each.Value.Server.Variables("env"), variables),
                        each.Value.IsShared))),
            isBare ? new Variables([]) : variables, inherits: !isBare);

        void Add(IReadOnlyDictionary<string, Tree> some, string path, bool isShared)
        {
            foreach (var (name, server) in some)
            {
                servers[name] = (server, path, isShared);
            }
        }
    }
}
