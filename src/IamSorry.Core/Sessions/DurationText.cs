using System.Globalization;
using IamSorry.Errors;
using IamSorry.Sessions.Issuers;

namespace IamSorry.Sessions;

/// <summary>
/// How long a session is to live, as people write it: <c>8h</c>, <c>90m</c>, <c>1h30m</c>; bare numbers are hours.
/// </summary>
public static class DurationText
{
    // more digits are no duration of anything here, and would not fit
    private const int MostDigits = 6;

    /// <summary>Reads a duration that a session of some kind can have.</summary>
    /// <exception cref="InvalidInputException">It is none, or too short or too long.</exception>
    public static TimeSpan Read(string text) => Read(text, SessionLife.OfAny);

    /// <summary>Reads a duration that a session of a kind can have.</summary>
    /// <exception cref="InvalidInputException">It is none, or too short or too long.</exception>
    public static TimeSpan Read(string text, SessionLife life)
        => life.Require(
            TryRead(text) ?? throw new InvalidInputException(
                $"{TerminalText.Quote(text)} is not a duration",
                new Remedy(
                    "give hours or minutes (a bare number is hours), such as", new OurCommand.Option(OurOption.Duration, "8h"))
                { Or = new OurCommand.Option(OurOption.Duration, "90m") }));

    /// <summary>A duration as it is read: <c>36h</c>, <c>90m</c>.</summary>
    public static string Write(TimeSpan duration)
        => duration.Ticks % TimeSpan.TicksPerHour == 0
            ? string.Create(CultureInfo.InvariantCulture, $"{(long)duration.TotalHours}h")
            : string.Create(CultureInfo.InvariantCulture, $"{(long)duration.TotalMinutes}m");

    /// <summary>A duration in a sentence: <c>36 hours</c>, <c>90 minutes</c>.</summary>
    internal static string Describe(TimeSpan duration)
        => duration.Ticks % TimeSpan.TicksPerHour == 0
            ? string.Create(CultureInfo.InvariantCulture, $"{duration.TotalHours:0} hours")
            : string.Create(CultureInfo.InvariantCulture, $"{duration.TotalMinutes:0} minutes");

    private static TimeSpan? TryRead(string text)
    {
        var isNegative = text.StartsWith('-');
        var rest = text.AsSpan(isNegative ? 1 : 0);
        var duration = TimeSpan.Zero;
        foreach (var (unit, length) in new[] { ('h', TimeSpan.FromHours(1)), ('m', TimeSpan.FromMinutes(1)) })
        {
            var end = rest.IndexOf(unit);
            if (end < 0)
            {
                continue;
            }

            if (ReadNumber(rest[..end]) is not { } number)
            {
                return null;
            }

            duration += number * length;
            rest = rest[(end + 1)..];
            if (rest.IsEmpty)
            {
                return isNegative ? -duration : duration;
            }
        }

        // what is left is a bare number, but not behind a unit
        return duration == TimeSpan.Zero && !text.Contains('h', StringComparison.Ordinal)
            && !text.Contains('m', StringComparison.Ordinal) && ReadNumber(rest) is { } hours
                ? TimeSpan.FromHours(isNegative ? -hours : hours) : null;
    }

    private static int? ReadNumber(ReadOnlySpan<char> digits)
        => digits.Length is > 0 and <= MostDigits
            && int.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;
}
