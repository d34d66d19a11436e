using IamSorry.LocalAws.Authorization;

namespace IamSorry.Tests.Policies;

internal readonly record struct Tag(string Key, string Value);

/// <summary>The IAM user that signs a request.</summary>
internal sealed record Caller(string Name, string Path = "/")
{
    internal string Arn(string partition = "aws") => $"arn:{partition}:iam::{UserRequest.Account}:user{Path}{Name}";
}

/// <summary>A request that acts on an IAM user, as the laws see it: names, paths and tags, not ARNs and condition keys.</summary>
internal sealed record UserRequest(string Action, string Name, Caller Caller)
{
    internal const string Account = "123456789012";

    internal string Path { get; init; } = "/";

    internal IReadOnlyList<Tag> Existing { get; init; } = [];

    internal IReadOnlyList<Tag> Requested { get; init; } = [];

    internal string? Boundary { get; init; }

    /// <summary>The policy that is attached or detached.</summary>
    internal string? PolicyArn { get; init; }

    /// <summary>Whether the caller has shown a second factor; null with a long-term key, which never has.</summary>
    internal bool? Mfa { get; init; }

    internal string InAccount { get; init; } = Account;

    internal string Partition { get; init; } = "aws";

    internal string Arn => $"arn:{Partition}:iam::{InAccount}:user{Path}{Name}";

    /// <summary>The value of a tag; IAM compares tag keys without regard to case.</summary>
    internal static string? Find(IReadOnlyList<Tag> tags, string key)
        => tags.Where(tag => string.Equals(tag.Key, key, StringComparison.OrdinalIgnoreCase)).Select(
            tag => tag.Value).FirstOrDefault();

    internal RequestContext Context()
    {
        var context = ContextOf(Caller.Name, Caller.Arn(Partition));
        foreach (var (key, value) in Existing)
        {
            context.Add($"aws:ResourceTag/{key}", value);
            context.Add($"iam:ResourceTag/{key}", value);
        }

        foreach (var (key, value) in Requested)
        {
            context.Add($"aws:RequestTag/{key}", value);
            context.Add("aws:TagKeys", key);
        }

        if (Boundary is not null)
        {
            context.Add("iam:PermissionsBoundary", Boundary);
        }

        if (PolicyArn is not null)
        {
            context.Add("iam:PolicyARN", PolicyArn);
        }

        if (Mfa is { } factor)
        {
            context.Add("aws:MultiFactorAuthPresent", factor ? "true" : "false");
        }

        return context;
    }

    internal static RequestContext ContextOf(string caller, string arn)
    {
        var context = new RequestContext();
        context.Add("aws:username", caller);
        context.Add("aws:PrincipalArn", arn);
        context.Add("aws:PrincipalAccount", Account);
        return context;
    }
}
