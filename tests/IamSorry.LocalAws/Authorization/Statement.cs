namespace IamSorry.LocalAws.Authorization;

/// <summary>One statement: it matches a request when each of its elements does.</summary>
internal sealed record Statement(
    bool Allow,
    ElementList<TextPattern> Actions,
    ElementList<ArnPattern>? Resources,
    ElementList<ArnPattern>? Principals,
    IReadOnlyList<Condition> Conditions)
{
    internal bool Matches(AuthorizationRequest request)
        => Actions.Covers(action => action.Matches(request.Action, request.Context, ignoreCase: true))
        && Resources?.Covers(resource => resource.Matches(request.Resource, request.Context)) != false
        && MatchesPrincipal(request)
        && Conditions.All(condition => condition.IsMet(request.Context));

    private bool MatchesPrincipal(AuthorizationRequest request)
        => Principals is null
        || ((request.Principal ?? request.Context.Get("aws:PrincipalArn").SingleOrDefault()) is { } caller
            && Principals.Covers(p => p.Matches(caller, request.Context)));
}

/// <summary>The values of <c>Action</c>, <c>Resource</c> or <c>Principal</c>, or of their <c>Not</c> forms.</summary>
internal sealed record ElementList<T>(bool Negated, IReadOnlyList<T> Values)
{
    internal bool Covers(Func<T, bool> matches) => Values.Any(matches) != Negated;
}
