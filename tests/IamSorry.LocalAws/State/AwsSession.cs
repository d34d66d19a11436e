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
    /// <summary>The id of the user it is a session of (GetSessionToken); null for root and for roles.</summary>
    public string? UserId { get; init; }

    /// <summary>The user's name when the session was made; null for root and for roles.</summary>
    public string? UserName { get; init; }

    /// <summary>The role it is a session of (AssumeRole), or null.</summary>
    public string? RoleName { get; init; }

    /// <summary>The name given to AssumeRole, or null.</summary>
    public string? RoleSessionName { get; init; }

    /// <summary>How long it lasts in all.</summary>
    public TimeSpan Duration => ExpiresAt - IssuedAt;

    /// <summary>Whose and until when, never the secret.</summary>
    public override string ToString() => $"{AccessKeyId} of {UserName ?? RoleName ?? "root"} until {ExpiresAt:u}";
}
