using System.ComponentModel;
using System.Runtime.InteropServices;

namespace IamSorry.Cli.Exec;

/// <summary>
/// Runs a command as a shell would: found on the search path, with this program's environment to the byte but for the variables
/// that change, and with nothing of what the .NET runtime has set up for itself.
/// </summary>
internal static partial class UnixCommand
{
    private const int NoSuchFile = 2;
    private const int Interrupted = 4;
    private const int SigPipe = 13;
    private const int SigContinue = 18;
    private const int SigStop = 19;
    private const int SignalBase = 128;
    private const int ReportStops = 2;
    private const int Stopped = 0x7F;
    private const short SetDefaultSignals = 4;

    // far longer than the terminal takes to stop two processes
    private static readonly TimeSpan StopTime = TimeSpan.FromMilliseconds(100);

    // larger than any system's posix_spawnattr_t and sigset_t
    private const int SpawnBufferSize = 1024;

    /// <summary>
    /// Becomes the command: same process, so signals, job control and exit code need nobody in between. Returns only to throw.
    /// </summary>
    /// <exception cref="CommandNotStartedException">There is no such command, or it cannot be run.</exception>
    public static void Become(CommandLaunch command)
    {
        using var words = new NativeStrings(RawWords.Of(command.Words));
        using var environment = new NativeStrings(NativeEnvironment.With(command.Variables));
        var before = NativeEnvironment.Replace(environment.Pointer);
        FileLimit.Restore();
        CoreFile.Restore();
        RuntimeSockets.Remove();

        // the runtime ignores it, and an ignored signal is inherited: `yes | head` would never end. Handlers are not inherited.
        _ = SetSignal(SigPipe, 0);
        _ = ReplaceProcess(command.Program, words.Pointer);
        var error = Marshal.GetLastPInvokeError();
        NativeEnvironment.Replace(before);
        throw NotStarted(command, error);
    }

    /// <summary>
    /// Starts the command beside this program, in its process group and on its terminal; returns the process number.
    /// </summary>
    /// <exception cref="CommandNotStartedException">There is no such command, or it cannot be run.</exception>
    public static int Start(CommandLaunch command)
    {
        using var words = new NativeStrings(RawWords.Of(command.Words));
        using var environment = new NativeStrings(NativeEnvironment.With(command.Variables));
        var attributes = new byte[SpawnBufferSize];
        var signals = new byte[SpawnBufferSize];
        _ = InitAttributes(attributes);
        _ = EmptySignals(signals);
        _ = AddSignal(signals, SigPipe);
        _ = SetDefaults(attributes, signals);
        _ = SetFlags(attributes, SetDefaultSignals);
        FileLimit.Restore();
        CoreFile.Restore();
        var error = Spawn(out var process, command.Program, 0, attributes, words.Pointer, environment.Pointer);
        CoreFile.Forbid();
        _ = DestroyAttributes(attributes);
        return error == 0 ? process : throw NotStarted(command, error);
    }

    /// <summary>Waits for the end of the command; its exit code, or 128 and the signal that ended it.</summary>
    public static Task<int> EndAsync(int process) => Task.Factory.StartNew(
        () => End(process), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);

    /// <summary>Sends a signal.</summary>
    public static void Send(int process, PosixSignal signal) => _ = Kill(process, signal switch
    {
        PosixSignal.SIGHUP => 1,
        PosixSignal.SIGINT => 2,
        PosixSignal.SIGQUIT => 3,
        PosixSignal.SIGTERM => 15,
        _ => throw new ArgumentOutOfRangeException(nameof(signal)),
    });

    private static int End(int process)
    {
        while (true)
        {
            var status = WaitFor(process);
            if ((status & 0xFF) == Stopped)
            {
                // Ctrl-Z has stopped us as well. A command that stopped alone (`suspend` in a shell) would leave its terminal to
                // nobody: we stop too, and when we are continued, so is the command.
                Thread.Sleep(StopTime);
                if (IsStopped(process))
                {
                    _ = Kill(Environment.ProcessId, SigStop);
                    _ = Kill(process, SigContinue);
                }

                continue;
            }

            var signal = status & 0x7F;
            return signal == 0 ? (status >> 8) & 0xFF : SignalBase + signal;
        }
    }

    private static int WaitFor(int process)
    {
        int status;
        while (Wait(process, out status, ReportStops) < 0)
        {
            if (Marshal.GetLastPInvokeError() is var error and not Interrupted)
            {
                throw new Win32Exception(error);
            }
        }

        return status;
    }

    // by now it would be running again if it had been stopped and continued together with us
    private static bool IsStopped(int process)
    {
        try
        {
            // 4711 (name) T ...
            var stat = File.ReadAllText($"/proc/{process}/stat");
            return stat.AsSpan(stat.LastIndexOf(')') + 1).TrimStart() is ['T', ..];
        }
        catch (IOException)
        {
            // not Linux
            return false;
        }
    }

    private static CommandNotStartedException NotStarted(CommandLaunch command, int error) => error == NoSuchFile
        ? CommandNotStartedException.Missing(command.Program)
        : CommandNotStartedException.Unusable(command.Program, new Win32Exception(error).Message);

    [LibraryImport("libc", EntryPoint = "execvp", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int ReplaceProcess(string file, nint words);

    [LibraryImport("libc", EntryPoint = "signal")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial nint SetSignal(int signal, nint handler);

    [LibraryImport("libc", EntryPoint = "posix_spawnp", StringMarshalling = StringMarshalling.Utf8)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int Spawn(out int process, string file, nint actions, byte[] attributes, nint words, nint environment);

    [LibraryImport("libc", EntryPoint = "posix_spawnattr_init")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int InitAttributes(byte[] attributes);

    [LibraryImport("libc", EntryPoint = "posix_spawnattr_destroy")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int DestroyAttributes(byte[] attributes);

    [LibraryImport("libc", EntryPoint = "posix_spawnattr_setsigdefault")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int SetDefaults(byte[] attributes, byte[] signals);

    [LibraryImport("libc", EntryPoint = "posix_spawnattr_setflags")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int SetFlags(byte[] attributes, short flags);

    [LibraryImport("libc", EntryPoint = "sigemptyset")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int EmptySignals(byte[] signals);

    [LibraryImport("libc", EntryPoint = "sigaddset")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int AddSignal(byte[] signals, int signal);

    [LibraryImport("libc", EntryPoint = "waitpid", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int Wait(int process, out int status, int options);

    [LibraryImport("libc", EntryPoint = "kill")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int Kill(int process, int signal);
}
