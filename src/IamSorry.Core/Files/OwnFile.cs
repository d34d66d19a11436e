using System.ComponentModel;
using IamSorry.Errors;

namespace IamSorry.Files;

/// <summary>
/// Opens what this program keeps for itself in <c>~/.aws/iam-sorry</c>: a regular file that belongs to this user, has one name,
/// and lies in a folder that nobody else may write. A link would have lines appended to, or emptied, whatever file it leads to; a
/// second name is such a link too; a pipe would be waited for. So what is opened is looked at before it is read or changed, and
/// nothing is waited for.
/// </summary>
internal static class OwnFile
{
    private const int TooManyLinksOnLinux = 40;
    private const int TooManyLinksOnMac = 62;
    private const int MaxAttempts = 8;
    private const UnixFileMode Others = UnixFileMode.GroupRead | UnixFileMode.GroupWrite | UnixFileMode.GroupExecute
        | UnixFileMode.OtherRead | UnixFileMode.OtherWrite | UnixFileMode.OtherExecute;

    /// <summary>Opens a file, made with mode 0600 when it is missing. Nothing is kept back: what is written is written.</summary>
    /// <exception cref="IamSorryException">It is not a file of our own, or cannot be opened.</exception>
    public static FileStream Open(string path, FileAccess access)
    {
        for (var attempt = 0; attempt < MaxAttempts; attempt++)
        {
            var file = TryOpen(path, access);
            if (file is not null)
            {
                return file;
            }

            try
            {
                // O_EXCL: neither a link nor what another run makes at this moment is taken for it
                new FileStream(path, FileSystemRules.NewPrivateFile()).Dispose();
                FileSystemRules.TakeOwnerOfFolder(path);
            }
            catch (IOException) when (File.Exists(path))
            {
                // another run was faster
            }
            catch (Exception error) when (AtomicFile.IsFileError(error))
            {
                throw new IamSorryException($"cannot make {path}: {FileError.Reason(error)}", FileError.Remedy(error), error);
            }
        }

        throw new IamSorryException($"cannot open {path}: another program keeps removing it", "end that program");
    }

    /// <summary>
    /// Adds bytes at the end of a file, in one write: those of programs that do so at the same moment do not mix, and none is
    /// lost. Returns how long the file is then.
    /// </summary>
    /// <exception cref="IamSorryException">It is not a file of our own, or cannot be opened.</exception>
    /// <exception cref="IOException">It cannot be written.</exception>
    public static long Append(string path, ReadOnlySpan<byte> bytes)
    {
        // where it is missing, this makes it
        Open(path, FileAccess.ReadWrite).Dispose();
        using var file = TryOpen(path, FileAccess.Write, append: true)
            ?? throw new IamSorryException($"cannot open {path}: another program removed it", "end that program");
        if (OperatingSystem.IsWindows())
        {
            file.Seek(0, SeekOrigin.End);
            file.Write(bytes);
        }
        else
        {
            try
            {
                UnixFiles.Write(file.SafeFileHandle, bytes);
            }
            catch (Win32Exception error)
            {
                throw new IOException(error.Message, error);
            }
        }

        return file.Length;
    }

    /// <summary>Opens a file that is there; null where none is.</summary>
    /// <exception cref="IamSorryException">It is not a file of our own, or cannot be opened.</exception>
    public static FileStream? TryOpen(string path, FileAccess access) => TryOpen(path, access, append: false);

    private static FileStream? TryOpen(string path, FileAccess access, bool append)
    {
        if (OperatingSystem.IsWindows())
        {
            Require(path);
            return File.Exists(path)
                ? new FileStream(path, FileMode.Open, access, FileShare.ReadWrite | FileShare.Delete, bufferSize: 0) : null;
        }

        RequireFolder(Path.GetDirectoryName(path)!);
        var (handle, error) = UnixFiles.OpenOwn(path, access, append);
        if (handle is null)
        {
            return error switch
            {
                UnixFiles.NoSuchFile => null,
                TooManyLinksOnLinux or TooManyLinksOnMac => throw Refused(path, "it is a symbolic link"),
                UnixFiles.NoSuchDevice => throw Refused(path, "it is a pipe, a socket or a device"),
                _ when UnixFiles.StatLink(path) is { Kind: not FileKind.Regular } other
                    => throw Refused(path, Describe(other.Kind)),
                _ => throw CannotOpen(path, new Win32Exception(error)),
            };
        }

        try
        {
            Require(path, UnixFiles.Stat(handle));

            // .NET calls a handle that does not block asynchronous; to a regular file it makes no difference
            return new FileStream(handle, access, bufferSize: 0, handle.IsAsync);
        }
        catch
        {
            handle.Dispose();
            throw;
        }
    }

    /// <summary>Refuses to replace what is not a file of our own; a file that is missing will be.</summary>
    /// <exception cref="IamSorryException">It is there, and it is not.</exception>
    public static void Require(string path)
    {
        if (OperatingSystem.IsWindows())
        {
            if (new FileInfo(path).LinkTarget is not null)
            {
                throw Refused(path, "it is a symbolic link");
            }
        }
        else if (Directory.Exists(Path.GetDirectoryName(path)))
        {
            RequireFolder(Path.GetDirectoryName(path)!);
            if (UnixFiles.StatLink(path) is { } facts)
            {
                Require(path, facts);
            }
        }
    }

    /// <summary>Refuses a folder of our own that is somebody else's, and takes from others what rights they have in it.</summary>
    /// <exception cref="IamSorryException">It is a link, belongs to somebody else, or cannot be tightened.</exception>
    public static void RequireFolder(string folder)
    {
        if (OperatingSystem.IsWindows() || UnixFiles.StatLink(folder) is not { } facts)
        {
            return;
        }

        if (facts.Kind is not FileKind.Folder)
        {
            throw Refused(folder, Describe(facts.Kind));
        }

        // root working in somebody's home finds that user's folders there
        if (!FileSystemRules.IsOurs(facts) && !FileSystemRules.IsRoot)
        {
            throw Refused(folder, "it belongs to another user");
        }

        if ((facts.Mode & Others) == UnixFileMode.None || facts.Mode.HasFlag(UnixFileMode.StickyBit))
        {
            return;
        }

        try
        {
            File.SetUnixFileMode(folder, facts.Mode & ~Others);
        }
        catch (Exception error) when (AtomicFile.IsFileError(error))
        {
            throw new IamSorryException(
                $"others have rights in {folder}, and they cannot be taken away: {FileError.Reason(error)}",
                FileError.Remedy(error), error);
        }
    }

    private static void Require(string path, FileFacts facts)
    {
        if (facts.Kind is not FileKind.Regular)
        {
            throw Refused(path, Describe(facts.Kind));
        }

        if (!FileSystemRules.IsOurs(facts) && !FileSystemRules.IsRoot)
        {
            throw Refused(path, "it belongs to another user");
        }

        // 0: removed meanwhile by another run that has put a new one in its place
        if (facts.Names > 1)
        {
            throw Refused(path, "it has a second name (a hard link)");
        }
    }

    private static string Describe(FileKind kind) => kind switch
    {
        FileKind.Folder => "it is a folder",
        FileKind.Link => "it is a symbolic link",
        FileKind.Regular => "it is a file",
        _ => "it is a pipe, a socket or a device",
    };

    private static IamSorryException Refused(string path, string why) => new(
        $"cannot use {path}: {why}, and what iam-sorry keeps there is its own",
        new Remedy("look at it, and move it away", ShellCommand.Of("ls", "-ld", path)));

    private static IamSorryException CannotOpen(string path, Win32Exception error)
        => new($"cannot open {path}: {FileError.Reason(error)}", FileError.Remedy(error), error);
}
