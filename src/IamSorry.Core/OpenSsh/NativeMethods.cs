using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace IamSorry.OpenSsh;

/// <summary>The few POSIX calls that the class library lacks. Not for Windows.</summary>
internal static class NativeMethods
{
    public const int Sigterm = 15;

    [DllImport("libc", EntryPoint = "kill")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    public static extern int Kill(int process, int signal);

    [DllImport("libc", EntryPoint = "getpgrp")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    public static extern int GetProcessGroup();

    [DllImport("libc", EntryPoint = "tcgetpgrp")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    public static extern int GetForegroundGroup(SafeFileHandle terminal);
}
