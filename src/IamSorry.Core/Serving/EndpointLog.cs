using System.Globalization;
using System.Text;
using IamSorry.Credentials;
using IamSorry.Errors;
using IamSorry.Files;
using IamSorry.Profiles;

namespace IamSorry.Serving;

/// <summary>
/// Where an endpoint says what went wrong: the terminal belongs to the command, and clients hear only that something did. A line
/// an event, never a secret; two files of a bounded size, the older ending in <c>.1</c>.
/// </summary>
/// <param name="files">Where the files are.</param>
/// <param name="subject">The profile, to tell several endpoints apart.</param>
/// <param name="clock">Tells the time.</param>
public sealed class EndpointLog(AwsFiles files, string subject, TimeProvider clock)
{
    private const int LargestFile = 256 * 1024;
    private const int LongestLine = 1024;

    private readonly Lock _gate = new();

    /// <summary>The file.</summary>
    public string Path { get; } = System.IO.Path.Combine(files.StateFolder, "exec.log");

    /// <summary>Adds a line. A full disk is no reason to stop serving, so what cannot be written is dropped.</summary>
    public void Write(string text)
    {
        var harmless = TerminalText.Sanitize(text.Length > LongestLine ? text[..LongestLine] : text);
        var line = string.Create(
            CultureInfo.InvariantCulture,
            $"{Session.FormatExpiration(clock.GetUtcNow())} {Environment.ProcessId} {subject}: {harmless}\n");
        try
        {
            lock (_gate)
            {
                _ = files.RequireStateFolder();
                if (OwnFile.Append(Path, Encoding.UTF8.GetBytes(line)) > LargestFile)
                {
                    File.Move(Path, Path + ".1", overwrite: true);
                }
            }
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or IamSorryException)
        {
            // nobody could be told
        }
    }
}
