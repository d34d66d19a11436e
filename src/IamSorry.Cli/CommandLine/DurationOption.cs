using System.Globalization;
using IamSorry.Credentials;
using IamSorry.Errors;
using IamSorry.Sessions;

namespace IamSorry.Cli.CommandLine;

/// <summary>The option <c>--duration HOURS</c>.</summary>
internal static class DurationOption
{
    private const string Name = "--duration";

    /// <summary>How long a session lives where nothing is said.</summary>
    public static TimeSpan Default => TimeSpan.FromHours(MintRequest.MaxHours);

    public static Option<TimeSpan> Create(string description) => new(Name, "HOURS", $"{description}, 1 to 36", Read) { Default = "36" };

    private static TimeSpan Read(string text) => int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var hours)
        ? MintRequest.HoursToDuration(hours)
        : throw new InvalidInputException(
            $"{Name}: {TerminalText.Quote(text)} is not a whole number of hours",
            $"give {MintRequest.MinHours} to {MintRequest.MaxHours} hours, such as {Name} 12");
}
