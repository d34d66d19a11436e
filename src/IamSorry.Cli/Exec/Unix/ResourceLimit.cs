using System.Runtime.InteropServices;

namespace IamSorry.Cli.Exec;

/// <summary>A limit that the system puts on a process, which its children inherit.</summary>
[StructLayout(LayoutKind.Sequential)]
internal partial struct ResourceLimit
{
    /// <summary>What holds now.</summary>
    public ulong Soft;

    /// <summary>What it may be raised to.</summary>
    public ulong Hard;

    /// <summary>getrlimit(2); null where there is no such limit.</summary>
    public static ResourceLimit? Find(int resource) => Get(resource, out var limit) == 0 ? limit : null;

    /// <summary>Sets the soft limit.</summary>
    public static void SetSoft(int resource, ulong soft)
    {
        if (Find(resource) is { } limit)
        {
            _ = Set(resource, limit with { Soft = soft });
        }
    }

    [LibraryImport("libc", EntryPoint = "getrlimit")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int Get(int resource, out ResourceLimit limit);

    [LibraryImport("libc", EntryPoint = "setrlimit")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int Set(int resource, in ResourceLimit limit);
}
