using System.Runtime.InteropServices;

namespace IamSorry.Cli.Exec;

/// <summary>
/// A crash would write the memory of this program, an open key in it, into a file that backups and bug reports pick up. So the
/// system is told to write none. On Linux the process is not dumpable, which also keeps other programs of the same login from
/// reading its memory, and which ends by itself when a command takes its place; elsewhere the limit of core files is zero, and is
/// given back to the commands that are run.
/// </summary>
internal static partial class CoreFile
{
    private const int SetDumpable = 4;
    private const int CoreFiles = 4;

    private static ulong? _before;

    /// <summary>From now on there is none.</summary>
    public static void Forbid()
    {
        if (OperatingSystem.IsLinux())
        {
            _ = ControlProcess(SetDumpable, 0, 0, 0, 0);
        }
        else if (!OperatingSystem.IsWindows() && ResourceLimit.Find(CoreFiles) is { Soft: > 0 } limit)
        {
            _before = limit.Soft;
            ResourceLimit.SetSoft(CoreFiles, 0);
        }
    }

    /// <summary>Gives a command that is about to run what this program had.</summary>
    public static void Restore()
    {
        if (_before is { } soft)
        {
            ResourceLimit.SetSoft(CoreFiles, soft);
        }
    }

    [LibraryImport("libc", EntryPoint = "prctl")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int ControlProcess(int option, nuint value, nuint third, nuint fourth, nuint fifth);
}
