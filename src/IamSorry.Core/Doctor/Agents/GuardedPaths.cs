namespace IamSorry.Doctor.Agents;

/// <summary>What is to be kept from an agent: the AWS files, what iam-sorry keeps, the SSH agent's socket.</summary>
/// <param name="scene">Where they are.</param>
internal sealed class GuardedPaths(AgentScene scene)
{
    /// <summary>The socket of the SSH agent; null where there is none.</summary>
    public string? Socket
        => scene.Here.Variable("SSH_AUTH_SOCK") is { } socket && Path.IsPathFullyQualified(socket) ? socket : null;

    /// <summary>All of them, once each, as settings write them.</summary>
    public IReadOnlyList<string> Shown => [.. All.Select(Show)];

    /// <summary>A path as settings write it: the home as a tilde.</summary>
    public string Show(string path) => scene.Places.Show(path);

    /// <summary>All of them, once each.</summary>
    public IReadOnlyList<string> All
    {
        get
        {
            var files = scene.Here.Files;
            var folder = scene.Places.InHome(".aws");
            string[] aws = [.. new[] { files.CredentialsPath, files.ConfigPath }.Select(
                path => Path.GetDirectoryName(path) == folder ? folder : path)];
            return [.. aws.Append(files.StateFolder).Append(Socket).OfType<string>().Distinct(StringComparer.Ordinal)];
        }
    }

    /// <summary>Whether one of them is a folder, so that all that lies in it is meant.</summary>
    public bool IsFolder(string path) => path == scene.Here.Files.StateFolder || path == scene.Places.InHome(".aws");

    /// <summary>Those that none of these paths covers, as messages write them.</summary>
    /// <param name="denied">What is kept away; <c>~</c> is the home.</param>
    public IReadOnlyList<string> Open(IReadOnlyList<string> denied)
        => [.. All.Where(path => !denied.Any(rule => Covers(rule, path))).Select(scene.Show)];

    /// <summary>Whether a rule for one path covers another: it is the same, or lies in it.</summary>
    public bool Covers(string rule, string path)
    {
        var wild = rule.EndsWith("/**", StringComparison.Ordinal) ? rule[..^3] : rule;
        var full = wild == "~" ? scene.Places.Home
            : wild.StartsWith("~/", StringComparison.Ordinal) ? scene.Places.InHome(wild[2..]) : wild;
        full = full.Length > 1 ? full.TrimEnd('/') : full;
        return path == full || path.StartsWith(full == "/" ? full : full + "/", StringComparison.Ordinal);
    }
}
