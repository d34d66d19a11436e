using System.Diagnostics;

namespace IamSorry.Testing;

/// <summary>
/// Writes scripts that are run at once. Written from here, a script could not be run ("text file busy") while a program that
/// another test starts this moment still holds the descriptor it was written through; a shell of its own is the only one that
/// ever holds it.
/// </summary>
public static class ProgramFile
{
    /// <summary>Writes a script that its owner may read, write and run.</summary>
    public static string Write(string path, string script)
    {
        const string write = "umask 077 && rm -f \"$1\" && cat >\"$1\" && chmod 700 \"$1\"";
        var start = new ProcessStartInfo("/bin/sh", ["-c", write, "sh", path])
        {
            UseShellExecute = false,
            RedirectStandardInput = true,
        };
        using var shell = Process.Start(start)!;
        shell.StandardInput.Write(script);
        shell.StandardInput.Close();
        shell.WaitForExit();
        return shell.ExitCode == 0 ? path : throw new IOException($"cannot write {path}");
    }
}
