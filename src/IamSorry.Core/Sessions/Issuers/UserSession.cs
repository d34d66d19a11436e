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

    /// <summary>How long such a session can live.</summary>
    public static SessionLife Life { get; } = new(
        TimeSpan.FromHours(MinHours), TimeSpan.FromHours(MaxHours), $"{MinHours} to {MaxHours} hours", "12h");

    /// <summary>The longest there is.</summary>
    public static UserSession Longest { get; } = new(TimeSpan.FromHours(MaxHours));

    /// <summary>Returns a duration that a session can have.</summary>
    /// <exception cref="InvalidInputException">Less than an hour or more than 36.</exception>
    public static TimeSpan Require(TimeSpan duration) => Life.Require(duration);

    /// <inheritdoc/>
    public Task<Session> IssueAsync(IStsGateway sts, IamUser? user, CancellationToken cancellation)
        => sts.GetSessionTokenAsync(Duration, cancellation);
}
