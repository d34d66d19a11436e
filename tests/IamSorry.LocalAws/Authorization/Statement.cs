namespace IamSorry.LocalAws.Authorization;

/// <summary>One statement: it matches a request when each of its elements does.</summary>
internal sealed record Statement(
    bool Allow,
    ElementList<TextPattern> Actions,
    ElementList<ArnPattern>? Resources,
    ElementList<ArnPattern>? Principals,
    Condition[] Conditions)
{
    internal bool Matches(AuthorizationRequest request)
        => CoversAction(request) && CoversResource(request) && MatchesPrincipal(request) && MeetsConditions(request.Context);

    // loops rather than lambdas: a search asks a few million times
    private bool CoversAction(AuthorizationRequest request)
    {
        foreach (var action in Actions.Values)
        {
            if (action.Matches(request.Action, request.Context, ignoreCase: true))
            {
                return !Actions.Negated;
            }
        }

        return Actions.Negated;
    }

    private bool CoversResource(AuthorizationRequest request)
    {
        if (Resources is null)
        {
            return true;
        }

        foreach (var resource in Resources.Values)
        {
            if (resource.Matches(request.ResourceComponents, request.Context))
            {
                return !Resources.Negated;
            }
        }

        return Resources.Negated;
    }

    private bool MeetsConditions(RequestContext context)
    {
        foreach (var condition in Conditions)
        {
            if (!condition.IsMet(context))
            {
                return false;
            }
        }

        return true;
    }

    private bool MatchesPrincipal(AuthorizationRequest request)
        => Principals is null
        || (request.Context.Get("aws:PrincipalArn") is [var caller]
            && Principals.Covers(p => p.Matches(caller, request.Context)));
}

/// <summary>The values of <c>Action</c>, <c>Resource</c> or <c>Principal</c>, or of their <c>Not</c> forms.</summary>
internal sealed record ElementList<T>(bool Negated, T[] Values)
{
    internal bool Covers(Func<T, bool> matches) => Values.Any(matches) != Negated;
}
