using IamSorry.Errors;
using IamSorry.Sessions;
using IamSorry.Sessions.Issuers;

namespace IamSorry.Cli.CommandLine;

/// <summary>The option <c>--duration TIME</c>.</summary>
internal static class DurationOption
{
    private const string Name = "--duration";

    public static Option<TimeSpan> Create(string description)
        => new(Name, "TIME", $"{description}, 1 to 36 hours: 8h, 90m, 12", text => Read(text, SessionLife.OfAny))
        {
            Default = "the setting, else 36h; of a role 1h",
        };

    /// <summary>The same for sessions of a role.</summary>
    public static Option<TimeSpan> ForRole(string description)
        => new(Name, "TIME", $"{description}, 15m to 12h: 8h, 90m, 4", text => Read(text, RoleSession.Life)) { Default = "1h" };

    private static TimeSpan Read(string text, SessionLife life)
    {
        try
        {
            return DurationText.Read(text, life);
        }
        catch (InvalidInputException error)
        {
            throw new InvalidInputException($"{Name}: {error.Message}", error.Remedy);
        }
    }
}
