using System.Globalization;
using IamSorry.LocalAws.Authorization;

namespace IamSorry.LocalAws;

/// <summary>
/// Asks the policies of the caller whether it may do a thing; without an Allow it may not. Root may do everything.
/// </summary>
internal sealed class Authorizer(AwsAccount account, Caller caller, RawRequest request)
{
    /// <summary>
    /// Ends the call with AccessDenied unless the caller may do <paramref name="action"/> on <paramref name="resource"/>.
    /// </summary>
    public void Require(string action, string resource, Action<RequestContext>? more = null)
    {
        if (caller.IsRoot)
        {
            return;
        }

        var asked = Ask(action, resource, more);
        var policies = IdentityPolicies();
        var boundary = Boundary();
        var limited = LimitedBySession(asked);
        var reason = (PolicyEvaluator.Evaluate(policies, null, asked), PolicyEvaluator.Evaluate(policies, boundary, asked)) switch
        {
            (Decision.Allow, Decision.Allow) => limited switch
            {
                Decision.Allow => null,
                Decision.ExplicitDeny => "with an explicit deny in a session policy",
                _ => $"because no session policy allows the {action} action",
            },
            (Decision.ExplicitDeny, _) => "with an explicit deny in an identity-based policy",
            (Decision.ImplicitDeny, _) => $"because no identity-based policy allows the {action} action",
            (_, Decision.ExplicitDeny) => "with an explicit deny in a permissions boundary",
            _ => $"because no permissions boundary allows the {action} action",
        };
        if (reason is not null)
        {
            throw QueryErrorException.AccessDenied(
                $"User: {caller.Arn} is not authorized to perform: {action} on resource: {resource} {reason}");
        }
    }

    /// <summary>
    /// What the caller's own policies and boundary say; for AssumeRole, where the role's trust policy has a say too.
    /// </summary>
    public Decision Decide(string action, string resource, Action<RequestContext>? more = null)
    {
        if (caller.IsRoot)
        {
            return Decision.Allow;
        }

        var asked = Ask(action, resource, more);
        var decision = PolicyEvaluator.Evaluate(IdentityPolicies(), Boundary(), asked);
        return decision == Decision.Allow ? LimitedBySession(asked) : decision;
    }

    /// <summary>The request as policies see it.</summary>
    public AuthorizationRequest Ask(string action, string resource, Action<RequestContext>? more)
        => Ask(caller.Role?.Arn ?? caller.Arn, action, resource, more);

    /// <summary>The same with the whole account as the principal, for trust policies.</summary>
    public AuthorizationRequest AskAsAccount(string action, string resource, Action<RequestContext>? more)
    {
        var asked = Ask(action, resource, more);
        return new AuthorizationRequest(action, resource, asked.Context) { Principal = $"{account.Arn}root" };
    }

    // they only ever take away
    private Decision LimitedBySession(AuthorizationRequest asked) => caller.Session?.Policies is { } policies
        ? PolicyEvaluator.Evaluate([.. policies.Select(PolicyDocument.Parse)], null, asked)
        : Decision.Allow;

    private AuthorizationRequest Ask(string principal, string action, string resource, Action<RequestContext>? more)
    {
        var context = new RequestContext();
        context.Add("aws:PrincipalArn", principal);
        context.Add("aws:PrincipalAccount", account.Id);
        context.Add("aws:PrincipalType", caller.IsRoot ? "Account" : caller.Role is not null ? "AssumedRole"
            : caller.IsFederated ? "FederatedUser" : "User");
        context.Add("aws:userid", caller.UserId);
        context.Add(
            "aws:CurrentTime", account.Now.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture));
        context.Add("aws:SourceIp", request.SourceIp);
        context.Add("aws:SecureTransport", "false");
        context.AddIfAny("aws:SourceIdentity", caller.Session?.SourceIdentity);
        context.AddIfAny("aws:TokenIssueTime", caller.Session?.IssuedAt.UtcDateTime.ToString(
            "yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture));
        foreach (var (key, value) in caller.Session?.Tags ?? Map.Empty)
        {
            context.Add($"aws:PrincipalTag/{key}", value);
        }

        if (caller.User is { } user)
        {
            context.Add("aws:username", user.Name);
            foreach (var (key, value) in user.Tags.Where(tag => caller.Session?.Tags.ContainsKey(tag.Key) != true))
            {
                context.Add($"aws:PrincipalTag/{key}", value);
            }
        }

        more?.Invoke(context);
        return new AuthorizationRequest(action, resource, context);
    }

    private List<PolicyDocument> IdentityPolicies()
    {
        var own = caller.User is { } user
            ? user.InlinePolicies.Values
                .Concat(user.AttachedPolicies.Select(arn => account.FindPolicy(arn)!.Document))
                .Concat(user.Groups.SelectMany(group => account.FindGroup(group)!.InlinePolicies.Values))
            : caller.Role!.InlinePolicies.Values;
        return [.. own.Select(PolicyDocument.Parse)];
    }

    private PolicyDocument? Boundary()
        => (caller.User?.PermissionsBoundary ?? caller.Role?.PermissionsBoundary) is { } arn
            ? PolicyDocument.Parse(account.FindPolicy(arn)!.Document) : null;
}
