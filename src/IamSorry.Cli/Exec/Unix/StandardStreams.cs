using System.Runtime.InteropServices;
using System.Text;
using IamSorry.Cli.Output;

namespace IamSorry.Cli.Exec;

/// <summary>
/// A program may be started with stdin, stdout or stderr closed (<c>2&gt;&amp;-</c>). The next file that it opens then gets that
/// number, and a message, or worse a session, would be written into the credentials file or a lock. So the numbers are taken
/// before anything is opened.
/// </summary>
internal static partial class StandardStreams
{
    private const int In = 0;
    private const int Out = 1;
    private const int Error = 2;
    private const int GetFlags = 1;
    private const int CloseOnExec = 1;
    private const int ReadOnly = 0;
    private const int WriteOnly = 1;

    /// <summary>Takes what is closed: messages go nowhere then, and a product cannot be written, which is an error.</summary>
    public static void Guard()
    {
        if (OperatingSystem.IsWindows())
        {
            return;
        }

        Take(In, ReadOnly);
        if (!Take(Out, ReadOnly))
        {
            Streams.Out = ClosedWriter.Instance;
        }

        if (!Take(Error, WriteOnly))
        {
            Streams.Error = TextWriter.Null;
        }
    }

    // False where the runtime has put something of its own there already. That is closed on exec, which nothing is that was
    // handed down by an exec.
    private static bool Take(int number, int mode)
    {
        var flags = Control(number, GetFlags);
        if (flags >= 0)
        {
            return (flags & CloseOnExec) == 0;
        }

        var opened = Open("/dev/null", mode);
        if (opened >= 0 && opened != number)
        {
            _ = Duplicate(opened, number);
            _ = Close(opened);
        }

        return opened >= 0;
    }

    [LibraryImport("libc", EntryPoint = "fcntl")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int Control(int number, int command);

    [LibraryImport("libc", EntryPoint = "open", StringMarshalling = StringMarshalling.Utf8)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int Open(string path, int flags);

    [LibraryImport("libc", EntryPoint = "dup2")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int Duplicate(int from, int to);

    [LibraryImport("libc", EntryPoint = "close")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int Close(int number);

    private sealed class ClosedWriter : TextWriter
    {
        public static ClosedWriter Instance { get; } = new();

        public override Encoding Encoding => Encoding.UTF8;

        public override void Write(char value) => throw new IOException("stdout is closed");
    }
}
