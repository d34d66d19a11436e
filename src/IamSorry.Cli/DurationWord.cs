using System.CommandLine;
using System.Globalization;
using IamSorry.Errors;
using IamSorry.Sessions.Issuers;

namespace IamSorry.Cli;

/// <summary>The option <c>--duration HOURS</c>.</summary>
internal static class DurationWord
{
    public static Option<string?> Option() => new("--duration") { HelpName = "HOURS" };

    /// <summary>How long a session is to live; 36 hours unless told.</summary>
    /// <exception cref="InvalidInputException">It is no whole number of hours from 1 to 36.</exception>
    public static TimeSpan Read(ParseResult line, Option<string?> option)
    {
        var text = line.GetValue(option);
        if (text is null)
        {
            return TimeSpan.FromHours(UserSession.MaxHours);
        }

        return int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var hours)
            ? UserSession.HoursToDuration(hours)
            : throw new InvalidInputException(
                $"--duration {TerminalText.Quote(text)} is no number of hours",
                $"give whole hours from {UserSession.MinHours} to {UserSession.MaxHours}, such as --duration 12");
    }
}
