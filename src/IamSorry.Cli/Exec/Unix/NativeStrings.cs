using System.Runtime.InteropServices;

namespace IamSorry.Cli.Exec;

/// <summary>
/// An array of C strings that ends with a null pointer, as exec and spawn take it. Disposing it zeroes them: some are secrets.
/// </summary>
internal sealed class NativeStrings : IDisposable
{
    private readonly List<(nint Text, int Length)> _texts = [];

    public NativeStrings(IReadOnlyList<byte[]> strings)
    {
        Pointer = Marshal.AllocHGlobal((strings.Count + 1) * nint.Size);
        for (var i = 0; i < strings.Count; i++)
        {
            var text = Marshal.AllocHGlobal(strings[i].Length + 1);
            Marshal.Copy(strings[i], 0, text, strings[i].Length);
            Marshal.WriteByte(text, strings[i].Length, 0);
            _texts.Add((text, strings[i].Length));
            Marshal.WriteIntPtr(Pointer, i * nint.Size, text);
        }

        Marshal.WriteIntPtr(Pointer, strings.Count * nint.Size, 0);
    }

    public nint Pointer { get; }

    public void Dispose()
    {
        foreach (var (text, length) in _texts)
        {
            Marshal.Copy(new byte[length], 0, text, length);
            Marshal.FreeHGlobal(text);
        }

        _texts.Clear();
        Marshal.FreeHGlobal(Pointer);
    }
}
