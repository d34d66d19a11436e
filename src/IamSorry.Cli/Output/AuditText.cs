using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using IamSorry.Audit;
using IamSorry.Errors;

namespace IamSorry.Cli.Output;

/// <summary>The audit log and its neighbours as lines: what matters least stands last, where a narrow terminal cuts it.</summary>
internal static class AuditText
{
    private static readonly IReadOnlyDictionary<string, string> NoPairs = new Dictionary<string, string>();

    /// <summary>A call or a hand-out in one line, in local time.</summary>
    /// <param name="entry">What happened.</param>
    /// <param name="screen">Where it is shown.</param>
    /// <param name="taken">Columns in front of it that are taken.</param>
    public static string Line(AuditEntry entry, Screen screen, int taken = 0) => entry.Record is { } record
        ? Write(
            screen, taken, record.Time, record.Command, record.Operation, record.User,
            [
                record.Error ?? "done",
                entry.Tries > 1 ? string.Create(CultureInfo.InvariantCulture, $"({entry.Tries} tries)") : null,
                record.KeyId,
                .. (record.Tags ?? NoPairs).Concat(record.Parameters ?? NoPairs).Select(pair => $"{pair.Key}={pair.Value}"),
                record.Account,
                record.RequestId,
            ])
        : Line(entry.HandOut!, screen, taken);

    /// <summary>An event of CloudTrail in one line, in local time.</summary>
    public static string Line(CloudTrailEvent each, Screen screen, int taken) => Write(
        screen, taken, each.Time, each.Caller ?? "-", each.Operation, each.User,
        [each.Error ?? "done", each.SourceAddress is { } address ? $"from {address}" : null, each.RequestId]);

    /// <summary>The record as it is in its file.</summary>
    public static string Json(AuditEntry entry)
        => (entry.Record is { } record ? JsonSerializer.Serialize(record, AuditTextJson.Default.AuditRecord)
            : JsonSerializer.Serialize(entry.HandOut!, AuditTextJson.Default.HandOut)) + "\n";

    /// <summary>Reads a length of time: a number and m, h or d.</summary>
    /// <exception cref="InvalidInputException">It is none.</exception>
    public static TimeSpan ReadAge(string text)
        => text.Length > 1
            && double.TryParse(text[..^1], NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number)
            && text[^1] is 'm' or 'h' or 'd' && number < 100_000
            ? text[^1] switch
            {
                'm' => TimeSpan.FromMinutes(number),
                'h' => TimeSpan.FromHours(number),
                _ => TimeSpan.FromDays(number)
            }
            : throw new InvalidInputException(
                $"--since: {TerminalText.Quote(text)} is no length of time", "give minutes, hours or days, such as 90m, 12h, 7d");

    private static string Line(HandOut each, Screen screen, int taken) => Write(
        screen, taken, each.Time, "hand-out", each.How, each.User,
        [
            each.Profile == each.User ? null : $"profile {each.Profile}",
            each.Expires is { } end
                ? string.Create(CultureInfo.InvariantCulture, $"until {end.ToLocalTime():MM-dd HH:mm}") : null,
            each.Session is { } key ? $"session ...{key}" : null,
            each.Program is { } program ? $"to {program}" : null,
        ]);

    private static string Write(
        Screen screen, int taken, DateTimeOffset? time, string command, string operation, string? user, IEnumerable<string?> rest)
    {
        var line = new StringBuilder();
        line.Append(
            CultureInfo.InvariantCulture,
            $"{time?.ToLocalTime():yyyy-MM-dd HH:mm:ss}  {command,-9}  {operation,-18}  {user ?? "-",-20}");
        foreach (var word in rest.OfType<string>())
        {
            line.Append("  ").Append(word);
        }

        // the file may have been written by anybody who can write it
        var text = TerminalText.Sanitize(line.ToString());
        return new Cell(text).Cut(screen.IsTerminal ? screen.Width - taken : int.MaxValue).Text + "\n";
    }
}

[JsonSerializable(typeof(AuditRecord))]
[JsonSerializable(typeof(HandOut))]
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
internal sealed partial class AuditTextJson : JsonSerializerContext;
