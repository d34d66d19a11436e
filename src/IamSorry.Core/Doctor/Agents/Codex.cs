using IamSorry.Doctor.Agents.Reading;
using IamSorry.Errors;

namespace IamSorry.Doctor.Agents;

// Specification card: developers.openai.com/codex, config-basic (files and their order; a project's only where it is trusted),
// amazon-bedrock (the bearer token first, then the SDK's chain), config-reference (mcp_servers, shell_environment_policy),
// permissions, all read in November 2026. A server gets env, what env_vars names, and no other AWS variable.

/// <summary>Codex: its command line, desktop app and extension share these files.</summary>
internal sealed class Codex : IAgent
{
    private const string Name = "Codex";

    private static readonly string[] Provider = ["model_providers", "amazon-bedrock", "aws"];

    public AgentReport? Look(AgentScene scene)
    {
        var userPath = Path.Combine(
            scene.Here.Variable("CODEX_HOME") ?? scene.Places.InHome(".codex"), "config.toml");
        var user = scene.Read(userPath, TomlSettings.Read);
        var isTrusted = user?.Text("projects", scene.Places.Project, "trust_level") == "trusted";
        List<(string Path, Tree Tree)> files =
        [
            .. from folder in scene.Places.Down.Reverse()
               let path = Path.Combine(folder, ".codex", "config.toml")
               where isTrusted && path != userPath
               let tree = scene.Read(path, TomlSettings.Read)
               where tree is not null
               select (path, tree),
        ];
        if (user is not null)
        {
            files.Add((userPath, user));
        }

        var system = scene.Places.InRoot("etc", "codex", "config.toml");
        if (scene.Read(system, TomlSettings.Read) is { } machine)
        {
            files.Add((system, machine));
        }

        return files.Count == 0 ? null : new AgentReport(
            Name, [Models(scene, files), Commands(scene, files), .. Servers(scene, files)],
            CodexSandbox.Advise(scene, files, userPath));
    }

    private static AgentUse Models(AgentScene scene, List<(string Path, Tree Tree)> files)
    {
        var provider = Text(files, "model_provider");
        if (provider?.Value != "amazon-bedrock")
        {
            return new AgentUse(
                "models", "not AWS",
                provider is { } other ? $"model_provider in {scene.Show(other.Path)}" : "model_provider is not amazon-bedrock",
                []);
        }

        var profile = Text(files, [.. Provider, "profile"]);
        var use = new IdentityResolver(scene).Resolve(
            Name, "models", scene.Shell, SdkChain.KeysFirst,
            profile is { } named ? (named.Value, $"{string.Join('.', Provider)}.profile in {scene.Show(named.Path)}") : null,
            forBedrock: true);
        return Text(files, [.. Provider, "region"]) is { } region
            ? use with { From = $"{use.From}; region {TerminalText.Sanitize(region.Value)} ({scene.Show(region.Path)})" } : use;
    }

    private static AgentUse Commands(AgentScene scene, List<(string Path, Tree Tree)> files)
    {
        var inherit = Text(files, "shell_environment_policy", "inherit");
        var layers = files.Select(file => new Layer(
            scene.Show(file.Path), file.Tree.Variables("shell_environment_policy", "set"))).ToList();
        var isBare = inherit is { Value: "none" or "core" };
        var use = new IdentityResolver(scene).Resolve(
            Name, "commands", isBare ? new Variables(layers) : scene.Shell.Under(layers), SdkChain.KeysFirst);
        return isBare
            ? use with
            {
                From = $"{use.From}; shell_environment_policy.inherit in {scene.Show(inherit!.Value.Path)} keeps your "
                + $"shell's variables from them"
            }
            : use;
    }

    private static IEnumerable<AgentUse> Servers(AgentScene scene, List<(string Path, Tree Tree)> files)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var (path, tree) in files)
        {
            foreach (var (name, server) in tree.Fields("mcp_servers").OrderBy(each => each.Key, StringComparer.Ordinal))
            {
                if (server.Text("command") is null || server.Text("enabled") == "false" || !seen.Add(name))
                {
                    continue;
                }

                var passed = server.Texts("env_vars");
                var inherited = scene.Shell.Layers.Select(layer => layer with
                {
                    Values = layer.Values.Where(each => passed.Contains(each.Key)).ToDictionary(StringComparer.Ordinal),
                });
                foreach (var use in McpServers.Uses(
                    scene, Name, [new McpServer(name, new Layer(scene.Show(path), server.Variables("env")))],
                    new Variables([.. inherited]), inherits: false))
                {
                    yield return use;
                }
            }
        }
    }

    private static (string Value, string Path)? Text(List<(string Path, Tree Tree)> files, params string[] path)
        => files.Where(file => file.Tree.Text(path) is not null)
            .Select(file => ((string, string)?)(file.Tree.Text(path)!, file.Path)).FirstOrDefault();
}
