namespace IamSorry.Doctor.Agents;

/// <summary>Where the settings of other programs lie.</summary>
/// <param name="Home">The home folder.</param>
/// <param name="Folder">The folder that an agent would be started in.</param>
/// <param name="Root">The root of the file system; another folder in tests.</param>
/// <param name="IsMac">Whether this is macOS, where programs keep their settings elsewhere.</param>
public sealed record AgentPlaces(string Home, string Folder, string Root, bool IsMac)
{
    /// <summary>The root of the repository that the folder lies in; the folder itself where it lies in none.</summary>
    public string Project
    {
        get
        {
            for (var at = Folder; at is not null && at != Home; at = Path.GetDirectoryName(at))
            {
                if (Path.Exists(Path.Combine(at, ".git")))
                {
                    return at;
                }
            }

            return Folder;
        }
    }

    /// <summary>The folders from the project's root down to the one that the agent would be started in.</summary>
    public IReadOnlyList<string> Down
    {
        get
        {
            var folders = new List<string> { Folder };
            while (folders[^1] != Project && Path.GetDirectoryName(folders[^1]) is { } up)
            {
                folders.Add(up);
            }

            folders.Reverse();
            return folders;
        }
    }

    /// <summary>A path in the home.</summary>
    public string InHome(params IEnumerable<string> parts) => Path.Combine([Home, .. parts]);

    /// <summary>A path that belongs to the machine.</summary>
    public string InRoot(params IEnumerable<string> parts) => Path.Combine([Root, .. parts]);

    /// <summary>A path as messages and settings write it: the home as a tilde.</summary>
    public string Show(string path)
        => path == Home ? "~" : path.StartsWith(Home + "/", StringComparison.Ordinal) ? "~" + path[Home.Length..] : path;
}
