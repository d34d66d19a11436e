using System.Globalization;
using System.Runtime.InteropServices;

namespace IamSorry.Cli.Exec;

/// <summary>
/// The .NET runtime raises the soft limit of open files to the hard one, and a command would inherit that: programs that close or
/// select on every possible descriptor crawl or break. What it was before is known by the parent process, which has handed it
/// down.
/// </summary>
internal static partial class FileLimit
{
    private const int OpenFiles = 7;

    public static void Restore()
    {
        if (OperatingSystem.IsLinux() && OfParent() is { } before && before < ResourceLimit.Find(OpenFiles)?.Soft)
        {
            ResourceLimit.SetSoft(OpenFiles, before);
        }
    }

    private static ulong? OfParent()
    {
        try
        {
            // Max open files            1024                 1048576              files
            var line = File.ReadLines($"/proc/{ParentProcess()}/limits").FirstOrDefault(
                line => line.StartsWith("Max open files", StringComparison.Ordinal));
            var words = line?.Split(' ', StringSplitOptions.RemoveEmptyEntries);
            return words is [_, _, _, var soft, ..] && ulong.TryParse(soft, CultureInfo.InvariantCulture, out var limit) ? limit
                : null;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            // a parent of another user
            return null;
        }
    }

    [LibraryImport("libc", EntryPoint = "getppid")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int ParentProcess();
}
