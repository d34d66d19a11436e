using System.Globalization;
using System.Text.Json;
using IamSorry.Credentials;
using IamSorry.Errors;
using IamSorry.Files;
using IamSorry.Profiles;

namespace IamSorry.Audit;

// Specification card: ~/.aws/iam-sorry/handouts.jsonl, mode 0600
//   line = one HandOut as JSON, LF
// No chain and no fsync: a hand-out must cost a shell prompt nothing to speak of, and what was done in AWS stands in the audit
// log.
// One write to a file opened for appending, so lines of programs that ask at the same moment do not mix.

/// <summary>Which sessions were handed to which programs.</summary>
/// <param name="files">Where the state folder is.</param>
public sealed class HandOutLog(AwsFiles files)
{
    private const long LargestFile = 4 * 1024 * 1024;

    /// <summary>The log file; the older half of it ends in <c>.1</c>. Need not exist.</summary>
    public string FilePath { get; } = Path.Combine(files.StateFolder, "handouts.jsonl");

    private string OlderPath => FilePath + ".1";

    /// <summary>
    /// Adds a line. It never fails a run: a session that was asked for is handed out whether or not that can be noted.
    /// </summary>
    /// <param name="how">By what it is handed out.</param>
    /// <param name="profile">The profile that was asked for.</param>
    /// <param name="session">The session.</param>
    /// <param name="program">The program that asked, or null.</param>
    /// <param name="now">The time.</param>
    public void Append(string how, string profile, Session session, string? program, DateTimeOffset now)
    {
        try
        {
            _ = files.RequireStateFolder();
            if (OwnFile.Append(FilePath, LineOf(how, profile, session, program, now)) > LargestFile)
            {
                Rotate();
            }
        }
        catch (Exception error) when (error is IamSorryException || AtomicFile.IsFileError(error))
        {
            // as the summary says
        }
    }

    /// <summary>The hand-outs, oldest first, read while they are asked for; a line that is none is skipped.</summary>
    /// <exception cref="IamSorryException">A file cannot be read.</exception>
    public IEnumerable<HandOut> Read()
        => new[] { OlderPath, FilePath }.SelectMany(LinesOf).Select(TryParse).OfType<HandOut>();

    private static IEnumerable<string> LinesOf(string path)
    {
        try
        {
            // bounded by the size of the file
            using var file = OwnFile.TryOpen(path, FileAccess.Read);
            if (file is null)
            {
                return [];
            }

            using var reader = new StreamReader(file);
            return reader.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries);
        }
        catch (Exception error) when (AtomicFile.IsFileError(error))
        {
            throw new IamSorryException($"cannot read {path}: {FileError.Reason(error)}", FileError.Remedy(error), error);
        }
    }

    // one run at a time: the second would put the few lines of the new file over the older half
    private void Rotate()
    {
        using var held = FileLock.TryAcquire(FilePath + ".lock");
        if (held is not null && new FileInfo(FilePath) is { Exists: true, Length: > LargestFile })
        {
            File.Move(FilePath, OlderPath, overwrite: true);
        }
    }

    // by hand, not by the serializer: that would cost the start of every eval more than the write
    private static byte[] LineOf(string how, string profile, Session session, string? program, DateTimeOffset now)
    {
        using var bytes = new MemoryStream(256);
        using (var json = new Utf8JsonWriter(bytes))
        {
            json.WriteStartObject();
            json.WriteString("time", now.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture));
            json.WriteString("how", how);
            json.WriteString("profile", profile);
            Write(json, "user", session.User);
            Write(json, "session", session.Key.Id.Length > 4 ? session.Key.Id[^4..] : null);
            Write(json, "expires", session.Expiration is { } end ? Session.FormatExpiration(end) : null);
            Write(json, "program", program);
            json.WriteEndObject();
        }

        bytes.WriteByte((byte)'\n');
        return bytes.ToArray();
    }

    private static void Write(Utf8JsonWriter json, string name, string? value)
    {
        if (value is not null)
        {
            json.WriteString(name, value);
        }
    }

    private static HandOut? TryParse(string line)
    {
        try
        {
            return JsonSerializer.Deserialize(line, HandOutJson.Default.HandOut);
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
