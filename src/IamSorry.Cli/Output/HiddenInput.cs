using System.Buffers.Binary;
using System.Runtime.InteropServices;

namespace IamSorry.Cli.Output;

/// <summary>
/// The terminal shows nothing of what is typed, for as long as this lives. Where it cannot be told so, nothing secret may be
/// asked for.
/// </summary>
internal sealed partial class HiddenInput : IDisposable
{
    private const int Stdin = 0;
    private const int Now = 0;
    private const ulong Echo = 0x8;

    // larger than any system's struct termios
    private const int Size = 256;

    private readonly byte[] _before;

    private HiddenInput(byte[] before) => _before = before;

    /// <summary>Hides what is typed.</summary>
    /// <exception cref="Errors.IamSorryException">The terminal does not take the order.</exception>
    public static HiddenInput Begin()
    {
        var state = new byte[Size];
        if (OperatingSystem.IsWindows() || GetState(Stdin, ref state[0]) != 0)
        {
            throw Refused();
        }

        var hidden = new HiddenInput([.. state]);

        // the fourth of the flags: 32 bits each on Linux, 64 on macOS
        if (OperatingSystem.IsMacOS())
        {
            var flags = state.AsSpan(3 * sizeof(ulong));
            BinaryPrimitives.WriteUInt64LittleEndian(flags, BinaryPrimitives.ReadUInt64LittleEndian(flags) & ~Echo);
        }
        else
        {
            var flags = state.AsSpan(3 * sizeof(uint));
            BinaryPrimitives.WriteUInt32LittleEndian(flags, BinaryPrimitives.ReadUInt32LittleEndian(flags) & ~(uint)Echo);
        }

        return SetState(Stdin, Now, ref state[0]) == 0 ? hidden : throw Refused();
    }

    public void Dispose() => _ = SetState(Stdin, Now, ref _before[0]);

    private static Errors.IamSorryException Refused() => new(
        "this terminal cannot hide what is typed", "pass the key in the environment or on stdin instead");

    [LibraryImport("libc", EntryPoint = "tcgetattr")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int GetState(int descriptor, ref byte state);

    [LibraryImport("libc", EntryPoint = "tcsetattr")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int SetState(int descriptor, int when, ref byte state);
}
