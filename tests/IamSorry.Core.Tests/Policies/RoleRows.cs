namespace IamSorry.Tests.Policies;

/// <summary>The requests on IAM roles that a manager's policy is asked.</summary>
internal static class RoleRows
{
    private const string OtherBoundary = "arn:aws:iam::123456789012:policy/other";

    private static readonly string[] Names =
    [
        "iam-sorry-alice", "iam-sorry-alice-x", "iam-sorry-alice-", "iam-sorry-alicex", "iam-sorry-Alice-x", "Iam-sorry-alice-x",
        "iam-sorry-bob-x", "iam-sorry-", "alice", "alice-x", "admin", "x-iam-sorry-alice-x", "x-alice",
    ];

    private static readonly string[] NearActions =
    [
        "iam:GetRole", "iam:ListRoleTags", "iam:DeleteRole", "iam:UntagRole", "iam:UpdateRole", "iam:UpdateAssumeRolePolicy",
        "iam:PutRolePolicy", "iam:AttachRolePolicy", "iam:PutRolePermissionsBoundary", "iam:DeleteRolePermissionsBoundary",
        "iam:PassRole",
    ];

    private static readonly string[] TagActions = ["iam:CreateRole", "iam:TagRole"];

    private static readonly Tag[][] ExistingTags =
    [
        [], [new("project", "x")], [new("owner", "alice")], [new("Owner", "alice")], [new("owner", "bob")],
        [new("OWNER", "jimmy")],
        [new("owner", "Alice")],
    ];

    private static readonly Tag By = new("delegated-by", RoleRequest.Manager);

    private static readonly Tag[][] RequestedTags =
    [
        [new("owner", "alice"), By], [new("owner", "alice"), By, new("project", "x")], [new("Owner", "alice"), By],
        [new("owner", "bob"), By], [new("owner", "Alice"), By], [new("owner", "alice")], [By],
        [new("owner", "alice"), new("delegated-by", "bob-mgr")], [],
    ];

    private static readonly string?[] Boundaries = [UserRows.Boundary, OtherBoundary, null];

    internal static IEnumerable<RoleRequest> All()
        => Creations().Concat(Others()).Concat(PathsAndAccounts()).Concat(EveryOtherAction());

    private static IEnumerable<RoleRequest> Creations()
        => from action in TagActions
           from name in Names
           from existing in ExistingTags
           from requested in RequestedTags
           from boundary in action == "iam:CreateRole" ? Boundaries : [null]
           select new RoleRequest(action, name) { Existing = existing, Requested = requested, Boundary = boundary };

    private static IEnumerable<RoleRequest> Others()
        => from action in NearActions
           from name in Names
           from existing in ExistingTags
           from boundary in Boundaries
           select new RoleRequest(action, name) { Existing = existing, Boundary = boundary };

    private static IEnumerable<RoleRequest> PathsAndAccounts()
        => from action in NearActions.Concat(TagActions)
           from name in new[] { "iam-sorry-alice", "iam-sorry-alice-x", "x", "admin" }
           from path in new[] { "/", "/team/", "/iam-sorry-alice/", "/iam-sorry-alice-x/", "/iam-sorry-alice-x/y/" }
           from account in new[] { UserRequest.Account, "999999999999" }
           select new RoleRequest(action, name)
           {
               Path = path,
               InAccount = account,
               Requested = TagActions.Contains(action) ? RequestedTags[0] : [],
               Boundary = action == "iam:TagRole" ? null : UserRows.Boundary,
           };

    private static IEnumerable<RoleRequest> EveryOtherAction()
        => from action in ActionData.Of("iam")
           where action.ResourceTypes.ContainsKey("role") && !NearActions.Contains(action.Name)
               && !TagActions.Contains(action.Name)
           from name in Names.Take(2)
           from existing in new[] { ExistingTags[0], ExistingTags[2] }
           select new RoleRequest(action.Name, name) { Existing = existing, Boundary = UserRows.Boundary };
}
