using System.ComponentModel;
using System.Runtime.InteropServices;
using System.Text;
using Microsoft.Win32.SafeHandles;

namespace IamSorry.Files;

/// <summary>
/// The few system calls that .NET does not offer: what kind of file a name is and whose, a plain rename, and fsync of a folder.
/// Struct layouts: statx(2) of Linux is the same on every processor; stat of macOS is the one with 64-bit inode numbers.
/// </summary>
internal static partial class UnixFiles
{
    private const int AtCurrentFolder = -100;
    private const uint StatxBasicStats = 0x7FF;
    private const int StatBufferSize = 256;

    // PATH_MAX of Linux with its NUL; that of macOS is smaller.
    private const int PathBufferSize = 4096;

    private const int KindMask = 0xF000;
    private const int FolderKind = 0x4000;
    private const int RegularKind = 0x8000;

    // O_RDONLY | O_CLOEXEC
    private static readonly int OpenForReading = OperatingSystem.IsMacOS() ? 0x1000000 : 0x80000;

    /// <summary>The error numbers that are named in messages; these are the same on Linux and macOS.</summary>
    public const int NoSuchFile = 2, AccessDenied = 13, Busy = 16, CrossDevice = 18, InvalidArgument = 22, NoSpace = 28,
        ReadOnlySystem = 30;

    /// <summary>Follows links. Null when there is no such file.</summary>
    /// <exception cref="Win32Exception">The file cannot be looked at.</exception>
    public static FileFacts? Stat(string path)
    {
        Span<byte> buffer = stackalloc byte[StatBufferSize];
        var result = OperatingSystem.IsMacOS()
            ? RuntimeInformation.ProcessArchitecture == Architecture.Arm64 ? MacStat(path, buffer) : MacStat64(path, buffer)
            : Statx(AtCurrentFolder, path, 0, StatxBasicStats, buffer);
        if (result != 0)
        {
            return Marshal.GetLastPInvokeError() is var error and not NoSuchFile ? throw new Win32Exception(error) : null;
        }

        var (modeAt, uidAt, gidAt) = OperatingSystem.IsMacOS() ? (4, 16, 20) : (28, 20, 24);
        var mode = MemoryMarshal.Read<ushort>(buffer[modeAt..]);
        return new FileFacts(
            (mode & KindMask) switch { RegularKind => FileKind.Regular, FolderKind => FileKind.Folder, _ => FileKind.Other },
            (UnixFileMode)(mode & 0xFFF),
            MemoryMarshal.Read<uint>(buffer[uidAt..]),
            MemoryMarshal.Read<uint>(buffer[gidAt..]));
    }

    /// <summary>The path without links and dots; null when there is no such file.</summary>
    /// <exception cref="Win32Exception">The path cannot be followed.</exception>
    public static string? RealPath(string path)
    {
        Span<byte> buffer = stackalloc byte[PathBufferSize];
        return ResolvePath(path, buffer) != 0 ? Encoding.UTF8.GetString(buffer[..buffer.IndexOf((byte)0)])
            : Marshal.GetLastPInvokeError() is var error and not NoSuchFile ? throw new Win32Exception(error)
            : null;
    }

    /// <summary>rename(2): atomic, never a copy (File.Move falls back to copying, which truncates in place).</summary>
    /// <exception cref="Win32Exception">It failed; the target is untouched.</exception>
    public static void Rename(string from, string to) => Check(RenameFile(from, to));

    /// <summary>Gives an open file another owner and group.</summary>
    public static bool TryChangeOwner(SafeFileHandle file, uint user, uint group) => ChangeOwner(file, user, group) == 0;

    /// <summary>Gives a name another owner and group, without following a link.</summary>
    public static bool TryChangeOwner(string path, uint user, uint group) => ChangeLinkOwner(path, user, group) == 0;

    /// <summary>Opens a file or a folder for reading, without taking a lock on it as .NET would.</summary>
    /// <exception cref="Win32Exception">It cannot be opened.</exception>
    public static SafeFileHandle Open(string path)
    {
        var handle = Open(path, OpenForReading);
        return handle >= 0 ? new SafeFileHandle(handle, ownsHandle: true)
            : throw new Win32Exception(Marshal.GetLastPInvokeError());
    }

    /// <summary>Writes a folder's entries to the disk, so that a rename outlives a power cut.</summary>
    /// <exception cref="Win32Exception">The disk failed.</exception>
    public static void FlushFolder(string path)
    {
        using var folder = Open(path);

        // Some network file systems know no fsync of a folder (EINVAL); they order renames themselves.
        if (Fsync(folder) != 0 && Marshal.GetLastPInvokeError() is var error and not InvalidArgument)
        {
            throw new Win32Exception(error);
        }
    }

    /// <summary>The user this process acts for.</summary>
    [LibraryImport("libc", EntryPoint = "geteuid")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    public static partial uint EffectiveUser();

    /// <summary>
    /// Takes flock(2) on a file, without waiting. Null, or the number of the error: what .NET itself does when it opens a file
    /// lets every error pass but that another process holds the lock.
    /// </summary>
    public static int? TryLock(SafeFileHandle file)
    {
        const int exclusive = 2, nonBlocking = 4;
        return Flock(file, exclusive | nonBlocking) == 0 ? null : Marshal.GetLastPInvokeError();
    }

    private static void Check(int result)
    {
        if (result != 0)
        {
            throw new Win32Exception(Marshal.GetLastPInvokeError());
        }
    }

    [LibraryImport("libc", EntryPoint = "statx", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int Statx(int folder, string path, int flags, uint mask, Span<byte> buffer);

    [LibraryImport("libc", EntryPoint = "stat", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int MacStat(string path, Span<byte> buffer);

    [LibraryImport("libc", EntryPoint = "stat$INODE64", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int MacStat64(string path, Span<byte> buffer);

    [LibraryImport("libc", EntryPoint = "realpath", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial nint ResolvePath(string path, Span<byte> buffer);

    [LibraryImport("libc", EntryPoint = "rename", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int RenameFile(string from, string to);

    [LibraryImport("libc", EntryPoint = "fchown", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int ChangeOwner(SafeFileHandle file, uint user, uint group);

    [LibraryImport("libc", EntryPoint = "lchown", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int ChangeLinkOwner(string path, uint user, uint group);

    [LibraryImport("libc", EntryPoint = "open", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int Open(string path, int flags);

    [LibraryImport("libc", EntryPoint = "flock", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int Flock(SafeFileHandle file, int operation);

    [LibraryImport("libc", EntryPoint = "fsync", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int Fsync(SafeFileHandle file);
}
