using System.Collections.Immutable;

namespace IamSorry.LocalAws;

/// <summary>An IAM user. A snapshot: a later change of the account makes another one.</summary>
public sealed record AwsUser(string AccountArn, string Path, string Name, string Id, DateTimeOffset CreatedAt)
{
    /// <summary>Such as <c>arn:aws:iam::123456789012:user/team/alice</c>.</summary>
    public string Arn => $"{AccountArn}user{Path}{Name}";

    /// <summary>Tag keys ignore case and keep the case last written.</summary>
    public ImmutableSortedDictionary<string, string> Tags { get; init; } = Map.Empty;

    /// <summary>At most two, oldest first.</summary>
    public ImmutableList<AwsAccessKey> Keys { get; init; } = [];

    /// <summary>Policy name to JSON.</summary>
    public ImmutableSortedDictionary<string, string> InlinePolicies { get; init; } = Map.Empty;

    /// <summary>ARNs of managed policies.</summary>
    public ImmutableList<string> AttachedPolicies { get; init; } = [];

    /// <summary>The ARN of a managed policy, or null.</summary>
    public string? PermissionsBoundary { get; init; }

    /// <summary>Whether the user has a console password.</summary>
    public bool HasLoginProfile { get; init; }

    /// <summary>Names of groups.</summary>
    public ImmutableList<string> Groups { get; init; } = [];
}
