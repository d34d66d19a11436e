using System.Globalization;
using IamSorry.Errors;
using IamSorry.Sessions.Issuers;

namespace IamSorry.Cli.CommandLine;

/// <summary>The option <c>--duration HOURS</c>.</summary>
internal static class DurationOption
{
    private const string Name = "--duration";

    /// <summary>How long a session lives where nothing is said.</summary>
    public static TimeSpan Default => TimeSpan.FromHours(UserSession.MaxHours);

    public static Option<TimeSpan> Create(string description)
        => new(Name, "HOURS", $"{description}, 1 to 36", Read) { Default = "36" };

    private static TimeSpan Read(string text)
        => int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var hours)
        ? UserSession.HoursToDuration(hours)
        : throw new InvalidInputException(
            $"{Name}: {TerminalText.Quote(text)} is not a whole number of hours",
            $"give {UserSession.MinHours} to {UserSession.MaxHours} hours, such as {Name} 12");
}
