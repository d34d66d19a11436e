namespace IamSorry.OpenSsh;

/// <summary>Knows whether a child process could ask a question on the terminal. Never reads from it.</summary>
public static class ControllingTerminal
{
    /// <summary>
    /// Whether there is one and this process stands in its foreground. A background job that asks is stopped by the system
    /// and looks as if it hung.
    /// </summary>
    public static bool CanAsk()
    {
        if (OperatingSystem.IsWindows())
        {
            return Environment.UserInteractive;
        }

        try
        {
            using var terminal = File.OpenHandle("/dev/tty", FileMode.Open, FileAccess.ReadWrite, FileShare.ReadWrite);
            return NativeMethods.GetForegroundGroup(terminal) == NativeMethods.GetProcessGroup();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }
}
