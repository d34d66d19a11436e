using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using IamSorry.Cli.CommandLine;
using IamSorry.Errors;
using IamSorry.Serving;
using IamSorry.Sessions;

namespace IamSorry.Cli.Output;

internal enum ExportFormat
{
    Env,
    Dotenv,
    Json,
    Process,
    Sh,
    Fish,
    PowerShell,
    Cmd,
}

/// <summary>Credentials in the forms that other programs read.</summary>
internal static class ExportFormats
{
    /// <summary>The formats by name.</summary>
    public static readonly Choices<ExportFormat> All = new(
    [
        ("env", ExportFormat.Env), ("dotenv", ExportFormat.Dotenv), ("json", ExportFormat.Json),
        ("process", ExportFormat.Process), ("sh", ExportFormat.Sh), ("fish", ExportFormat.Fish),
        ("powershell", ExportFormat.PowerShell), ("cmd", ExportFormat.Cmd),
    ]);

    // "+" and "/" stay readable; nobody puts this into HTML
    private static readonly JsonWriterOptions Readable = new()
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        Indented = true,
    };

    public static string Write(ProfileCredentials credentials, ExportFormat format) => format switch
    {
        ExportFormat.Process => credentials is ProfileCredentials.Temporary { Session: var session }
            ? Encoding.UTF8.GetString(SessionJson.ForProcess(session)) + "\n"
            : throw new RefusedException(
                "the format process is for sessions, and the profile holds a permanent key", "name the profile of a session"),
        _ => Write(CredentialVariables.Of(credentials), format),
    };

    /// <summary>Variables in every form but that of a process; null for one that a shell is to remove.</summary>
    public static string Write(IEnumerable<(string Name, string? Value)> variables, ExportFormat format) => format switch
    {
        ExportFormat.Env => Lines(variables, (name, value) => $"{name}={RequireOneLine(value)}"),
        ExportFormat.Dotenv => Lines(variables, (name, value) => $"{name}=\"{QuoteDotenv(value)}\""),
        ExportFormat.Json => Json(variables),
        ExportFormat.Sh => ShellExport.Format(variables, Shell.Posix),
        ExportFormat.Fish => ShellExport.Format(variables, Shell.Fish),
        ExportFormat.PowerShell => ShellExport.Format(variables, Shell.PowerShell),
        ExportFormat.Cmd => ShellExport.Format(variables, Shell.Cmd),
        _ => throw new ArgumentOutOfRangeException(nameof(format)),
    };

    private static IEnumerable<(string Name, string Value)> Set(IEnumerable<(string Name, string? Value)> variables)
        => variables.Where(each => each.Value is not null).Select(each => (each.Name, each.Value!));

    private static string Lines(IEnumerable<(string Name, string? Value)> variables, Func<string, string, string> line)
        => string.Concat(Set(variables).Select(each => line(each.Name, each.Value) + "\n"));

    private static string Json(IEnumerable<(string Name, string? Value)> variables)
    {
        using var bytes = new MemoryStream();
        using (var json = new Utf8JsonWriter(bytes, Readable))
        {
            json.WriteStartObject();
            foreach (var (name, value) in Set(variables))
            {
                json.WriteString(name, value);
            }

            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(bytes.ToArray()) + "\n";
    }

    // what reads the format takes every character as it stands
    private static string RequireOneLine(string value)
        => value.AsSpan().IndexOfAny('\r', '\n') < 0 ? value
            : throw new IamSorryException("a value with a line break cannot stand in the format env", "use --format json");

    private static string QuoteDotenv(string value)
        => value.Replace(@"\", @"\\", StringComparison.Ordinal).Replace("\"", @"\""", StringComparison.Ordinal)
            .Replace("$", @"\$", StringComparison.Ordinal).Replace("\n", @"\n", StringComparison.Ordinal);
}
