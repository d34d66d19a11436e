using System.Text;
using IamSorry.Credentials;
using IamSorry.Errors;
using IamSorry.Files;

namespace IamSorry.Sessions;

/// <summary>A file with a session policy. It is read once: what it says is remembered, not where it lies.</summary>
public static class PolicyFile
{
    private const int Largest = 64 * 1024;

    /// <summary>The text of a file, or of a pipe.</summary>
    /// <exception cref="IamSorryException">It cannot be read, or is no policy by its size.</exception>
    public static string Read(string path)
    {
        try
        {
            // a pipe has no length that could be asked for
            using var file = File.OpenRead(path);
            var bytes = new byte[Largest + 1];
            var length = file.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false);
            return length <= Largest
                ? Encoding.UTF8.GetString(bytes, 0, length).TrimStart('\uFEFF')
                : throw new InvalidInputException(
                    $"{TerminalText.Quote(path)} is too large for a policy",
                    $"AWS takes {SessionPolicies.MaxCharacters} characters");
        }
        catch (Exception error) when (AtomicFile.IsFileError(error))
        {
            throw new IamSorryException(
                $"cannot read {TerminalText.Quote(path)}: {FileError.Reason(error)}", FileError.Remedy(error), error);
        }
    }
}
