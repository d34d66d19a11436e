using IamSorry.Errors;

namespace IamSorry.Sessions.Issuers;

/// <summary>How long sessions of a kind can live.</summary>
/// <param name="Shortest">No shorter.</param>
/// <param name="Longest">No longer.</param>
/// <param name="Range">The same in words.</param>
/// <param name="Example">One that is right.</param>
public sealed record SessionLife(TimeSpan Shortest, TimeSpan Longest, string Range, string Example)
{
    /// <summary>Of any kind: what is shorter or longer than this is not a duration of any session.</summary>
    public static SessionLife OfAny { get; } = new(
        TimeSpan.FromMinutes(15), TimeSpan.FromHours(UserSession.MaxHours),
        $"{UserSession.MinHours} to {UserSession.MaxHours} hours", "12h");

    /// <summary>Whether a session can live so long.</summary>
    public bool Allows(TimeSpan duration) => duration >= Shortest && duration <= Longest;

    /// <summary>Returns a duration that a session can have.</summary>
    /// <exception cref="InvalidInputException">It is too short or too long.</exception>
    public TimeSpan Require(TimeSpan duration)
        => Allows(duration)
            ? duration
            : throw new InvalidInputException(
                $"a session cannot last {DurationText.Describe(duration)}",
                new Remedy($"give {Range}, such as", new OurCommand.Option(OurOption.Duration, Example)));
}
