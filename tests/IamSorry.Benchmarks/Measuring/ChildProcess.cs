using System.ComponentModel;
using System.Diagnostics;
using System.Runtime.InteropServices;

namespace IamSorry.Benchmarks.Measuring;

/// <summary>
/// Starts a program with posix_spawn and waits for it: nothing but the program itself lies between the two looks at the clock.
/// System.Diagnostics.Process would add its pipes and its thread to every figure.
/// </summary>
internal static partial class ChildProcess
{
    // larger than posix_spawn_file_actions_t of any system (glibc: 80 bytes)
    private const int FileActionsSize = 256;

    private const int ReadOnly = 0;
    private const int WriteOnly = 1;

    /// <summary>Runs a command once: how long it took, and its exit code (128 and more: a signal).</summary>
    public static (TimeSpan Time, int ExitCode) Run(Command command)
    {
        var (time, exitCodes) = Run(command, count: 1);
        return (time, exitCodes[0]);
    }

    /// <summary>
    /// Starts a command many times, one right after the other, and waits for all: from the first start to the last end.
    /// </summary>
    /// <exception cref="InvalidOperationException">One of them failed.</exception>
    public static TimeSpan RunTogether(Command command, int count)
    {
        var (time, exitCodes) = Run(command, count);
        var failed = exitCodes.Count(code => code != 0);
        return failed == 0 ? time : throw new InvalidOperationException($"{failed} of {count} times {command} failed");
    }

    private static (TimeSpan Time, int[] ExitCodes) Run(Command command, int count)
    {
        var actions = Marshal.AllocHGlobal(FileActionsSize);
        var arguments = Strings([command.Program, .. command.Arguments]);
        var environment = Strings([.. command.Environment.Select(each => $"{each.Key}={each.Value}")]);
        try
        {
            Check(InitActions(actions));
            Check(AddOpen(actions, 0, command.Stdin, ReadOnly, 0));
            Check(AddOpen(actions, 1, "/dev/null", WriteOnly, 0));
            Check(AddOpen(actions, 2, command.Stderr, WriteOnly, 0));
            var start = Stopwatch.GetTimestamp();
            var children = new int[count];
            for (var child = 0; child < count; child++)
            {
                Check(Spawn(out children[child], command.Program, actions, 0, arguments, environment));
            }

            var exitCodes = Array.ConvertAll(children, EndOf);
            return (Stopwatch.GetElapsedTime(start), exitCodes);
        }
        finally
        {
            _ = DestroyActions(actions);
            Marshal.FreeHGlobal(actions);
            Free(arguments);
            Free(environment);
        }
    }

    private static int EndOf(int child)
    {
        Check(WaitFor(child, out var status, 0) == child ? 0 : Marshal.GetLastPInvokeError());
        var signal = status & 0x7f;
        return signal == 0 ? (status >> 8) & 0xff : 128 + signal;
    }

    private static void Check(int error)
    {
        if (error != 0)
        {
            throw new Win32Exception(error);
        }
    }

    // a null-terminated array of C strings
    private static nint[] Strings(string[] texts) => [.. texts.Select(Marshal.StringToCoTaskMemUTF8), 0];

    private static void Free(nint[] strings) => Array.ForEach(strings, Marshal.FreeCoTaskMem);

    [LibraryImport("libc", EntryPoint = "posix_spawn", StringMarshalling = StringMarshalling.Utf8)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int Spawn(
        out int pid, string path, nint fileActions, nint attributes, nint[] arguments, nint[] environment);

    [LibraryImport("libc", EntryPoint = "posix_spawn_file_actions_init")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int InitActions(nint actions);

    [LibraryImport("libc", EntryPoint = "posix_spawn_file_actions_addopen", StringMarshalling = StringMarshalling.Utf8)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int AddOpen(nint actions, int descriptor, string path, int flags, uint mode);

    [LibraryImport("libc", EntryPoint = "posix_spawn_file_actions_destroy")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int DestroyActions(nint actions);

    [LibraryImport("libc", EntryPoint = "waitpid", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int WaitFor(int pid, out int status, int options);
}
