using IamSorry.Errors;
using IamSorry.Files;

namespace IamSorry.Cli.Composition;

/// <summary>Where this program is, for files that outlive this version of it.</summary>
internal static class OwnPath
{
    /// <summary>
    /// The name on the search path that leads to this program, where there is one: an update puts the next version behind it.
    /// Else the program's own file.
    /// </summary>
    /// <exception cref="IamSorryException">It cannot be told.</exception>
    public static string Find(Func<string, string?> environment)
    {
        var own = Environment.ProcessPath
            ?? throw new IamSorryException("the path of this program is not known", "install it: scripts/install.sh");
        var file = "iam-sorry" + (OperatingSystem.IsWindows() ? ".exe" : "");
        var target = RealPath.Of(own);

        // install.sh keeps every version in a folder of its own, lib/iam-sorry/VERSION, and bin/iam-sorry leads to the current
        // one
        string[] installed = Path.GetDirectoryName(target) is { } folder
            ? [Path.GetFullPath(Path.Combine(folder, "../../../bin"))] : [];
        return (environment("PATH") ?? "").Split(Path.PathSeparator)
            .Where(Path.IsPathFullyQualified)
            .Concat(installed)
            .Select(each => Path.Combine(each, file))
            .FirstOrDefault(path => File.Exists(path) && RealPath.Of(path) == target) ?? own;
    }
}
