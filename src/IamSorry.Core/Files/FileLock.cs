using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using IamSorry.Errors;

namespace IamSorry.Files;

/// <summary>
/// A lock between processes, and between tasks of one: an exclusive lock of the system on a file (flock(2) on Unix), which ends
/// with its process however that ends. The file itself is never deleted: a second process could lock the deleted file while a
/// third makes and locks a new one. The holder's number and program name stand in it, for the message to those who wait in vain.
/// </summary>
public sealed class FileLock : IDisposable
{
    private const int MaxHolderLength = 120;
    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(4);
    private static readonly TimeSpan LongestPause = TimeSpan.FromMilliseconds(200);

    private readonly FileStream _file;

    private FileLock(FileStream file) => _file = file;

    /// <summary>Takes the lock, and waits for it when another holds it.</summary>
    /// <param name="path">The lock file, made when it is missing.</param>
    /// <param name="wait">How long to wait; zero tries once.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    /// <exception cref="IamSorryException">Another process still held it after <paramref name="wait"/> (the message names it), or
    /// the file cannot be used.</exception>
    public static async Task<FileLock> AcquireAsync(string path, TimeSpan wait, CancellationToken cancellationToken)
    {
        FileSystemRules.CreatePrivateFolder(TemporaryFile.FolderOf(path));
        var waited = Stopwatch.StartNew();
        for (var pause = FirstPause; ; pause = TimeSpan.FromTicks(Math.Min(2 * pause.Ticks, LongestPause.Ticks)))
        {
            cancellationToken.ThrowIfCancellationRequested();
            var taken = TryTake(path);
            if (taken is not null)
            {
                return taken;
            }

            var left = wait - waited.Elapsed;
            if (left <= TimeSpan.Zero)
            {
                throw new IamSorryException(
                    $"another process works on the same files: {Holder(path)} has held {path} for longer than "
                    + $"{wait.TotalSeconds:0.#} s",
                    "wait for it to end, or end it, and try again; the lock ends with it");
            }

            // Jitter, so that many waiters do not knock at the same moment.
            var jittered = pause * RandomNumberGenerator.GetInt32(50, 150) / 100;
            await Task.Delay(jittered < left ? jittered : left, cancellationToken);
        }
    }

    /// <summary>Takes the lock if nobody holds it; null when somebody does.</summary>
    /// <exception cref="IamSorryException">The file cannot be used.</exception>
    public static FileLock? TryAcquire(string path)
    {
        FileSystemRules.CreatePrivateFolder(TemporaryFile.FolderOf(path));
        return TryTake(path);
    }

    /// <summary>Gives the lock back.</summary>
    public void Dispose()
    {
        if (_file.CanWrite)
        {
            // Emptied, so that the name of an earlier holder is never taken for that of a later one.
            _file.SetLength(0);
        }

        _file.Dispose();
    }

    private static FileLock? TryTake(string path)
    {
        FileStream? file = null;
        try
        {
            file = FileSystemRules.TryOpenLock(path);
            if (file is null)
            {
                return null;
            }

            file.SetLength(0);
            file.Write(Encoding.UTF8.GetBytes(Me()));
            var taken = new FileLock(file);
            file = null;
            return taken;
        }
        catch (IOException e) when (file is null && e.GetType() == typeof(IOException) && FileSystemRules.IsHeld(e))
        {
            return null;
        }
        catch (Win32Exception e)
        {
            throw new IamSorryException(
                $"cannot lock {path}: its file system has no locks, and two runs at a time would undo each other's work",
                "put the folder on a disk of this machine, or have the file system mounted with locks",
                e);
        }
        catch (Exception e) when (AtomicFile.IsFileError(e))
        {
            throw new IamSorryException($"cannot lock {path}: {FileError.Reason(e)}", FileError.Remedy(e), e);
        }
        finally
        {
            file?.Dispose();
        }
    }

    /// <summary>Process number and program name; never the command line, which may hold a secret.</summary>
    private static string Me()
        => string.Create(
            CultureInfo.InvariantCulture, $"process {Environment.ProcessId} ({Path.GetFileName(Environment.ProcessPath)})");

    private static string Holder(string path)
    {
        try
        {
            Span<byte> buffer = stackalloc byte[MaxHolderLength];
            var holder = Encoding.UTF8.GetString(buffer[..FileSystemRules.ReadLocked(path, buffer)]);
            return holder.Length > 0 ? TerminalText.Quote(holder).Trim('\'') : "a process that has not given its name";
        }
        catch (Exception e) when (AtomicFile.IsFileError(e))
        {
            return "a process whose name cannot be read";
        }
    }
}
