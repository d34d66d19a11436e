using IamSorry.LocalAws.Authorization;

namespace IamSorry.Tests.Policies;

/// <summary>A request of a manager that acts on an IAM role, as the laws see it.</summary>
internal sealed record RoleRequest(string Action, string Name)
{
    internal const string Manager = "alice-mgr";

    private const string Caller = "arn:aws:iam::123456789012:user/alice-mgr";

    internal string Path { get; init; } = "/";

    internal IReadOnlyList<Tag> Existing { get; init; } = [];

    internal IReadOnlyList<Tag> Requested { get; init; } = [];

    /// <summary>The boundary that is asked for; where the role is there, the one that it has.</summary>
    internal string? Boundary { get; init; }

    internal string InAccount { get; init; } = UserRequest.Account;

    private string Arn => $"arn:aws:iam::{InAccount}:role{Path}{Name}";

    internal Row AsRow(Func<RoleRequest, bool> law) => new(Action, Arn, Caller, Context(), law(this));

    private RequestContext Context()
    {
        var context = UserRequest.ContextOf(Manager, Caller);
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

        return context;
    }
}

/// <summary>
/// What a manager may do to roles: make those of its namespace, with the boundary and its tags, look at them, and delete what it
/// could
/// have made. Neither rights nor trust of a role that is there, nor tags that are set.
/// </summary>
internal sealed record ManagerRoleLaw(string Prefix, string Boundary)
{
    internal bool Allows(RoleRequest request)
    {
        var owner = UserRequest.Find(request.Existing, "owner");
        return IsOfNamespace(request) && request.Action switch
        {
            "iam:GetRole" or "iam:ListRoleTags" => true,
            "iam:CreateRole" => owner is null && IsOurs(request) && request.Boundary == Boundary,
            "iam:TagRole" => owner is null && IsOurs(request),
            "iam:DeleteRole" => (owner is null || owner == Prefix) && request.Boundary == Boundary,
            _ => false,
        };
    }

    /// <summary>What no other policy can allow.</summary>
    internal bool Denies(RoleRequest request)
        => request.Path.StartsWith($"/iam-sorry-{Prefix}-", StringComparison.Ordinal)
            || (request.Action == "iam:CreateRole" && request.Boundary != Boundary)
            || (request.Action is "iam:TagRole" or "iam:UntagRole" && UserRequest.Find(request.Existing, "owner") is not null);

    private bool IsOurs(RoleRequest request)
        => UserRequest.Find(request.Requested, "owner") == Prefix
            && UserRequest.Find(request.Requested, "delegated-by") == RoleRequest.Manager;

    private bool IsOfNamespace(RoleRequest request)
        => request is { Path: "/", InAccount: UserRequest.Account }
            && (request.Name == $"iam-sorry-{Prefix}" || request.Name.StartsWith($"iam-sorry-{Prefix}-",
                StringComparison.Ordinal));
}
