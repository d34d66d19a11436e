using System.Collections.Immutable;

namespace IamSorry.LocalAws;

/// <summary>An IAM group; its policies count for its members.</summary>
public sealed record AwsGroup(string AccountArn, string Path, string Name, string Id, DateTimeOffset CreatedAt)
{
    /// <summary>Such as <c>arn:aws:iam::123456789012:group/admins</c>.</summary>
    public string Arn => $"{AccountArn}group{Path}{Name}";

    /// <summary>Policy name to JSON.</summary>
    public ImmutableSortedDictionary<string, string> InlinePolicies { get; init; } = Map.Empty;
}
