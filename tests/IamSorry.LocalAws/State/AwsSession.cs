using System.Collections.Immutable;

namespace IamSorry.LocalAws;

/// <summary>Temporary credentials. They outlive the key that minted them, and cannot be revoked.</summary>
/// <param name="AccessKeyId"><c>ASIA...</c></param>
/// <param name="Secret">Signs the calls.</param>
/// <param name="Token">Must come with every call.</param>
/// <param name="MintedBy">The access key id that signed the call which made it.</param>
/// <param name="IssuedAt">When it was made.</param>
/// <param name="ExpiresAt">From here on: ExpiredToken.</param>
public sealed record AwsSession(
    string AccessKeyId, string Secret, string Token, string MintedBy, DateTimeOffset IssuedAt, DateTimeOffset ExpiresAt)
{
    /// <summary>The id of the user it is a session of (GetSessionToken, GetFederationToken); null for root and for
    /// roles.</summary>
    public string? UserId { get; init; }

    /// <summary>The user's name when the session was made; null for root and for roles.</summary>
    public string? UserName { get; init; }

    /// <summary>The role it is a session of (AssumeRole), or null.</summary>
    public string? RoleName { get; init; }

    /// <summary>The name given to AssumeRole, or null.</summary>
    public string? RoleSessionName { get; init; }

    /// <summary>The name given to GetFederationToken, or null.</summary>
    public string? FederatedName { get; init; }

    /// <summary>Who is behind it, set by the first AssumeRole of a chain; or null.</summary>
    public string? SourceIdentity { get; init; }

    /// <summary>The session policies; null where there are none. With an empty list it may do nothing.</summary>
    public ImmutableList<string>? Policies { get; init; }

    /// <summary>The session tags.</summary>
    public ImmutableSortedDictionary<string, string> Tags { get; init; } = Map.Empty;

    /// <summary>Those that a session inherits which is assumed with this one.</summary>
    public ImmutableSortedDictionary<string, string> TransitiveTags { get; init; } = Map.Empty;

    /// <summary>How long it lasts in all.</summary>
    public TimeSpan Duration => ExpiresAt - IssuedAt;

    /// <summary>Whose and until when, never the secret.</summary>
    public override string ToString() => $"{AccessKeyId} of {UserName ?? RoleName ?? "root"} until {ExpiresAt:u}";
}
