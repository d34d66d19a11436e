namespace IamSorry.LocalAws.Authorization;

/// <summary>
/// Decides a request as IAM does for a principal in its own account (IAM User Guide, "Policy evaluation logic"): a matching Deny
/// anywhere wins; else the identity policies must allow, and so must the boundary where there is one; else it is denied.
/// </summary>
public static class PolicyEvaluator
{
    /// <summary>Decides one request.</summary>
    public static Decision Evaluate(
        IReadOnlyList<PolicyDocument> identityPolicies, PolicyDocument? boundary, AuthorizationRequest request)
    {
        if (identityPolicies.Any(policy => policy.Denies(request)) || boundary?.Denies(request) == true)
        {
            return Decision.ExplicitDeny;
        }

        return identityPolicies.Any(policy => policy.Allows(request)) && boundary?.Allows(request) != false
            ? Decision.Allow
            : Decision.ImplicitDeny;
    }
}
