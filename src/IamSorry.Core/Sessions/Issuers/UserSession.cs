using IamSorry.Aws;
using IamSorry.Credentials;
using IamSorry.Errors;

namespace IamSorry.Sessions.Issuers;

/// <summary>
/// A session of an IAM user with all of its rights: GetSessionToken, which only ever returns a session of its caller and needs no
/// permission.
/// </summary>
/// <param name="Duration">How long it lives.</param>
public sealed record UserSession(TimeSpan Duration) : ISessionIssuer
{
    /// <summary>The shortest session iam-sorry mints, in hours.</summary>
    public const int MinHours = 1;

    /// <summary>The longest session AWS gives a user, in hours (GetSessionToken: 129,600 s).</summary>
    public const int MaxHours = 36;

    /// <summary>The longest there is.</summary>
    public static UserSession Longest { get; } = new(TimeSpan.FromHours(MaxHours));

    /// <summary>Hours as a session's duration.</summary>
    /// <exception cref="InvalidInputException">Fewer than 1 or more than 36.</exception>
    public static TimeSpan HoursToDuration(int hours)
        => hours is >= MinHours and <= MaxHours
            ? TimeSpan.FromHours(hours)
            : throw new InvalidInputException(
                $"a session cannot last {hours} hours", new Remedy(
                    $"give whole hours from {MinHours} to {MaxHours}, such as", new OurCommand.Option(OurOption.Hours, "12")));

    /// <inheritdoc/>
    public Task<Session> IssueAsync(IStsGateway sts, string? user, CancellationToken cancellation)
        => sts.GetSessionTokenAsync(Duration, cancellation);
}
