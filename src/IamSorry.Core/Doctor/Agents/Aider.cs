using IamSorry.Doctor.Agents.Reading;

namespace IamSorry.Doctor.Agents;

// Specification card: aider.chat/docs, config/aider_conf, config/dotenv, config/options (set-env, env-file) and llms/bedrock,
// read in November 2026: home, root of the repository, current folder; what is loaded last wins. Its boto3 looks for the rest.

/// <summary>aider.</summary>
internal sealed class Aider : IAgent
{
    private const string Name = "aider", Prefix = "bedrock/";

    public AgentReport? Look(AgentScene scene)
    {
        string[] folders = [.. new[] { scene.Places.Folder, scene.Places.Project, scene.Places.Home }.Distinct(
            StringComparer.Ordinal)];
        List<(string Path, Tree Tree)> settings = [.. Read(scene, folders, ".aider.conf.yml", YamlSettings.Read)];
        var named = settings.Select(file => file.Tree.Text("env-file")).FirstOrDefault(path => path is not null);
        List<(string Path, Tree Tree)> variables =
        [
            .. named is null ? [] : Read(scene, [scene.Places.Folder], named, DotEnvSettings.Read),
            .. Read(scene, folders, ".env", DotEnvSettings.Read),
        ];
        if (settings.Count == 0 && !variables.Exists(file => file.Tree.Variables().Keys.Any(
            name => name.StartsWith("AIDER_", StringComparison.Ordinal))))
        {
            return null;
        }

        var layers = settings.Select(file => new Layer(scene.Show(file.Path), SetEnv(file.Tree)))
            .Concat(variables.Select(file => new Layer(scene.Show(file.Path), file.Tree.Variables())));
        var all = scene.Shell.Under(layers);
        var model = settings.Where(file => file.Tree.Text("model") is not null)
            .Select(file => ((string Value, string Source)?)(file.Tree.Text("model")!, $"model in {scene.Show(file.Path)}"))
            .FirstOrDefault() ?? (all.Find("AIDER_MODEL") is { } set ? (set.Value, $"AIDER_MODEL in {set}") : null);
        var resolver = new IdentityResolver(scene);
        return new AgentReport(Name,
        [
            model is { } chosen && !chosen.Value.StartsWith(Prefix, StringComparison.Ordinal)
                ? new AgentUse("models", "not AWS", chosen.Source, [])
                : resolver.Resolve(Name, "models", all, SdkChain.KeysFirst, forBedrock: true) is var use && model is null
                    ? use with { From = $"{use.From}; only for a model named {Prefix}..., and no settings name one" } : use,
            resolver.Resolve(Name, "commands", all, SdkChain.KeysFirst),
        ]);
    }

    private static IEnumerable<(string Path, Tree Tree)> Read(
        AgentScene scene, IEnumerable<string> folders, string name, Func<string, Tree> parse)
        => from folder in folders
           let path = Path.Combine(folder, name)
           let tree = scene.Read(path, parse)
           where tree is not null
           select (path, tree);

    // set-env: NAME=VALUE, one or a list
    private static Dictionary<string, string> SetEnv(Tree settings)
        => (settings.Text("set-env") is { } one ? [one] : settings.Texts("set-env"))
            .Select(pair => pair.Split('=', 2)).Where(pair => pair.Length == 2)
            .GroupBy(pair => pair[0].Trim(), StringComparer.Ordinal)
            .ToDictionary(group => group.Key, group => group.Last()[1].Trim(), StringComparer.Ordinal);
}
