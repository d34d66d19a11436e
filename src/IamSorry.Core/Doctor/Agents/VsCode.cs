using IamSorry.Doctor.Agents.Reading;

namespace IamSorry.Doctor.Agents;

// Specification card: code.visualstudio.com/docs (settings.json with comments; terminal.integrated.env; mcp.json of the user and
// of a workspace), code.claude.com/docs/en/vs-code (claudeCode.environmentVariables), docs.aws.amazon.com/toolkit-for-vscode
// (the toolkit reads the AWS files and lets a profile be chosen in the editor), read in November 2026. No settings key names the
// toolkit's profile.

/// <summary>VS Code: the AWS toolkit, Claude Code's extension, its terminals, its MCP servers.</summary>
internal sealed class VsCode : IAgent
{
    private const string Name = "VS Code", Toolkit = "amazonwebservices.aws-toolkit-vscode-";

    public AgentReport? Look(AgentScene scene)
    {
        var places = scene.Places;
        var user = places.IsMac ? places.InHome("Library", "Application Support", "Code", "User")
            : Path.Combine(scene.Here.Variable("XDG_CONFIG_HOME") ?? places.InHome(".config"), "Code", "User");
        var workspace = Path.Combine(places.Project, ".vscode");
        List<(string Path, Tree Tree)> settings =
        [
            .. from path in new[] { Path.Combine(workspace, "settings.json"), Path.Combine(user, "settings.json") }
               let tree = scene.Read(path, JsonSettings.Relaxed)
               where tree is not null
               select (path, tree),
        ];
        var servers = Servers(scene, Path.Combine(workspace, "mcp.json"), Path.Combine(user, "mcp.json")).ToList();
        var hasToolkit = HasToolkit(places.InHome(".vscode", "extensions"));
        return settings.Count == 0 && servers.Count == 0 && !hasToolkit ? null : new AgentReport(
            Name, [.. ToolkitUse(hasToolkit), .. Extension(scene, settings), .. Terminals(scene, settings), .. servers]);
    }

    private static IEnumerable<AgentUse> ToolkitUse(bool isThere) => !isThere ? [] :
    [
        new AgentUse("AWS toolkit", "the profile that is chosen in the editor", "no settings file says which", []),
    ];

    private static IEnumerable<AgentUse> Extension(AgentScene scene, List<(string Path, Tree Tree)> settings)
    {
        var layers = settings.Select(file => new Layer(scene.Show(file.Path), Pairs(file.Tree), IsShared(scene, file.Path)))
            .Where(layer => layer.Values.Count > 0).ToList();
        if (layers.Count == 0)
        {
            return [];
        }

        // the extension starts Claude Code with these variables, and its own settings files win over what it is started with
        var claude = new ClaudeSettings(scene);
        return ClaudeCode.Uses(
            scene, claude, scene.Shell.Under(layers).Under(claude.Layers(scene)), $"{ClaudeCode.Name} in {Name}")
            .Take(2).Select(use => use with { What = $"Claude Code, {use.What}" });
    }

    private static IEnumerable<AgentUse> Terminals(AgentScene scene, List<(string Path, Tree Tree)> settings)
    {
        var key = scene.Places.IsMac ? "terminal.integrated.env.osx" : "terminal.integrated.env.linux";
        var layers = settings.Select(file => new Layer(
            scene.Show(file.Path), file.Tree.Variables(key), IsShared(scene, file.Path))).ToList();
        return layers.Exists(layer => layer.Values.Keys.Any(name => name.StartsWith("AWS_", StringComparison.Ordinal)))
            ? [new IdentityResolver(scene).Resolve(
                $"terminals of {Name}", "terminals", scene.Shell.Under(layers), SdkChain.KeysFirst)]
            : [];
    }

    private static IEnumerable<AgentUse> Servers(AgentScene scene, params string[] paths)
        => McpServers.Uses(
            scene, Name,
            from path in paths
            let tree = scene.Read(path, JsonSettings.Relaxed)
            where tree is not null
            from server in tree.Fields("servers").OrderBy(each => each.Key, StringComparer.Ordinal)
            where server.Value.Text("command") is not null
            select new McpServer(server.Key, new Layer(
                scene.Show(path),
                McpServers.Expand(
                    EnvFile(scene, server.Value).Concat(server.Value.Variables("env"))
                        .GroupBy(each => each.Key, StringComparer.Ordinal)
                        .ToDictionary(same => same.Key, same => same.Last().Value, StringComparer.Ordinal),
                    scene.Shell),
                IsShared(scene, path))),
            scene.Shell, inherits: true);

    private static IReadOnlyDictionary<string, string> EnvFile(AgentScene scene, Tree server)
    {
        var project = scene.Places.Project;
        var named = server.Text("envFile")?.Replace("${workspaceFolder}", project, StringComparison.Ordinal);
        var tree = named is null ? null : scene.Read(Path.Combine(project, named), DotEnvSettings.Read);
        return (tree ?? Tree.Nothing).Variables();
    }

    // [{"name": "AWS_PROFILE", "value": "..."}]
    private static Dictionary<string, string> Pairs(Tree settings)
        => settings.List("claudeCode.environmentVariables")
            .Select(pair => (Name: pair.Text("name"), Value: pair.Text("value")))
            .Where(pair => pair is { Name: not null, Value: not null })
            .GroupBy(pair => pair.Name!, StringComparer.Ordinal)
            .ToDictionary(group => group.Key, group => group.Last().Value!, StringComparer.Ordinal);

    private static bool IsShared(AgentScene scene, string path)
        => path.StartsWith(Path.Combine(scene.Places.Project, ".vscode"), StringComparison.Ordinal);

    private static bool HasToolkit(string folder)
    {
        try
        {
            return Directory.EnumerateDirectories(folder, Toolkit + "*").Any();
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            // mostly there is no such folder
            return false;
        }
    }
}
