using IamSorry.Errors;
using IamSorry.Sessions;
using IamSorry.Sessions.Issuers;

namespace IamSorry.Cli.CommandLine;

/// <summary>The option <c>--duration TIME</c>.</summary>
internal static class DurationOption
{
    private const string Name = "--duration";

    /// <summary>How long a session lives where nothing is said.</summary>
    public static TimeSpan Default => TimeSpan.FromHours(UserSession.MaxHours);

    public static Option<TimeSpan> Create(string description)
        => new(Name, "TIME", $"{description}, 1 to 36 hours: 8h, 90m, 12", Read) { Default = "the setting, else 36h" };

    private static TimeSpan Read(string text)
    {
        try
        {
            return DurationText.Read(text);
        }
        catch (InvalidInputException error)
        {
            throw new InvalidInputException($"{Name}: {error.Message}", error.Remedy);
        }
    }
}
