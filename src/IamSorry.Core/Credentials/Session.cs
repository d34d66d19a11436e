using System.Globalization;

namespace IamSorry.Credentials;

/// <summary>Temporary credentials, as GetSessionToken hands them out.</summary>
/// <param name="Key">The temporary access key pair (<c>ASIA...</c>).</param>
/// <param name="SessionToken">The session token that belongs to it; a secret.</param>
/// <param name="Expiration">When AWS stops accepting them (UTC).</param>
public sealed record Session(AccessKey Key, string SessionToken, DateTimeOffset Expiration)
{
    /// <summary>How long the credentials are still valid at <paramref name="now"/>; negative when they have expired.</summary>
    public TimeSpan TimeLeft(DateTimeOffset now) => Expiration - now;

    /// <summary>An expiration as files and AWS programs write it: ISO 8601, UTC, whole seconds, <c>Z</c>.</summary>
    public static string FormatExpiration(DateTimeOffset expiration)
        => expiration.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);

    /// <summary>The shortened key id and the expiration: safe in any message.</summary>
    public override string ToString() => $"{Key} until {Expiration:u}";
}
