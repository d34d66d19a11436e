using System.Globalization;

namespace IamSorry.Cli.Output;

/// <summary>How long a session is still valid, as people read it, and its colour.</summary>
internal static class TimeLeft
{
    public const string Green = "32", Yellow = "33", Red = "31";

    public static string Text(TimeSpan left) => left switch
    {
        { Ticks: <= 0 } => "expired",
        { TotalMinutes: < 1 } => "<1m",
        { TotalHours: < 1 } => string.Create(CultureInfo.InvariantCulture, $"{left.Minutes}m"),
        { TotalDays: < 1 } => string.Create(CultureInfo.InvariantCulture, $"{left.Hours}h {left.Minutes}m"),
        _ => string.Create(CultureInfo.InvariantCulture, $"{left.Days}d {left.Hours}h"),
    };

    public static string Colour(TimeSpan left) => left.TotalMinutes < 5 ? Red : left.TotalHours < 1 ? Yellow : Green;
}
