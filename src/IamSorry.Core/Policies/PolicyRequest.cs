namespace IamSorry.Policies;

/// <summary>Which policy to print, for whom.</summary>
/// <param name="Kind">The kind of policy.</param>
/// <param name="Prefix">The namespace, such as <c>alice</c>: a user name without a hyphen.</param>
/// <param name="Account">Twelve digits, or <c>*</c> when it is not known (not for <see cref="PolicyKind.Trust"/>).</param>
/// <param name="Partition">Such as <c>aws</c>, <c>aws-cn</c> or <c>aws-us-gov</c>.</param>
public sealed record PolicyRequest(PolicyKind Kind, string Prefix, string Account = "*", string Partition = "aws")
{
    /// <summary>Namespaces that the manager may hand users to (<see cref="PolicyKind.Manager"/>).</summary>
    public IReadOnlyList<string> DelegateTo { get; init; } = [];

    /// <summary>
    /// The permissions boundary that every user created by the manager must have (<see cref="PolicyKind.Manager"/>), or null.
    /// </summary>
    public string? BoundaryArn { get; init; }

    /// <summary>The regions from which models are invoked (<see cref="PolicyKind.Bedrock"/>, at least one).</summary>
    public IReadOnlyList<string> Regions { get; init; } = [];

    /// <summary>Patterns of model ids, such as <c>anthropic.claude-sonnet-*</c> (<see cref="PolicyKind.Bedrock"/>).</summary>
    public IReadOnlyList<string> Models { get; init; } = ["anthropic.*"];

    /// <summary>
    /// The external id of the role, 2 to 1,224 of <c>A-Za-z0-9_+=,.@:/-</c> (<see cref="PolicyKind.Trust"/>). Without one the
    /// policy carries a placeholder that no external id can equal, so that it lets nobody in until it is filled in.
    /// </summary>
    public string? ExternalId { get; init; }
}
