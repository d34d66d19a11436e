using System.ComponentModel;
using IamSorry.Errors;
using Microsoft.Win32.SafeHandles;

namespace IamSorry.Files;

/// <summary>
/// Reads a file whole and replaces it whole. Whoever looks sees the old file or the new one, never a part, also after a kill or a
/// power cut: the new bytes are written to a temporary file beside the target (O_EXCL, mode 0600 from birth), flushed, and
/// renamed over it.
/// </summary>
public static class AtomicFile
{
    /// <summary>The largest file that is read, in bytes.</summary>
    public const int MaxLength = 16 * 1024 * 1024;

    private const int CompareSize = 64 * 1024;

    private const string LookAtIt = "check the path, and AWS_SHARED_CREDENTIALS_FILE and AWS_CONFIG_FILE where they are set";

    /// <summary>The bytes of a file, or null when it does not exist.</summary>
    /// <exception cref="IamSorryException">It is no file (a FIFO, a device, a folder), too large, or not readable.</exception>
    /// <param name="path">The file.</param>
    /// <param name="own">Whether it is one that this program keeps for itself: <see cref="OwnFile"/>.</param>
    public static byte[]? Read(string path, bool own = false) => Open(path, own, ReadAll, missing: null);

    /// <summary>
    /// Whether a file holds just these bytes, null standing for no file: without a copy of a file that may be large.
    /// </summary>
    /// <exception cref="IamSorryException">As for <see cref="Read"/>.</exception>
    public static bool Holds(string path, byte[]? bytes, bool own = false)
        => Open(path, own, (file, length) => bytes is not null && HoldsAll(file, length, bytes), missing: bytes is null);

    private static T Open<T>(string path, bool own, Func<SafeFileHandle, long, T> use, T missing)
    {
        try
        {
            if (own)
            {
                using var ours = OwnFile.TryOpen(path, FileAccess.Read);
                return ours is null ? missing : Use(ours.SafeFileHandle);
            }

            var (target, _) = LinkChain.Resolve(path);
            // /dev/null is how people say that there is no such file
            if (target == FileSystemRules.NullDevice || FileSystemRules.Look(target) is not { } facts)
            {
                return missing;
            }

            // Looked at before it is opened: opening a FIFO would wait for a writer for ever.
            RequireRegular(facts, path);
            using var file = File.OpenHandle(target, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            return Use(file);
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            return missing;
        }
        catch (Exception e) when (IsFileError(e))
        {
            throw new IamSorryException($"cannot read {path}: {FileError.Reason(e)}", FileError.Remedy(e), e);
        }

        T Use(SafeFileHandle file)
        {
            var length = RandomAccess.GetLength(file);
            return length <= MaxLength
                ? use(file, length)
                : throw new IamSorryException(
                    $"cannot read {path}: it is larger than 16 MiB, which no credentials file is", LookAtIt);
        }
    }

    private static byte[]? ReadAll(SafeFileHandle file, long length)
    {
        var bytes = new byte[length];
        var count = 0;
        while (count < bytes.Length && RandomAccess.Read(file, bytes.AsSpan(count), count) is var read and > 0)
        {
            count += read;
        }

        return count == bytes.Length ? bytes : bytes[..count];
    }

    private static bool HoldsAll(SafeFileHandle file, long length, byte[] bytes)
    {
        if (length != bytes.Length)
        {
            return false;
        }

        var buffer = new byte[Math.Min(length, CompareSize)];
        var at = 0;
        while (at < bytes.Length && RandomAccess.Read(file, buffer, at) is var read and > 0)
        {
            if (read > bytes.Length - at || !buffer.AsSpan(0, read).SequenceEqual(bytes.AsSpan(at, read)))
            {
                return false;
            }

            at += read;
        }

        return at == bytes.Length;
    }

    /// <summary>Replaces a file, or makes it (and the folders it stands in, mode 0700).</summary>
    /// <param name="path">The file. A symbolic link stays one; what it points to is replaced.</param>
    /// <param name="bytes">The new content.</param>
    /// <param name="secret">True for a file nobody else may read: a mode looser than 0600 becomes 0600. False: the mode stays.
    /// New files get 0600.</param>
    /// <param name="stillWanted">Asked just before the rename; false gives up without a change.</param>
    /// <param name="own">Whether it is one that this program keeps for itself: no link then, and nobody else's.</param>
    /// <exception cref="IamSorryException">It could not be written; the old file is untouched.</exception>
    public static ReplaceOutcome Replace(
        string path, ReadOnlySpan<byte> bytes, bool secret, Func<bool>? stillWanted = null, bool own = false)
    {
        string? temporary = null;
        try
        {
            if (own)
            {
                OwnFile.Require(path);
            }

            var (target, isLink) = LinkChain.Resolve(path);
            var folder = TemporaryFile.FolderOf(target);
            if (!isLink)
            {
                FileSystemRules.CreatePrivateFolder(folder);
            }
            else if (!Directory.Exists(folder))
            {
                throw new IamSorryException(
                    $"cannot write {path}: it is a link into a folder that does not exist",
                    $"make the folder or remove the link: ls -l {ShellQuote.Word(path)}");
            }

            var old = FileSystemRules.Look(target);
            if (old is not null)
            {
                RequireRegular(old, path);
            }

            var warnings = new List<string>(TemporaryFile.RemoveStale(target, DateTime.UtcNow));
            temporary = TemporaryFile.NameFor(target);
            Write(temporary, bytes, old, secret, path, warnings);
            if (stillWanted is not null && !stillWanted())
            {
                File.Delete(temporary);
                return new ReplaceOutcome(Replaced: false, []);
            }

            FileSystemRules.Rename(temporary, target);
            temporary = null;
            if (FileSystemRules.FlushFolder(folder) is { } warning)
            {
                warnings.Add(warning);
            }

            return new ReplaceOutcome(Replaced: true, warnings);
        }
        catch (Exception e) when (IsFileError(e))
        {
            throw new IamSorryException($"cannot write {path}: {FileError.Reason(e)}", FileError.Remedy(e), e);
        }
        finally
        {
            if (temporary is not null)
            {
                File.Delete(temporary);
            }
        }
    }

    private static void Write(
        string temporary, ReadOnlySpan<byte> bytes, FileFacts? old, bool secret, string path, List<string> warnings)
    {
        using var file = new FileStream(temporary, FileSystemRules.NewPrivateFile());
        file.Write(bytes);
        if (old is not null)
        {
            var mode = secret ? old.Mode & FileSystemRules.PrivateFile : old.Mode;
            if (mode != old.Mode)
            {
                warnings.Add(
                    $"{path} could be used by others (mode {Convert.ToString((int)old.Mode, 8)}); it now has mode "
                    + $"{Convert.ToString((int)mode, 8)}");
            }

            FileSystemRules.Dress(file.SafeFileHandle, old, mode, path);
        }
        else
        {
            FileSystemRules.TakeOwnerOfFolder(temporary);
        }

        file.Flush(flushToDisk: true);
    }

    private static void RequireRegular(FileFacts facts, string path)
    {
        if (facts.Kind != FileKind.Regular)
        {
            throw new IamSorryException(
                $"cannot use {path}: it is {(facts.Kind == FileKind.Folder ? "a folder" : "a pipe, a socket or a device")}, "
                + $"not a file", LookAtIt);
        }
    }

    /// <summary>Whether the error is one that the file system gave.</summary>
    internal static bool IsFileError(Exception error) => error is IOException or UnauthorizedAccessException or Win32Exception;
}
