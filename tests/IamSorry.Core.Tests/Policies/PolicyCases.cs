using IamSorry.LocalAws.Authorization;
using IamSorry.Policies;

namespace IamSorry.Tests.Policies;

/// <summary>Every kind of policy that can be printed, with its table.</summary>
internal static class PolicyCases
{
    private const string ExternalId = "alice/role:2026";

    internal static IReadOnlyList<PolicyCase> All { get; } =
    [
        Manager("manager", [], null),
        Manager("manager that delegates", ["jimmy", "carol"], null),
        Manager("manager that delegates, with boundary", ["jimmy"], UserRows.Boundary),
        BesideEverything("manager", [], null),
        BesideEverything("manager that delegates, with boundary", ["jimmy"], UserRows.Boundary),
        Manager("manager in another partition", ["jimmy"], null, partition: "aws-us-gov"),
        Refresh(),
        Bedrock("bedrock", ["us-east-1", "eu-central-1"], ["anthropic."]),
        Bedrock("bedrock, two models in one region", ["us-east-1"], ["anthropic.claude-sonnet-4", "anthropic.claude-haiku-4"]),
        BoundaryCase(),
        Trust("trust", ExternalId),
        Trust("trust without an external id", null),
    ];

    private static PolicyCase Manager(string name, string[] delegates, string? boundary, string partition = "aws")
    {
        var request = new PolicyRequest(
            PolicyKind.Manager, "alice", UserRequest.Account, partition)
        { DelegateTo = delegates, BoundaryArn = boundary };
        var law = new ManagerLaw("alice", delegates, boundary);
        return new PolicyCase(
            name, request, PolicyUse.Identity, RowsOfIam(
                law.Allows, partition, fewer: boundary is not null || partition != "aws"))
        {
            Beside = BesideEverything(name, delegates, boundary, partition),
        };
    }

    private static PolicyCase BesideEverything(string name, string[] delegates, string? boundary, string partition = "aws")
    {
        var request = new PolicyRequest(PolicyKind.Manager, "alice", UserRequest.Account, partition)
        {
            DelegateTo = delegates,
            BoundaryArn = boundary,
        };
        var law = new ManagerLaw("alice", delegates, boundary);

        // users of the own account only: a Deny of this policy names nothing else, and no policy of a user allows anything in
        // another account
        var rows = UserRows.All(partition, fewer: true).Select(each => Row.Of(each, asked => !law.Denies(asked)))
            .Where(row => row.Resource.Contains($":{UserRequest.Account}:", StringComparison.Ordinal));
        return new PolicyCase(
            name + ", beside a policy that allows everything", request, PolicyUse.Identity,
            [.. rows.DistinctBy(row => (row.Principal, row.Request.ToString()))])
        {
            IsBesideEverything = true,
        };
    }

    private static PolicyCase Refresh()
        => new("refresh", new PolicyRequest(PolicyKind.Refresh, "alice", UserRequest.Account), PolicyUse.Identity, RowsOfIam(
            new RefreshLaw("alice").Allows, "aws", fewer: true));

    private static List<Row> RowsOfIam(Func<UserRequest, bool> law, string partition, bool fewer)
    {
        // nothing but users; and no other service at all
        var others = OtherRows.Of(
            ActionData.Of("iam", "sts", "organizations", "account"), (_, _) => false, without: "user", partition);
        return [.. UserRows.All(partition, fewer).Select(request => Row.Of(request, law)).Concat(others).DistinctBy(
            row => (row.Principal, row.Request.ToString()))];
    }

    private static PolicyCase Bedrock(string name, string[] regions, string[] starts)
        => new(
            name,
            new PolicyRequest(
                PolicyKind.Bedrock, "alice", UserRequest.Account)
            {
                Regions = regions,
                Models = [
                    .. starts.Select(start => start + "*")]
            },
            PolicyUse.Identity,
            [.. BedrockRows.All(new BedrockLaw(regions, starts))]);

    private static PolicyCase BoundaryCase()
    {
        var law = new BoundaryLaw("alice");
        string[] roles = [
            "alice", "alice-x", "alicex", "admin", "alice-x/admin", "team/alice-x", "Alice-x", "bob-x", "alice/admin"];
        var roleRows = from role in roles
                       from account in new[] { UserRequest.Account, "999999999999" }
                       let arn = $"arn:aws:iam::{account}:role/{role}"
                       select new Row(
                           "sts:AssumeRole", arn, Caller, UserRequest.ContextOf("alice-x", Caller), law.Allows(
                               "sts:AssumeRole", arn));
        string[] services = [
            "iam", "sts", "organizations", "account", "sso", "sso-directory", "identitystore", "billing", "payments", "bedrock"];
        string[] money =
        [
            "aws-portal:ModifyBilling", "budgets:ModifyBudget", "consolidatedbilling:GetAccountBillingRole",
            "invoicing:GetInvoicePDF", "purchase-orders:AddPurchaseOrder", "tax:BatchPutTaxRegistration",
            "sts:GetWebIdentityToken",
        ];
        var rows = OtherRows.Of(ActionData.Of(services), law.Allows).Concat(money.Select(action => new Row(
            action, "*", Caller, UserRequest.ContextOf("alice-x", Caller), law.Allows(action, "*"))));
        return new PolicyCase(
            "boundary", new PolicyRequest(PolicyKind.Boundary, "alice", UserRequest.Account), PolicyUse.Boundary,
            [.. rows.Concat(roleRows).DistinctBy(row => (row.Principal, row.Request.ToString()))]);
    }

    private const string Caller = "arn:aws:iam::123456789012:user/alice-x";

    private static PolicyCase Trust(string name, string? externalId)
    {
        var law = new TrustLaw("alice", externalId);
        string[] principals =
        [
            "arn:aws:iam::123456789012:user/alice", "arn:aws:iam::123456789012:user/alice-x",
            "arn:aws:iam::123456789012:user/team/alice",
            "arn:aws:iam::123456789012:user/bob", "arn:aws:iam::999999999999:user/alice", "arn:aws:iam::123456789012:user/Alice",
        ];
        string?[] externalIds = [null, ExternalId, ExternalId.ToUpperInvariant(), ExternalId + "x", "*", "alice"];
        var rows = from action in new[] { "sts:AssumeRole", "sts:TagSession", "sts:SetSourceIdentity" }
                   from principal in principals
                   from given in externalIds
                   select new Row(
                       action, "arn:aws:iam::123456789012:role/alice-x", principal, TrustContext(principal, given), law.Allows(
                           action, principal, given));
        return new PolicyCase(
            name, new PolicyRequest(
                PolicyKind.Trust, "alice", UserRequest.Account)
            { ExternalId = externalId }, PolicyUse.Trust, [.. rows]);
    }

    private static RequestContext TrustContext(string principal, string? externalId)
    {
        var context = UserRequest.ContextOf(principal[(principal.LastIndexOf('/') + 1)..], principal);
        if (externalId is not null)
        {
            context.Add("sts:ExternalId", externalId);
        }

        return context;
    }
}
