using IamSorry.Doctor.Agents.Reading;

namespace IamSorry.Doctor.Agents;

// Specification card: code.claude.com/docs/en/settings (files, precedence: managed, local, project, user; lists of all are
// joined) and /env-vars (the env key of a settings file), read in November 2026. JSON without comments.

/// <summary>Claude Code's settings files, the strongest first. Only those that can be read.</summary>
internal sealed class ClaudeSettings
{
    private readonly List<(string Path, Tree Tree, bool IsShared)> _all = [];

    public ClaudeSettings(AgentScene scene)
    {
        var places = scene.Places;
        var managed = places.IsMac ? places.InRoot("Library", "Application Support", "ClaudeCode")
            : places.InRoot("etc", "claude-code");
        foreach (var path in DropIns(Path.Combine(managed, "managed-settings.d")))
        {
            Add(scene, path);
        }

        Add(scene, Path.Combine(managed, "managed-settings.json"));
        foreach (var folder in new[] { places.Folder, places.Project }.Distinct(StringComparer.Ordinal))
        {
            Add(scene, Path.Combine(folder, ".claude", "settings.local.json"));
            Add(scene, Path.Combine(folder, ".claude", "settings.json"), isShared: true);
        }

        UserPath = Path.Combine(Folder(scene), "settings.json");
        Add(scene, UserPath);
    }

    /// <summary>The user's own file.</summary>
    public string UserPath { get; }

    public bool IsEmpty => _all.Count == 0;

    /// <summary>Where Claude Code keeps what belongs to the user.</summary>
    public static string Folder(AgentScene scene)
        => scene.Here.Variable("CLAUDE_CONFIG_DIR") ?? scene.Places.InHome(".claude");

    /// <summary>The variables that the files set.</summary>
    public IEnumerable<Layer> Layers(AgentScene scene)
        => _all.Select(each => new Layer(scene.Show(each.Path), each.Tree.Variables("env"), each.IsShared));

    /// <summary>The text of a key, and the file that sets it; null where none does.</summary>
    public (string Value, string Path, bool IsShared)? Text(params string[] path)
        => _all.Where(each => each.Tree.Text(path) is not null)
            .Select(each => ((string, string, bool)?)(each.Tree.Text(path)!, each.Path, each.IsShared)).FirstOrDefault();

    /// <summary>The members of a list, of all files together.</summary>
    public IReadOnlyList<string> Texts(params string[] path) => [.. _all.SelectMany(each => each.Tree.Texts(path))];

    /// <summary>The same where the members are no texts.</summary>
    public IReadOnlyList<Tree> Members(params string[] path) => [.. _all.SelectMany(each => each.Tree.List(path))];

    private void Add(AgentScene scene, string path, bool isShared = false)
    {
        if (scene.Read(path, JsonSettings.Strict) is { } tree && !_all.Exists(known => known.Path == path))
        {
            _all.Add((path, tree, isShared));
        }
    }

    // the last of them wins over those before, and all over the file beside the folder
    private static IEnumerable<string> DropIns(string folder)
    {
        try
        {
            return [.. Directory.EnumerateFiles(folder, "*.json").OrderDescending(StringComparer.Ordinal)];
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            // mostly there is none
            return [];
        }
    }
}
