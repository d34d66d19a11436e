using System.Runtime.InteropServices;
using System.Text;
using IamSorry.Cli.CommandLine;
using IamSorry.Errors;

namespace IamSorry.Cli.Output;

/// <summary>
/// Stdout and stderr, past <c>Console</c>: its writers, its streams and its <c>WindowWidth</c> prepare the
/// terminal for reading keys and send it a sequence that leaves its cursor keys in another mode; on a pseudo-terminal, in front
/// of a JSON that another program reads.
/// </summary>
internal static partial class Streams
{
    private const int Stdout = 1;
    private const int Stderr = 2;

    /// <summary>Where the product goes.</summary>
    public static TextWriter Out { get => field ??= Open(Stdout); set; }

    /// <summary>Where everything else goes.</summary>
    public static TextWriter Error { get => field ??= Open(Stderr); set; }

    /// <summary>The columns of the terminal that stdout is; null where it is none, or does not tell.</summary>
    public static int? OutWidth => Width(Stdout);

    /// <summary>The columns of the terminal that stderr is; null where it is none, or does not tell.</summary>
    public static int? ErrorWidth => Width(Stderr);

    /// <summary>Writes a product. Whoever reads it may stop reading (<c>| head</c>), which is no failure.</summary>
    /// <exception cref="IamSorryException">It cannot be written: a full disk, a closed descriptor.</exception>
    public static async Task WriteAsync(CommandResult result)
    {
        try
        {
            await result.WriteAsync(Out, Console.IsOutputRedirected ? null : Screen.WithoutControls);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw Unwritable(error);
        }
    }

    /// <summary>Writes what is shown only once: that nobody reads it any more is a failure.</summary>
    /// <exception cref="IamSorryException">It cannot be written, or nobody reads it.</exception>
    public static async Task WriteOnceAsync(string text)
    {
        try
        {
            await using Stream stdout = OperatingSystem.IsWindows() ? Console.OpenStandardOutput()
                : new DescriptorStream(Stdout, mustBeRead: true);
            await stdout.WriteAsync(Encoding.UTF8.GetBytes(text), CancellationToken.None);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw Unwritable(error);
        }
    }

    /// <summary>What is said where stdout takes nothing.</summary>
    private static IamSorryException Unwritable(Exception error) => new(
        $"cannot write to stdout: {TerminalText.FirstLine(error.Message)}",
        "send it to a file or a terminal that takes it; what was done beside it is done");

    private static StreamWriter Open(int descriptor)
    {
        Stream stream = !OperatingSystem.IsWindows() ? new DescriptorStream(descriptor)
            : descriptor == Stdout ? Console.OpenStandardOutput() : Console.OpenStandardError();
        return new StreamWriter(stream, Console.OutputEncoding) { AutoFlush = true };
    }

    private static int? Width(int descriptor)
    {
        if (OperatingSystem.IsWindows())
        {
            // sends nothing there
            return Console.WindowWidth is var columns and > 0 ? columns : null;
        }

        WindowSize size;
        var result = !OperatingSystem.IsMacOS() ? Control(descriptor, 0x5413, out size)
            : RuntimeInformation.ProcessArchitecture == Architecture.Arm64
                ? ControlOnStack(descriptor, 0x40087468, 0, 0, 0, 0, 0, 0, out size)
                : Control(descriptor, 0x40087468, out size);
        return result == 0 && size.Columns > 0 ? size.Columns : null;
    }

    [LibraryImport("libc", EntryPoint = "ioctl")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int Control(int descriptor, nuint request, out WindowSize size);

    // The arguments of a variadic function that are not named lie on the stack on Apple's ARM; those that fill the registers are
    // not looked at.
    [LibraryImport("libc", EntryPoint = "ioctl")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int ControlOnStack(
        int descriptor, nuint request, nint third, nint fourth, nint fifth, nint sixth, nint seventh, nint eighth,
        out WindowSize size);

    [StructLayout(LayoutKind.Sequential)]
    private struct WindowSize
    {
        public ushort Rows;
        public ushort Columns;
        public ushort Width;
        public ushort Height;
    }
}
