namespace IamSorry.OpenSsh;

/// <summary>Finds a program the way a shell does.</summary>
public static class ProgramFinder
{
    /// <summary>
    /// The full path of a program on the search path, or null. <see cref="System.Diagnostics.Process"/> is never given a bare
    /// name, because it looks in the current folder before the search path: a cloned repository with a file named ssh-keygen in
    /// it would be run. Relative entries of the search path are skipped for the same reason.
    /// </summary>
    public static string? Find(string name, string? searchPath)
    {
        var file = OperatingSystem.IsWindows() ? name + ".exe" : name;
        return (searchPath ?? "").Split(Path.PathSeparator)
            .Where(Path.IsPathFullyQualified)
            .Select(folder => Path.Combine(folder, file))
            .FirstOrDefault(IsProgram);
    }

    private static bool IsProgram(string path)
    {
        const UnixFileMode execute = UnixFileMode.UserExecute | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute;
        try
        {
            return File.Exists(path)
                && (OperatingSystem.IsWindows() || (File.GetUnixFileMode(path) & execute) != UnixFileMode.None);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }
}
