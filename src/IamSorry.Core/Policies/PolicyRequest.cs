namespace IamSorry.Policies;

/// <summary>Which policy to print, for whom.</summary>
/// <param name="Kind">The kind of policy.</param>
/// <param name="Prefix">The namespace, such as <c>alice</c>: a user name without a hyphen.</param>
/// <param name="Account">Twelve digits, or <c>*</c> when it is not known (not for <see cref="PolicyKind.Trust"/>,
/// <see cref="PolicyKind.RoleTrust"/>, <see cref="PolicyKind.Lambda"/>).</param>
/// <param name="Partition">Such as <c>aws</c>, <c>aws-cn</c> or <c>aws-us-gov</c>.</param>
public sealed record PolicyRequest(PolicyKind Kind, string Prefix, string Account = "*", string Partition = "aws")
{
    /// <summary>Namespaces that the manager may hand users to (<see cref="PolicyKind.Manager"/>).</summary>
    public IReadOnlyList<string> DelegateTo { get; init; } = [];

    /// <summary>
    /// The permissions boundary that every user, and every role, created by the manager must have
    /// (<see cref="PolicyKind.Manager"/>), or null.
    /// </summary>
    public string? BoundaryArn { get; init; }

    /// <summary>
    /// Whether the manager makes roles of the namespace, with that boundary (<see cref="PolicyKind.Manager"/>).
    /// </summary>
    public bool Roles { get; init; }

    /// <summary>Whether the manager is denied everything without a second factor (<see cref="PolicyKind.Manager"/>).</summary>
    public bool Mfa { get; init; }

    /// <summary>Whether the manager can stop users of the namespace (<see cref="PolicyKind.Manager"/>).</summary>
    public bool Revoke { get; init; }

    /// <summary>ARNs of roles that users may assume beside those of the namespace (<see cref="PolicyKind.Boundary"/>).</summary>
    public IReadOnlyList<string> RoleArns { get; init; } = [];

    /// <summary>
    /// The users of the namespace that a role lets in; all of them where none is named (<see cref="PolicyKind.RoleTrust"/>).
    /// </summary>
    public IReadOnlyList<string> Users { get; init; } = [];

    /// <summary>
    /// The regions from which models are invoked (<see cref="PolicyKind.Bedrock"/>) or functions deployed
    /// (<see cref="PolicyKind.Lambda"/>), at least one.
    /// </summary>
    public IReadOnlyList<string> Regions { get; init; } = [];

    /// <summary>Patterns of model ids, such as <c>anthropic.claude-sonnet-*</c> (<see cref="PolicyKind.Bedrock"/>).</summary>
    public IReadOnlyList<string> Models { get; init; } = ["anthropic.*"];

    /// <summary>Whether short-term Bedrock keys are let in (<see cref="PolicyKind.Bedrock"/>).</summary>
    public bool Bearer { get; init; }

    /// <summary>Whether Bedrock's other endpoint, Mantle, is allowed too (<see cref="PolicyKind.Bedrock"/>).</summary>
    public bool Mantle { get; init; }

    /// <summary>
    /// Whether the account's application inference profiles are allowed too (<see cref="PolicyKind.Bedrock"/>).
    /// </summary>
    public bool ApplicationProfiles { get; init; }

    /// <summary>
    /// The external id of the role, 2 to 1,224 of <c>A-Za-z0-9_+=,.@:/-</c> (<see cref="PolicyKind.Trust"/>,
    /// <see cref="PolicyKind.RoleTrust"/>). Without one the
    /// policy carries a placeholder that no external id can equal, so that it lets nobody in until it is filled in.
    /// </summary>
    public string? ExternalId { get; init; }
}
