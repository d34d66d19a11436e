using IamSorry.LocalAws.Authorization;
using IamSorry.Policies;

namespace IamSorry.Tests.Policies;

/// <summary>One line of the table: a request and whether the law allows it.</summary>
internal sealed record Row(string Action, string Resource, string Principal, RequestContext Context, bool Allowed)
{
    internal AuthorizationRequest Request { get; } = new(Action, Resource, Context);

    internal static Row Of(UserRequest request, Func<UserRequest, bool> law)
        => new(request.Action, request.Arn, request.Caller.Arn(request.Partition), request.Context(), law(request));
}

/// <summary>How a printed policy takes effect.</summary>
internal enum PolicyUse
{
    Identity,
    Boundary,
    Trust,
}

/// <summary>One printed policy and its table.</summary>
internal sealed record PolicyCase(string Name, PolicyRequest Request, PolicyUse Use, IReadOnlyList<Row> Rows)
{
    private static readonly PolicyDocument Everything
        = PolicyDocument.Parse("""{"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"*","Resource":"*"}}""");

    public override string ToString() => Name;

    internal Func<Row, Decision> Evaluator(string json)
    {
        var document = Use == PolicyUse.Trust ? PolicyDocument.ParseTrust(json) : PolicyDocument.Parse(json);
        return Use == PolicyUse.Boundary
            ? row => PolicyEvaluator.Evaluate([Everything], document, row.Request)
            : row => PolicyEvaluator.Evaluate([document], null, row.Request);
    }
}
