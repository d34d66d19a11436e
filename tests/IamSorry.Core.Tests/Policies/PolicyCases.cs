using IamSorry.LocalAws.Authorization;
using IamSorry.Policies;

namespace IamSorry.Tests.Policies;

/// <summary>A manager's policy to ask about.</summary>
internal sealed record PolicyWish(string Name)
{
    internal IReadOnlyList<string> Delegates { get; init; } = [];

    internal string? Boundary { get; init; }

    internal string Partition { get; init; } = "aws";

    internal bool Roles { get; init; }

    internal bool Revoke { get; init; }

    internal bool Mfa { get; init; }

    internal PolicyRequest Request => new(PolicyKind.Manager, "alice", UserRequest.Account, Partition)
    {
        DelegateTo = Delegates,
        BoundaryArn = Boundary,
        Roles = Roles,
        Revoke = Revoke,
        Mfa = Mfa,
    };

    internal ManagerLaw Law => new("alice", Delegates, Boundary) { Revoke = Revoke, Mfa = Mfa };

    internal ManagerRoleLaw RoleLaw => new("alice", Boundary!);
}

/// <summary>Every kind of policy that can be printed, with its table.</summary>
internal static class PolicyCases
{
    private const string ExternalId = "alice/role:2026";

    internal static IReadOnlyList<PolicyCase> All { get; } =
    [
        Manager(new PolicyWish("manager")),
        Manager(new PolicyWish("manager that delegates") { Delegates = ["jimmy", "carol"] }),
        Manager(new PolicyWish("manager that delegates, with boundary") { Delegates = ["jimmy"], Boundary = UserRows.Boundary }),
        BesideEverything(new PolicyWish("manager")),
        BesideEverything(
            new PolicyWish("manager that delegates, with boundary") { Delegates = ["jimmy"], Boundary = UserRows.Boundary }),
        Manager(new PolicyWish("manager in another partition") { Delegates = ["jimmy"], Partition = "aws-us-gov" }),
        Manager(new PolicyWish("manager with roles") { Boundary = UserRows.Boundary, Roles = true }),
        BesideEverything(new PolicyWish("manager with roles") { Boundary = UserRows.Boundary, Roles = true }),
        Manager(new PolicyWish("manager that revokes") { Revoke = true }),
        Manager(new PolicyWish("manager with MFA") { Revoke = true, Mfa = true }),
        BesideEverything(new PolicyWish("manager with MFA") { Revoke = true, Mfa = true }),
        Refresh(),
        Bedrock("bedrock", ["us-east-1", "eu-central-1"], ["anthropic."]),
        Bedrock("bedrock, two models in one region", ["us-east-1"], ["anthropic.claude-sonnet-4", "anthropic.claude-haiku-4"]),
        Bedrock(
            "bedrock with keys, Mantle and application profiles", ["us-east-1", "eu-central-1"], ["anthropic."],
            law => law with { Bearer = true, Mantle = true, ApplicationProfiles = true }),
        Bedrock("bedrock with keys", ["us-east-1"], ["anthropic."], law => law with { Bearer = true }),
        Restricted(),
        Lambda("lambda", ["us-east-1"]),
        Lambda("lambda in two regions", ["us-east-1", "eu-central-1"]),
        BoundaryCase("boundary", []),
        BoundaryCase(
            "boundary with named roles", ["arn:aws:iam::123456789012:role/deploy", "arn:aws:iam::123456789012:role/team/reader"]),
        Trust("trust", ExternalId),
        Trust("trust without an external id", null),
        RoleTrust("role trust of the namespace", []),
        RoleTrust("role trust of named users", ["alice-x", "alice"]),
    ];

    private static PolicyCase Manager(PolicyWish wish)
    {
        var rows = RowsOfIam(
            UserRequests(wish, wish.Boundary is not null || wish.Partition != "aws" || wish.Revoke), wish.Law.Allows,
                wish.Partition);
        return new PolicyCase(
            wish.Name, wish.Request, PolicyUse.Identity, Distinct(
                wish.Roles ? RoleRows.All().Select(each => each.AsRow(wish.RoleLaw.Allows)).Concat(rows) : rows))
        {
            Beside = BesideEverything(wish),
        };
    }

    private static PolicyCase BesideEverything(PolicyWish wish)
    {
        // users of the own account only: a Deny of this policy names nothing else, and no policy of a user allows anything in
        // another account
        var rows = UserRequests(wish, fewer: true).Select(each => Row.Of(each, asked => !wish.Law.Denies(asked)))
            .Concat(wish.Roles ? RoleRows.All().Select(each => each.AsRow(asked => !wish.RoleLaw.Denies(asked))) : [])
            .Where(row => row.Resource.Contains($":{UserRequest.Account}:", StringComparison.Ordinal))
            .Concat(wish.Mfa ? Elsewhere() : []);
        return new PolicyCase(
            wish.Name + ", beside a policy that allows everything", wish.Request, PolicyUse.Identity, Distinct(rows))
        {
            IsBesideEverything = true,
        };
    }

    private static IEnumerable<UserRequest> UserRequests(PolicyWish wish, bool fewer)
    {
        var requests = UserRows.All(wish.Partition, fewer).Concat(wish.Revoke ? UserRows.Revocations() : []);
        return wish.Mfa ? UserRows.WithFactors(requests) : requests;
    }

    // the call that a code is given to must work without one, and nothing else
    private static IEnumerable<Row> Elsewhere()
        => from action in new[] { "sts:GetSessionToken", "s3:ListAllMyBuckets", "bedrock:ListFoundationModels" }
           from factor in new[] { "true", "false", null }
           let context = UserRequest.ContextOf("alice-mgr", "arn:aws:iam::123456789012:user/alice-mgr")
           select new Row(
               action, "*", "arn:aws:iam::123456789012:user/alice-mgr", With(context, "aws:MultiFactorAuthPresent", factor),
               action == "sts:GetSessionToken" || factor == "true");

    private static RequestContext With(RequestContext context, string key, string? value)
    {
        if (value is not null)
        {
            context.Add(key, value);
        }

        return context;
    }

    private static List<Row> Distinct(IEnumerable<Row> rows)
        => [.. rows.DistinctBy(row => (row.Principal, row.Request.ToString()))];

    private static PolicyCase Refresh()
        => new("refresh", new PolicyRequest(PolicyKind.Refresh, "alice", UserRequest.Account), PolicyUse.Identity,
            Distinct(RowsOfIam(
            UserRows.All(fewer: true), new RefreshLaw("alice").Allows, "aws")));

    private static IEnumerable<Row> RowsOfIam(IEnumerable<UserRequest> requests, Func<UserRequest, bool> law, string partition)
    {
        // nothing but users; and no other service at all
        var others = OtherRows.Of(
            ActionData.Of("iam", "sts", "organizations", "account"), (_, _) => false, without: "user", partition);
        return requests.Select(request => Row.Of(request, law)).Concat(others);
    }

    private static PolicyCase Bedrock(
        string name, string[] regions, string[] starts, Func<BedrockLaw, BedrockLaw>? more = null)
    {
        var law = new BedrockLaw(regions, starts);
        law = more?.Invoke(law) ?? law;
        var request = new PolicyRequest(PolicyKind.Bedrock, "alice", UserRequest.Account)
        {
            Regions = regions,
            Models = [.. starts.Select(start => start + "*")],
            Bearer = law.Bearer,
            Mantle = law.Mantle,
            ApplicationProfiles = law.ApplicationProfiles,
        };
        return new PolicyCase(name, request, PolicyUse.Identity, [.. BedrockRows.All(law)]);
    }

    private static PolicyCase Lambda(string name, string[] regions)
        => new(
            name, new PolicyRequest(PolicyKind.Lambda, "alice", UserRequest.Account) { Regions = regions }, PolicyUse.Identity,
            [.. LambdaRows.All(new LambdaLaw("alice", regions))]);

    private static PolicyCase Restricted()
        => new(
            "restricted", new PolicyRequest(PolicyKind.Restricted, "alice", UserRequest.Account), PolicyUse.Identity, Distinct(
                OtherRows.Of(ActionData.Of("sts", "iam"), (action, resource) => RestrictedLaw.Allows(action, resource,
                    "alice-mgr"))
                    .Concat(FederationRows(RestrictedLaw.Allows))));

    private static IEnumerable<Row> FederationRows(Func<string, string, string, bool> law)
        => from caller in new[] { "alice-x", "alice" }
           from name in new[] { "alice-x", "alice", "alice-x2", "Alice-x", "alice-y", "bob", "alice-mgr", "root" }
           from account in new[] { UserRequest.Account, "999999999999" }
           let arn = $"arn:aws:sts::{account}:federated-user/{name}"
           let me = $"arn:aws:iam::{UserRequest.Account}:user/{caller}"
           select new Row(
               "sts:GetFederationToken", arn, me, UserRequest.ContextOf(caller, me), law("sts:GetFederationToken", arn, caller));

    private static PolicyCase BoundaryCase(string name, string[] named)
    {
        var law = new BoundaryLaw("alice") { RoleArns = named };
        string[] roles =
        [
            "iam-sorry-alice", "iam-sorry-alice-x", "iam-sorry-alicex", "iam-sorry-alice-x/admin", "team/iam-sorry-alice-x",
            "iam-sorry-Alice-x", "iam-sorry-bob-x", "iam-sorry-alice/admin", "alice", "alice-x", "admin", "x-alice", "deploy",
            "Deploy",
            "deploy2", "team/deploy", "team/reader", "reader",
        ];
        var roleRows = from role in roles
                       from account in new[] { UserRequest.Account, "999999999999" }
                       let arn = $"arn:aws:iam::{account}:role/{role}"
                       select new Row(
                           "sts:AssumeRole", arn, Caller, UserRequest.ContextOf("alice-x", Caller), law.Allows(
                               "sts:AssumeRole", arn, "alice-x"));
        string[] services = [
            "iam", "sts", "organizations", "account", "sso", "sso-directory", "identitystore", "billing", "payments", "bedrock"];
        string[] money =
        [
            "aws-portal:ModifyBilling", "budgets:ModifyBudget", "consolidatedbilling:GetAccountBillingRole",
            "invoicing:GetInvoicePDF", "purchase-orders:AddPurchaseOrder", "tax:BatchPutTaxRegistration",
            "sts:GetWebIdentityToken",
        ];
        var rows = OtherRows.Of(ActionData.Of(services), (action, resource) => law.Allows(action, resource, "alice-mgr"))
            .Concat(money.Select(action => new Row(
                action, "*", Caller, UserRequest.ContextOf("alice-x", Caller), law.Allows(action, "*", "alice-x"))))
            .Concat(FederationRows(law.Allows));
        return new PolicyCase(
            name, new PolicyRequest(PolicyKind.Boundary, "alice", UserRequest.Account) { RoleArns = named }, PolicyUse.Boundary,
            Distinct(rows.Concat(roleRows)));
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

    private static PolicyCase RoleTrust(string name, string[] users)
    {
        var law = new RoleTrustLaw("alice", users, ExternalId);
        string[] callers =
        [
            "alice", "alice-x", "alice-y", "alice-", "alicex", "Alice", "alice-mgr", "alice-mgr2", "bob", "bob-x", "alice-x/bob",
            "team/alice-x", "alice/bob",
        ];
        string?[] externalIds = [null, ExternalId, ExternalId.ToUpperInvariant(), ExternalId + "x", "*"];
        var rows = from action in new[] { "sts:AssumeRole", "sts:TagSession", "sts:SetSourceIdentity" }
                   from caller in callers
                   from account in new[] { UserRequest.Account, "999999999999" }
                   let principal = $"arn:aws:iam::{account}:user/{caller}"
                   from given in externalIds
                   select new Row(
                       action, "arn:aws:iam::123456789012:role/iam-sorry-alice-x", principal, TrustContext(principal, given),
                       law.Allows(action, principal, given));
        return new PolicyCase(
            name, new PolicyRequest(PolicyKind.RoleTrust, "alice", UserRequest.Account)
            {
                ExternalId = ExternalId,
                Users = users,
            },
            PolicyUse.AccountTrust, [.. rows]);
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
