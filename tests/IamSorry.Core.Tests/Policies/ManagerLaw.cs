namespace IamSorry.Tests.Policies;

/// <summary>
/// What a manager may do, stated without the policy language: the policies are held against this, not this against the policies.
/// </summary>
internal sealed record ManagerLaw(string Prefix, IReadOnlyList<string> DelegateTo, string? Boundary)
{
    /// <summary>Whether it may stop users.</summary>
    internal bool Revoke { get; init; }

    /// <summary>Whether it must show a second factor for whatever it does but see its own devices.</summary>
    internal bool Mfa { get; init; }

    internal bool Allows(UserRequest request)
    {
        if (request.InAccount != UserRequest.Account || LacksMfa(request))
        {
            return false;
        }

        return request.Action switch
        {
            "iam:CreateAccessKey" or "iam:UpdateAccessKey" or "iam:DeleteAccessKey" => MayManageKeys(request),
            "iam:ListAccessKeys" or "iam:GetAccessKeyLastUsed" => IsOwnUser(request) || MayLookAt(request),
            "iam:GetUser" or "iam:ListUserTags" => MayLookAt(request) || DelegateOf(request) is not null,
            "iam:CreateUser" => MayOwn(request) && (Boundary is null || request.Boundary == Boundary),
            "iam:TagUser" => MayOwn(request),
            "iam:AttachUserPolicy" or "iam:DetachUserPolicy" => MayRevoke(request),
            "iam:ListMFADevices" => Mfa && IsOwnUser(request),
            _ => false,
        };
    }

    /// <summary>
    /// What no other policy can allow: an owner that is set stays, tags stay, a manager is not touched, however its name is
    /// written, and a path is no way around.
    /// </summary>
    internal bool Denies(UserRequest request)
    {
        var owned = UserRequest.Find(request.Existing, "owner") is not null;
        var isCreation = request.Action is "iam:CreateUser" or "iam:TagUser";
        return UnderAPathOf(request)
            || LacksMfa(request)
            || (request.Action == "iam:UntagUser" && InNamespace(Prefix, request))
            || (request.Action is "iam:TagUser" or "iam:UntagUser" && owned)
            || (isCreation && request.Path == "/" && request.Name == request.Caller.Name)
            || (IsManagerOf(Prefix, request) && request.Caller.Name != Prefix + "-mgr")
            || (isCreation && DelegateTo.Any(owner => IsManagerOf(owner, request)))
            || (request.Action == "iam:CreateUser" && Boundary is not null && request.Boundary != Boundary);
    }

    private bool LacksMfa(UserRequest request) => Mfa && request.Mfa != true && request.Action != "iam:ListMFADevices";

    /// <summary>One policy of the admin's, on whom keys could be made for.</summary>
    private bool MayRevoke(UserRequest request)
    {
        var owner = UserRequest.Find(request.Existing, "owner");
        return Revoke && MayLookAt(request) && (owner is null || owner == Prefix)
            && request.PolicyArn == $"arn:{request.Partition}:iam::{UserRequest.Account}:policy/iam-sorry-revoked";
    }

    private bool UnderAPathOf(UserRequest request)
        => new[] { Prefix }.Concat(DelegateTo).Any(name => request.Path.StartsWith($"/{name}-", StringComparison.Ordinal));

    /// <summary>The prefix letter for letter, for nothing else is in the namespace; the rest in whatever case.</summary>
    internal static bool IsManagerOf(string prefix, UserRequest request)
        => request.Path == "/" && request.Name.StartsWith(prefix + "-", StringComparison.Ordinal)
            && request.Name.AsSpan(prefix.Length).Equals("-mgr", StringComparison.OrdinalIgnoreCase);

    /// <summary>
    /// Its own keys always (rotation), and those of namespace users that belong to nobody or to this namespace.
    /// </summary>
    private bool MayManageKeys(UserRequest request)
    {
        var owner = UserRequest.Find(request.Existing, "owner");
        return IsOwnUser(request) || (MayLookAt(request) && (owner is null || owner == Prefix));
    }

    /// <summary>The namespace, except the user PREFIX-mgr, which only PREFIX-mgr itself may look at.</summary>
    private bool MayLookAt(UserRequest request)
        => InNamespace(Prefix, request) && (!IsManagerOf(Prefix, request) || request.Caller.Name == Prefix + "-mgr");

    /// <summary>
    /// A user becomes somebody's once: when it is created, or while it has no owner. Managers do not become anybody's.
    /// </summary>
    private bool MayOwn(UserRequest request)
    {
        if (UserRequest.Find(request.Existing, "owner") is not null
            || UserRequest.Find(request.Requested, "delegated-by") != request.Caller.Name
            || request.Name == request.Caller.Name)
        {
            return false;
        }

        var owner = UserRequest.Find(request.Requested, "owner");
        if (InNamespace(Prefix, request))
        {
            return owner == Prefix && (!IsManagerOf(Prefix, request) || request.Caller.Name == Prefix + "-mgr");
        }

        // a user of somebody else gets these two tags and no others
        return DelegateOf(request) is { } other
            && !IsManagerOf(other, request)
            && owner == other
            && request.Requested.All(tag => tag.Key is "owner" or "delegated-by");
    }

    private string? DelegateOf(UserRequest request) => DelegateTo.FirstOrDefault(owner => InNamespace(owner, request));

    /// <summary>Under whatever path; but no path that begins like a namespace, not even for a manager that lives there.</summary>
    private bool IsOwnUser(UserRequest request)
        => request.Name == request.Caller.Name
        && new[] { Prefix }.Concat(DelegateTo).All(name => !request.Path.StartsWith($"/{name}-", StringComparison.Ordinal));

    /// <summary>Letter for letter, and without a path: user/alice-x/bob is bob.</summary>
    private static bool InNamespace(string prefix, UserRequest request)
        => request.Path == "/" && (request.Name == prefix || request.Name.StartsWith(prefix + "-", StringComparison.Ordinal));
}

/// <summary>
/// What a user may do that only renews: no creating, no tagging, and only users that carry this namespace's owner tag.
/// </summary>
internal sealed record RefreshLaw(string Prefix)
{
    internal bool Allows(UserRequest request)
    {
        var inNamespace = request is { Path: "/", InAccount: UserRequest.Account }
            && (request.Name == Prefix || request.Name.StartsWith(Prefix + "-", StringComparison.Ordinal))
            && !ManagerLaw.IsManagerOf(Prefix, request);
        return inNamespace && request.Action switch
        {
            "iam:GetUser" or "iam:ListAccessKeys" or "iam:GetAccessKeyLastUsed" => true,
            "iam:CreateAccessKey" or "iam:DeleteAccessKey" => UserRequest.Find(request.Existing, "owner") == Prefix,
            _ => false,
        };
    }
}
