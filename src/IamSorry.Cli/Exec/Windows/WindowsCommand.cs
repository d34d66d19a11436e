using System.ComponentModel;
using System.Diagnostics;

namespace IamSorry.Cli.Exec;

/// <summary>Runs a command where there is no exec: as a child on the same console.</summary>
internal static class WindowsCommand
{
    private const int NoSuchFile = 2;

    /// <summary>Runs it and returns its exit code.</summary>
    /// <exception cref="CommandNotStartedException">There is no such command, or it cannot be run.</exception>
    public static async Task<int> RunAsync(CommandLaunch command)
    {
        var start = new ProcessStartInfo(command.Program, command.Words.Skip(1)) { UseShellExecute = false };
        foreach (var (name, value) in command.Variables)
        {
            start.Environment[name] = value;
        }

        try
        {
            using var process = Process.Start(start) ?? throw new Win32Exception(NoSuchFile);
            await process.WaitForExitAsync();
            return process.ExitCode;
        }
        catch (Win32Exception error)
        {
            throw error.NativeErrorCode == NoSuchFile
                ? CommandNotStartedException.Missing(command.Program)
                : CommandNotStartedException.Unusable(command.Program, error.Message);
        }
    }
}
