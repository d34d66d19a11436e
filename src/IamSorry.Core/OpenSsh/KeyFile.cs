using System.Security.Cryptography;
using IamSorry.Errors;

namespace IamSorry.OpenSsh;

/// <summary>Reads a small file that should be an SSH key, and says plainly why it cannot.</summary>
internal static class KeyFile
{
    /// <summary>No key OpenSSH makes comes near it.</summary>
    public const int Largest = 64 * 1024;

    /// <summary>The whole file.</summary>
    /// <exception cref="UnsealException">It is missing, unreadable, empty, too large, or no plain file.</exception>
    public static byte[] Read(string path)
    {
        try
        {
            return ReadPlainFile(path);
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            // /dev/fd/63 of `<(cat K)` is a link to a name that is no path
            if (new FileInfo(path).LinkTarget?.StartsWith("pipe:[", StringComparison.Ordinal) == true)
            {
                throw new UnsealException(
                    $"{TerminalText.FirstLine(path)} is a pipe; the key is read more than once, so it must be a file",
                    new Remedy("name the private key file", new OurCommand.Option(OurOption.SshKey, "PATH")), e);
            }

            throw new UnsealException(
                $"no SSH key at {TerminalText.FirstLine(path)}", NewKeyFile.Make("make one", path), e);
        }
        catch (UnauthorizedAccessException e)
        {
            throw new UnsealException(
                $"cannot read the SSH key {TerminalText.FirstLine(path)}: permission denied", new Remedy(
                    "see who owns it", ShellCommand.Of("ls", "-l", ShellQuote.SafePath(path))), e);
        }
        catch (Exception e) when (e is IOException or ArgumentException or NotSupportedException)
        {
            throw new UnsealException(
                $"cannot read the SSH key {TerminalText.FirstLine(path)}: {TerminalText.FirstLine(e.Message)}", new Remedy(
                    "name the private key file", new OurCommand.Option(OurOption.SshKey, "PATH")), e);
        }
    }

    private static byte[] ReadPlainFile(string path)
    {
        var target = new FileInfo(Path.GetFullPath(path));
        if (target.LinkTarget is not null)
        {
            target = (FileInfo)target.ResolveLinkTarget(returnFinalTarget: true)!;
        }

        if (Directory.Exists(target.FullName))
        {
            throw new UnsealException(
                $"{TerminalText.FirstLine(path)} is a folder, not an SSH key", new Remedy(
                    "name the private key file", new OurCommand.Option(OurOption.SshKey, "PATH")));
        }

        // Pipes and devices have the length 0. They are refused before they are opened, because opening a pipe that nobody writes
        // to waits for ever. Somebody who swaps the file between the two lines gains nothing but that wait.
        if (target.Length == 0)
        {
            throw new UnsealException(
                $"{TerminalText.FirstLine(path)} is empty or no plain file", new Remedy(
                    "name the private key file", new OurCommand.Option(OurOption.SshKey, "PATH")));
        }

        using var file = new FileStream(
            target.FullName, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, bufferSize: 0);
        var buffer = new byte[Largest + 1];
        try
        {
            var length = file.ReadAtLeast(buffer, buffer.Length, throwOnEndOfStream: false);
            return length <= Largest
                ? buffer[..length]
                : throw new UnsealException(
                    $"{TerminalText.FirstLine(path)} is too large to be an SSH key", new Remedy(
                        "name the private key file", new OurCommand.Option(OurOption.SshKey, "PATH")));
        }
        finally
        {
            // An unprotected file holds the private key itself.
            CryptographicOperations.ZeroMemory(buffer);
        }
    }
}
