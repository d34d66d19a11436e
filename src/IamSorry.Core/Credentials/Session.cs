using System.Globalization;

namespace IamSorry.Credentials;

/// <summary>
/// Temporary credentials, and what they are of: the one form in which a session goes from STS to files, shells, programs and
/// endpoints.
/// </summary>
/// <param name="Key">The temporary access key pair (<c>ASIA...</c>).</param>
/// <param name="Token">The session token that belongs to it; a secret.</param>
/// <param name="Expiration">When AWS stops accepting them (UTC); null where another tool stored the session without it.</param>
public sealed record Session(AccessKey Key, string Token, DateTimeOffset? Expiration)
{
    /// <summary>The IAM user the session is of, or by whose key a role was assumed; null where that is not known.</summary>
    public string? User { get; init; }

    /// <summary>What kind it is; null where it is a user's with all of its rights.</summary>
    public SessionMark? Mark { get; init; }

    /// <summary>The region its profile works in; null where the profile names none.</summary>
    public string? Region { get; init; }

    /// <summary>The account that the key id tells, or null where it tells none.</summary>
    public string? Account => AccessKey.CertainAccountOf(Key.Id);

    /// <summary>
    /// How long the credentials are still valid at <paramref name="now"/>: negative when they have expired, without end where
    /// their end is not known.
    /// </summary>
    public TimeSpan TimeLeft(DateTimeOffset now) => Expiration is { } end ? end - now : TimeSpan.MaxValue;

    /// <summary>An expiration as files and AWS programs write it: ISO 8601, UTC, whole seconds, <c>Z</c>.</summary>
    public static string FormatExpiration(DateTimeOffset expiration)
        => expiration.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);

    /// <summary>The shortened key id and the expiration: safe in any message.</summary>
    public override string ToString() => Expiration is { } end ? $"{Key} until {end:u}" : $"{Key}";
}
