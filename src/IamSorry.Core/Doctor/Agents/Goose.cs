using IamSorry.Doctor.Agents.Reading;
using IamSorry.Errors;

namespace IamSorry.Doctor.Agents;

// Specification card: goose-docs.ai, guides/config-files and getting-started/providers (goose's repository, documentation/docs),
// read in November 2026. The documents say that the environment wins over config.yaml; the source of the aws_bedrock provider
// puts every AWS_ of config.yaml over the environment. Where the two differ, that is said rather than guessed.

/// <summary>goose.</summary>
internal sealed class Goose : IAgent
{
    private const string Name = "goose", Bedrock = "aws_bedrock";

    public AgentReport? Look(AgentScene scene)
    {
        var folder = Path.Combine(scene.Here.Variable("XDG_CONFIG_HOME") ?? scene.Places.InHome(".config"), "goose");
        var path = Path.Combine(folder, "config.yaml");
        if (scene.Read(path, YamlSettings.Read) is not { } settings)
        {
            return null;
        }

        var secrets = Path.Combine(folder, "secrets.yaml");
        List<Layer> layers =
        [
            new(scene.Show(path), OfAws(settings)),
            new(scene.Show(secrets), OfAws(scene.Read(secrets, YamlSettings.Read) ?? Tree.Nothing)),
        ];
        var variables = new Variables([.. scene.Shell.Layers, .. layers]);
        TellDifferences(scene, variables);
        return new AgentReport(Name,
        [
            Models(scene, settings, path, variables),
            new IdentityResolver(scene).Resolve(Name, "commands", scene.Shell, SdkChain.KeysFirst),
            .. McpServers.Uses(
                scene, Name,
                settings.Fields("extensions").OrderBy(each => each.Key, StringComparer.Ordinal)
                    .Where(each => each.Value.Text("type") == "stdio" && each.Value.Text("enabled") != "false")
                    .Select(each => new McpServer(each.Key, new Layer(scene.Show(path), each.Value.Variables("envs")))),
                scene.Shell, inherits: true),
        ]);
    }

    private static AgentUse Models(AgentScene scene, Tree settings, string path, Variables variables)
    {
        var (provider, source) = variables.Find("GOOSE_PROVIDER") is { } set ? (set.Value, $"GOOSE_PROVIDER in {set}")
            : settings.Text("active_provider") is { } active ? (active, $"active_provider in {scene.Show(path)}")
            : (settings.Text("GOOSE_PROVIDER"), $"GOOSE_PROVIDER in {scene.Show(path)}");
        return provider == Bedrock
            ? new IdentityResolver(scene).Resolve(Name, "models", variables, SdkChain.KeysFirst, forBedrock: true)
            : new AgentUse("models", "not AWS", provider is null ? "no provider is chosen" : source, []);
    }

    private static void TellDifferences(AgentScene scene, Variables variables)
    {
        foreach (var name in new[] { "AWS_PROFILE", "AWS_REGION" })
        {
            if (variables.Find(name) is { Over: [var other, ..] } setting)
            {
                scene.Add(new Finding(
                    Severity.Warning, "goose-two-values", name,
                    $"{name} is {TerminalText.Quote(setting.Value)} in {setting} and another in {other}: goose's documents say "
                    + "that the environment wins, and its source lets the file win",
                    "say it in one of the two places"));
            }
        }
    }

    private static Dictionary<string, string> OfAws(Tree settings) => settings.Variables()
        .Where(each => each.Key.StartsWith("AWS_", StringComparison.Ordinal)).ToDictionary(StringComparer.Ordinal);
}
