using System.Collections.Immutable;

namespace IamSorry.LocalAws;

/// <summary>An IAM role. Its trust policy says who may assume it, its own policies what its sessions may do.</summary>
public sealed record AwsRole(string AccountArn, string Path, string Name, string Id, DateTimeOffset CreatedAt, string TrustPolicy)
{
    /// <summary>Such as <c>arn:aws:iam::123456789012:role/reader</c>.</summary>
    public string Arn => $"{AccountArn}role{Path}{Name}";

    /// <summary>The account that it is of.</summary>
    public string Account => AccountArn.Split(':')[4];

    /// <summary>Seconds: 3,600 to 43,200.</summary>
    public int MaxSessionDuration { get; init; } = 3600;

    /// <summary>Policy name to JSON.</summary>
    public ImmutableSortedDictionary<string, string> InlinePolicies { get; init; } = Map.Empty;

    /// <summary>Tag keys ignore case and keep the case last written.</summary>
    public ImmutableSortedDictionary<string, string> Tags { get; init; } = Map.Empty;

    /// <summary>The ARN of a managed policy, or null.</summary>
    public string? PermissionsBoundary { get; init; }
}
