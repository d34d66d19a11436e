namespace IamSorry.LocalAws.Authorization;

/// <summary>One request as the policy engine sees it.</summary>
/// <param name="action">The action with its service, such as <c>iam:CreateUser</c>; case does not matter.</param>
/// <param name="resource">The ARN acted on, or <c>*</c> for an action that takes no resource.</param>
/// <param name="context">The condition keys of the request.</param>
public sealed class AuthorizationRequest(string action, string resource, RequestContext context)
{
    /// <summary>The action with its service, such as <c>iam:CreateUser</c>.</summary>
    public string Action { get; } = action;

    /// <summary>The ARN acted on, or <c>*</c>.</summary>
    public string Resource { get; } = resource;

    /// <summary>The condition keys of the request.</summary>
    public RequestContext Context { get; } = context;

    /// <summary>The components of the ARN acted on, cut once for all the patterns that it is compared with.</summary>
    internal string[] ResourceComponents { get; } = ArnPattern.Cut(resource);

    /// <summary>
    /// Whom a trust policy must name, where that is not the caller itself: the whole account, which stands for all that it lets.
    /// The
    /// conditions are about the caller all the same.
    /// </summary>
    public string? Principal { get; init; }

    public override string ToString() => $"{Action} on {Resource} with {Context}";
}
