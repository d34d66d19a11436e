namespace IamSorry.Tests.Policies;

/// <summary>
/// What no user of the namespace may do, whatever else it is given: administer the account, or become a foreign role.
/// </summary>
internal sealed record BoundaryLaw(string Prefix)
{
    /// <summary>Services about money that the table has no data of: one action of each is asked.</summary>
    internal static readonly string[] Billing = [
        "billing", "payments", "aws-portal", "budgets", "consolidatedbilling", "invoicing", "purchase-orders", "tax"];

    private static readonly string[] Forbidden
        = ["iam", "organizations", "account", "sso", "sso-directory", "identitystore", .. Billing];

    /// <summary>Roles that are named beside those of the namespace.</summary>
    internal IReadOnlyList<string> RoleArns { get; init; } = [];

    internal bool Allows(string action, string resource, string caller) => action switch
    {
        "sts:AssumeRole" => IsNamespaceRole(resource) || RoleArns.Contains(resource),
        "sts:GetFederationToken" => resource == $"arn:aws:sts::{UserRequest.Account}:federated-user/{caller}",
        _ => !Forbidden.Contains(action[..action.IndexOf(':', StringComparison.Ordinal)])
            && action is not ("sts:AssumeRoot" or "sts:GetWebIdentityToken"),
    };

    private bool IsNamespaceRole(string arn)
    {
        var start = $"arn:aws:iam::{UserRequest.Account}:role/iam-sorry-";
        var role = arn.StartsWith(start, StringComparison.Ordinal) ? arn[start.Length..] : "";
        return role == Prefix
            || (role.StartsWith(Prefix + "-", StringComparison.Ordinal) && !role.Contains('/', StringComparison.Ordinal));
    }
}

/// <summary>A federation token bears the name of the user that asks for it.</summary>
internal static class RestrictedLaw
{
    internal static bool Allows(string action, string resource, string caller)
        => action == "sts:GetFederationToken" && resource == $"arn:aws:sts::{UserRequest.Account}:federated-user/{caller}";
}

/// <summary>
/// A role of the namespace lets in the base user alone, in its own account, with the right external id, by AssumeRole only.
/// </summary>
internal sealed record TrustLaw(string Prefix, string? ExternalId)
{
    internal bool Allows(string action, string principal, string? externalId)
        => action == "sts:AssumeRole"
        && principal == $"arn:aws:iam::{UserRequest.Account}:user/{Prefix}"
        && ExternalId is not null
        && externalId == ExternalId;
}

/// <summary>
/// A role that a manager makes lets in the users of the namespace but the manager, or those that are named, with the right
/// external
/// id, by AssumeRole only.
/// </summary>
internal sealed record RoleTrustLaw(string Prefix, IReadOnlyList<string> Users, string ExternalId)
{
    internal bool Allows(string action, string principal, string? externalId)
    {
        var start = $"arn:aws:iam::{UserRequest.Account}:user/";
        var user = principal.StartsWith(start, StringComparison.Ordinal) ? principal[start.Length..] : "";
        var isNamed = Users.Count > 0 ? Users.Contains(user)
            : (user == Prefix || user.StartsWith(Prefix + "-", StringComparison.Ordinal))
                && user != Prefix + "-mgr" && !user.Contains('/', StringComparison.Ordinal);
        return action == "sts:AssumeRole" && isNamed && externalId == ExternalId;
    }
}
