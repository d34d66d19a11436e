namespace IamSorry.LocalAws;

/// <summary>Who made a call, and with what.</summary>
internal sealed record Caller(string AccessKeyId, string Arn, string UserId)
{
    /// <summary>The user itself, or the user whose session this is; null for root and roles.</summary>
    public AwsUser? User { get; init; }

    /// <summary>The role whose session this is.</summary>
    public AwsRole? Role { get; init; }

    /// <summary>The temporary credentials used; null for a long-term key.</summary>
    public AwsSession? Session { get; init; }

    public bool IsRoot => User is null && Role is null;

    /// <summary>Whether it is a session of GetFederationToken: of STS it may call GetCallerIdentity and nothing else.</summary>
    public bool IsFederated => Session?.FederatedName is not null;

    /// <summary>The account that it acts in.</summary>
    public string Account(AwsAccount account) => Role?.Account ?? account.Id;

    /// <summary>A session of GetSessionToken (no MFA here) or GetFederationToken: IAM takes neither.</summary>
    public bool IsUserSession => Session is not null && Role is null;
}
