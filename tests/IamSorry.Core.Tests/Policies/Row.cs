using System.Text.Json.Nodes;
using IamSorry.LocalAws.Authorization;
using IamSorry.Policies;

namespace IamSorry.Tests.Policies;

/// <summary>One line of the table: a request and whether the law allows it.</summary>
internal sealed record Row(string Action, string Resource, string Principal, RequestContext Context, bool Allowed)
{
    internal AuthorizationRequest Request { get; } = new(Action, Resource, Context);

    /// <summary>The same as the account asks it, which a trust policy names in place of its users.</summary>
    internal AuthorizationRequest AsAccount
        => new(Action, Resource, Context) { Principal = $"arn:aws:iam::{Principal.Split(':')[4]}:root" };

    internal static Row Of(UserRequest request, Func<UserRequest, bool> law)
        => new(request.Action, request.Arn, request.Caller.Arn(request.Partition), request.Context(), law(request));
}

/// <summary>How a printed policy takes effect.</summary>
internal enum PolicyUse
{
    Identity,
    Boundary,
    Trust,

    /// <summary>A trust policy that names the account; the caller's own policies allow everything.</summary>
    AccountTrust,
}

/// <summary>One printed policy and its table.</summary>
internal sealed record PolicyCase(string Name, PolicyRequest Request, PolicyUse Use, IReadOnlyList<Row> Rows)
{
    /// <summary>The statement of another policy beside it that allows everything: what then holds is held by a Deny.</summary>
    internal const string Everywhere = "Everywhere";

    private static readonly PolicyDocument Everything
        = PolicyDocument.Parse("""{"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"*","Resource":"*"}}""");

    /// <summary>Whether somebody has attached such a policy too.</summary>
    internal bool IsBesideEverything { get; init; }

    /// <summary>The same policy beside such a one; null where it is not asked.</summary>
    internal PolicyCase? Beside { get; init; }

    /// <summary>What is printed; with the other policy's statement, which is the same to AWS as a policy of its own.</summary>
    internal string Json
    {
        get
        {
            var json = PolicyTemplates.Render(Request).Json;
            return IsBesideEverything ? AllowingEverythingToo(json) : json;
        }
    }

    internal static string AllowingEverythingToo(string json)
    {
        var policy = JsonNode.Parse(json)!;
        policy["Statement"]!.AsArray().Add(JsonNode.Parse(
            $$"""{"Sid":"{{Everywhere}}","Effect":"Allow","Action":"*","Resource":"*"}"""));
        return policy.ToJsonString();
    }

    public override string ToString() => Name;

    internal Func<Row, Decision> Evaluator(string json)
    {
        var document = Use is PolicyUse.Trust or PolicyUse.AccountTrust ? PolicyDocument.ParseTrust(json)
            : PolicyDocument.Parse(json);
        PolicyDocument[] identity = [Use == PolicyUse.Boundary ? Everything : document];
        var boundary = Use == PolicyUse.Boundary ? document : null;
        return Use == PolicyUse.AccountTrust
            ? row => PolicyEvaluator.Evaluate(identity, boundary, row.AsAccount)
            : row => PolicyEvaluator.Evaluate(identity, boundary, row.Request);
    }
}
