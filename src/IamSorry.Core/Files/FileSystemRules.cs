using System.ComponentModel;
using IamSorry.Errors;
using Microsoft.Win32.SafeHandles;

namespace IamSorry.Files;

/// <summary>
/// What differs by system, in one place. On Windows the files stand in the user's profile folder, whose access list already keeps
/// others out and is inherited by new files; modes, owners and fsync of a folder are Unix matters.
/// </summary>
internal static class FileSystemRules
{
    /// <summary>Owner may read and write.</summary>
    public const UnixFileMode PrivateFile = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    private const UnixFileMode PrivateFolder = PrivateFile | UnixFileMode.UserExecute;
    private const uint Root = 0;

    /// <summary>Whether opening a lock file failed because another process holds it: Windows' sharing violation.</summary>
    public static bool IsHeld(IOException error) => error.HResult == unchecked((int)0x80070020);

    /// <summary>For tests: what the file system answers in place of its own answer.</summary>
    internal static AsyncLocal<Func<int?>?> LocksForTests { get; } = new();

    /// <summary>Looks at a file through links; null when it does not exist.</summary>
    public static FileFacts? Look(string path)
    {
        if (!OperatingSystem.IsWindows())
        {
            return UnixFiles.Stat(path);
        }

        var kind = Directory.Exists(path) ? FileKind.Folder : FileKind.Regular;
        return Path.Exists(path) ? new FileFacts(kind, PrivateFile, 0, 0) : null;
    }

    /// <summary>The device that is always empty.</summary>
    public const string NullDevice = "/dev/null";

    /// <summary>Whether a file belongs to the user who runs this program.</summary>
    public static bool IsOurs(FileFacts facts) => OperatingSystem.IsWindows() || facts.User == UnixFiles.EffectiveUser();

    /// <summary>Whether this program runs as root, who may work in anybody's home.</summary>
    public static bool IsRoot => !OperatingSystem.IsWindows() && UnixFiles.EffectiveUser() == Root;

    /// <summary>
    /// Takes the lock of an open file without waiting; false when another process holds it. On Windows it was taken when the file
    /// was opened.
    /// </summary>
    /// <exception cref="Win32Exception">The file system has no locks.</exception>
    public static bool TryLock(SafeFileHandle file)
        => OperatingSystem.IsWindows() || (LocksForTests.Value is { } locks ? locks() : UnixFiles.TryLock(file)) switch
        {
            null => true,
            11 or 35 => false,
            var error => throw new Win32Exception(error.Value),
        };

    /// <summary>Whether others may put files of theirs in the place of those in a folder.</summary>
    public static bool OthersMayReplaceFilesIn(string folder)
    {
        try
        {
            return !OperatingSystem.IsWindows() && UnixFiles.Stat(folder) is { } facts
                && (facts.Mode & (UnixFileMode.GroupWrite | UnixFileMode.OtherWrite)) != UnixFileMode.None
                && !facts.Mode.HasFlag(UnixFileMode.StickyBit);
        }
        catch (Win32Exception)
        {
            // what cannot be looked at is told by whoever reads it
            return false;
        }
    }

    /// <summary>Where a folder really is, without links and dots; null when it does not exist.</summary>
    public static string? RealFolder(string path)
        => OperatingSystem.IsWindows() ? Path.GetFullPath(path) : UnixFiles.RealPath(path);

    /// <summary>Options for a file that must not exist yet and that nobody else may ever read.</summary>
    public static FileStreamOptions NewPrivateFile() => Private(new FileStreamOptions
    {
        Mode = FileMode.CreateNew,
        Access = FileAccess.Write,
        Share = FileShare.None,
        BufferSize = 0,
    });

    /// <summary>
    /// Opens a lock file of our own, made when it is missing, and takes its lock without waiting; null when another process holds
    /// it. On Unix it is flock(2), which readers can pass; on Windows <see cref="FileShare.Read"/>, exclusive among writers.
    /// </summary>
    public static FileStream? TryOpenLock(string path)
    {
        if (OperatingSystem.IsWindows())
        {
            OwnFile.Require(path);
            return new FileStream(path, new FileStreamOptions
            {
                Mode = FileMode.OpenOrCreate,
                Access = FileAccess.ReadWrite,
                Share = FileShare.Read,
                BufferSize = 0,
            });
        }

        FileStream? file = null;
        try
        {
            file = OwnFile.Open(path, FileAccess.ReadWrite);
            if (!TryLock(file.SafeFileHandle))
            {
                return null;
            }

            var locked = file;
            file = null;
            return locked;
        }
        finally
        {
            file?.Dispose();
        }
    }

    /// <summary>Makes a folder, and those above it that are missing, with mode 0700; an existing one stays as it is.</summary>
    /// <exception cref="IamSorryException">It cannot be made.</exception>
    public static void CreatePrivateFolder(string path)
    {
        if (Directory.Exists(path))
        {
            return;
        }

        if (Path.GetDirectoryName(path) is { Length: > 0 } parent)
        {
            CreatePrivateFolder(parent);
        }

        try
        {
            if (OperatingSystem.IsWindows())
            {
                Directory.CreateDirectory(path);
            }
            else
            {
                Directory.CreateDirectory(path, PrivateFolder);
                TakeOwnerOfFolder(path);
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new IamSorryException($"cannot make the folder {path}: {FileError.Reason(e)}", FileError.Remedy(e), e);
        }
    }

    /// <summary>
    /// Root working in somebody's home folder gives what it makes to the owner of the folder it stands in: else a single
    /// <c>sudo</c> would lock the user out of their own files. Safe: only ever takes rights from root, and does not follow a link
    /// put in the way.
    /// </summary>
    public static void TakeOwnerOfFolder(string path)
    {
        if (!OperatingSystem.IsWindows() && UnixFiles.EffectiveUser() == Root
            && Path.GetDirectoryName(path) is { Length: > 0 } parent && UnixFiles.Stat(parent) is { } facts && facts.User != Root)
        {
            _ = UnixFiles.TryChangeOwner(path, facts.User, facts.Group);
        }
    }

    /// <summary>
    /// Gives a new file the owner and the mode of the one it will replace. The mode never becomes looser: it is only opened for a
    /// group when the file really belongs to that group.
    /// </summary>
    /// <exception cref="IamSorryException">The file belongs to another user and the new one cannot be given to them.</exception>
    public static void Dress(SafeFileHandle file, FileFacts old, UnixFileMode mode, string path)
    {
        if (OperatingSystem.IsWindows())
        {
            return;
        }

        var user = UnixFiles.EffectiveUser();
        if (!UnixFiles.TryChangeOwner(file, old.User, old.Group))
        {
            // Replacing somebody else's file by one of ours would take it away from them.
            if (old.User != user)
            {
                throw new IamSorryException(
                    $"cannot write {path}: it belongs to another user",
                    $"give it to yourself: sudo chown $(id -u) {ShellQuote.Word(path)}");
            }

            mode &= ~(UnixFileMode.GroupRead | UnixFileMode.GroupWrite | UnixFileMode.GroupExecute);
        }

        File.SetUnixFileMode(file, mode);
    }

    /// <summary>Puts a new file in the place of another in one step.</summary>
    public static void Rename(string from, string to)
    {
        if (OperatingSystem.IsWindows())
        {
            File.Move(from, to, overwrite: true);
        }
        else
        {
            UnixFiles.Rename(from, to);
        }
    }

    /// <summary>Makes a rename outlive a power cut. Returns what went wrong, or null: the new file is already in place.</summary>
    public static string? FlushFolder(string path)
    {
        try
        {
            if (!OperatingSystem.IsWindows())
            {
                UnixFiles.FlushFolder(path);
            }

            return null;
        }
        catch (Win32Exception e)
        {
            return $"{path}: the disk did not confirm the write ({FileError.Reason(e)}); it is done, but a power cut now "
                + $"could undo it";
        }
    }

    /// <summary>Reads the start of a lock file that another process holds.</summary>
    public static int ReadLocked(string path, Span<byte> buffer)
    {
        using var file = OperatingSystem.IsWindows()
            ? File.OpenHandle(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite)
            : UnixFiles.Open(path);
        return RandomAccess.Read(file, buffer, 0);
    }

    private static FileStreamOptions Private(FileStreamOptions options)
    {
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = PrivateFile;
        }

        return options;
    }
}
