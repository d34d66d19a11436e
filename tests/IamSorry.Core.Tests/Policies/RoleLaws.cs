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

    internal bool Allows(string action, string resource)
    {
        if (action == "sts:AssumeRole")
        {
            return IsNamespaceRole(resource);
        }

        return !Forbidden.Contains(action[..action.IndexOf(':', StringComparison.Ordinal)])
            && action is not ("sts:AssumeRoot" or "sts:GetFederationToken" or "sts:GetWebIdentityToken");
    }

    private bool IsNamespaceRole(string arn)
    {
        var start = $"arn:aws:iam::{UserRequest.Account}:role/";
        var role = arn.StartsWith(start, StringComparison.Ordinal) ? arn[start.Length..] : "";
        return role == Prefix
            || (role.StartsWith(Prefix + "-", StringComparison.Ordinal) && !role.Contains('/', StringComparison.Ordinal));
    }
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
