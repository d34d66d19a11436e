using IamSorry.Errors;

namespace IamSorry.Cli;

/// <summary>Where this program is, for files that outlive this version of it.</summary>
internal static class OwnPath
{
    /// <summary>
    /// The name on the search path that leads to this program, where there is one: an update puts the next version behind it. Else the
    /// program's own file.
    /// </summary>
    /// <exception cref="IamSorryException">It cannot be told.</exception>
    public static string Find(Func<string, string?> environment)
    {
        var own = Environment.ProcessPath ?? throw new IamSorryException("the path of this program is not known", "install it: scripts/install.sh");
        var file = "iam-sorry" + (OperatingSystem.IsWindows() ? ".exe" : "");
        var target = FinalTarget(own);
        return (environment("PATH") ?? "").Split(Path.PathSeparator)
            .Where(Path.IsPathFullyQualified)
            .Select(folder => Path.Combine(folder, file))
            .FirstOrDefault(path => File.Exists(path) && FinalTarget(path) == target) ?? own;
    }

    private static string FinalTarget(string path)
    {
        try
        {
            return Path.GetFullPath(File.ResolveLinkTarget(path, returnFinalTarget: true)?.FullName ?? path);
        }
        catch (IOException)
        {
            return path;
        }
    }
}
