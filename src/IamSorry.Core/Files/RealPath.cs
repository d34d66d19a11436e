namespace IamSorry.Files;

/// <summary>Where a file really is.</summary>
public static class RealPath
{
    /// <summary>The path without any link in it; the path itself where it cannot be followed.</summary>
    public static string Of(string path)
    {
        try
        {
            var target = File.ResolveLinkTarget(path, returnFinalTarget: true)?.FullName ?? Path.GetFullPath(path);
            return Path.GetDirectoryName(target) is { } folder && FileSystemRules.RealFolder(folder) is { } real
                ? Path.Combine(real, Path.GetFileName(target))
                : target;
        }
        catch (Exception error) when (AtomicFile.IsFileError(error))
        {
            return path;
        }
    }
}
