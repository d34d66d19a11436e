using System.Runtime.InteropServices;
using System.Text;

namespace IamSorry.Cli.Exec;

/// <summary>
/// The environment as the system keeps it, byte for byte: .NET reads it as UTF-8, and what is not UTF-8 would be changed on the
/// way to the command.
/// </summary>
internal static partial class NativeEnvironment
{
    /// <summary>The environment with some variables changed; null removes one.</summary>
    public static IReadOnlyList<byte[]> With(IReadOnlyList<(string Name, string? Value)> variables)
    {
        var changed = variables.Select(variable => Encoding.UTF8.GetBytes(variable.Name + "=")).ToList();
        var kept = All().Where(entry => !changed.Exists(name => entry.AsSpan().StartsWith(name)));
        return [.. kept, .. variables.Where(variable => variable.Value is not null).Select(
            variable => Encoding.UTF8.GetBytes($"{variable.Name}={variable.Value}"))];
    }

    /// <summary>Puts another array in the place of this process's environment; returns the one before.</summary>
    public static nint Replace(nint environment)
    {
        var before = Marshal.ReadIntPtr(Address);
        Marshal.WriteIntPtr(Address, environment);
        return before;
    }

    // where C's variable `environ` is
    private static nint Address
        => OperatingSystem.IsMacOS() ? AddressOnMac() : NativeLibrary.GetExport(NativeLibrary.GetMainProgramHandle(), "environ");

    private static List<byte[]> All()
    {
        List<byte[]> entries = [];
        var array = Marshal.ReadIntPtr(Address);
        for (var entry = Marshal.ReadIntPtr(array); entry != 0; entry = Marshal.ReadIntPtr(array, entries.Count * nint.Size))
        {
            var length = 0;
            while (Marshal.ReadByte(entry, length) != 0)
            {
                length++;
            }

            var bytes = new byte[length];
            Marshal.Copy(entry, bytes, 0, length);
            entries.Add(bytes);
        }

        return entries;
    }

    [LibraryImport("libc", EntryPoint = "_NSGetEnviron")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial nint AddressOnMac();
}
