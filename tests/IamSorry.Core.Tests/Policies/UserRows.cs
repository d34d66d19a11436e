namespace IamSorry.Core.Tests.Policies;

/// <summary>The requests on IAM users (and on everything else in IAM) that every policy about users is asked.</summary>
internal static class UserRows
{
    internal const string Boundary = "arn:aws:iam::123456789012:policy/namespace-boundary";

    private static readonly Caller Manager = new("alice-mgr");

    private static readonly Caller[] Callers = [Manager, new("alice-mgr", "/team/"), new("alice-mgr2"), new("boss"), new("alice-mgr", "/alice-x/")];

    private static readonly string[] Names =
    [
        "alice", "alice-bedrock", "alice-", "alice--x", "alice-mgr", "alice-mgr2", "alice-mgr-x", "alice-jimmy-x", "alicex", "alice.x", "alice_x", "alic", "Alice",
        "ALICE-bedrock", "xalice-x", "bob", "bob-alice-x", "boss", "jimmy", "jimmy-bedrock", "jimmy-mgr", "jimmy-mgr2", "jimmyx", "Jimmy-x", "carol", "carol-x", "carol-mgr",
    ];

    private static readonly string[] Paths = ["/", "/alice/", "/alice-x/", "/alice-mgr/", "/team/", "/team/alice-x/", "/jimmy/", "/jimmy-x/"];

    private static readonly Tag[][] ExistingTags =
    [
        [], [new("project", "x")], [new("owner", "alice")], [new("Owner", "alice")], [new("OWNER", "jimmy")], [new("owner", "jimmy")], [new("owner", "bob")],
        [new("owner", "Alice")], [new("owner", "alice-mgr")], [new("owner", "alice-x")], [new("owner", "alic")], [new("delegated-by", "alice-mgr")],
        [new("owner", "alice"), new("delegated-by", "jimmy-mgr"), new("project", "x")],
    ];

    private static readonly string[] TagActions = ["iam:CreateUser", "iam:TagUser"];

    /// <summary>The actions that some policy grants on users, and those that come near to them.</summary>
    private static readonly string[] NearActions =
    [
        "iam:CreateAccessKey", "iam:UpdateAccessKey", "iam:DeleteAccessKey", "iam:ListAccessKeys", "iam:GetAccessKeyLastUsed",
        "iam:GetUser", "iam:ListUserTags", "iam:DeleteUser", "iam:UpdateUser", "iam:UntagUser",
    ];

    internal static IReadOnlyList<UserRequest> All(string partition = "aws") =>
    [
        .. NamesAndTags().Concat(Creations()).Concat(PathsAndCallers()).Concat(OtherActions()).Concat(OtherAccounts())
            .Select(request => request with { Partition = partition }),
    ];

    private static IEnumerable<UserRequest> NamesAndTags()
        => from action in NearActions
           from name in Names
           from tags in ExistingTags
           select new UserRequest(action, name, Manager) { Existing = tags };

    private static IEnumerable<UserRequest> Creations()
        => from action in TagActions
           from name in Names
           from existing in ExistingTags
           from tags in RequestTags("alice-mgr")
           from boundary in action == "iam:CreateUser" ? [Boundary, null] : new string?[] { null }
           select new UserRequest(action, name, Manager) { Existing = existing, Requested = tags, Boundary = boundary };

    private static IEnumerable<UserRequest> PathsAndCallers()
        => from action in NearActions.Concat(TagActions)
           from caller in Callers
           from name in new[] { "alice", "alice-bedrock", "alice-mgr", "alice-mgr2", "boss", "bob", "jimmy", "jimmy-bedrock", "jimmy-mgr" }
           from path in Paths
           from existing in new[] { ExistingTags[0], ExistingTags[2], ExistingTags[5] }
           from tags in TagActions.Contains(action) ? RequestTags(caller.Name).Take(4) : [[]]
           select new UserRequest(action, name, caller) { Path = path, Existing = existing, Requested = tags, Boundary = BoundaryFor(action) };

    /// <summary>Every other IAM action that takes a user: no tags, no name makes one of them allowed.</summary>
    private static IEnumerable<UserRequest> OtherActions()
        => from action in ActionData.Of("iam")
           where action.ResourceTypes.ContainsKey("user") && !NearActions.Contains(action.Name) && !TagActions.Contains(action.Name)
           from name in new[] { "alice", "alice-bedrock", "alice-mgr", "bob", "jimmy", "jimmy-bedrock" }
           from existing in new[] { ExistingTags[0], ExistingTags[2] }
           from tags in action.Level.Contains("Tagging", StringComparison.Ordinal) ? RequestTags("alice-mgr").Take(4) : [[]]
           select new UserRequest(action.Name, name, Manager) { Existing = existing, Requested = tags };

    private static IEnumerable<UserRequest> OtherAccounts()
        => from action in NearActions.Concat(TagActions)
           from name in new[] { "alice", "alice-bedrock", "alice-mgr", "jimmy-bedrock" }
           from existing in new[] { ExistingTags[0], ExistingTags[2] }
           from tags in TagActions.Contains(action) ? RequestTags("alice-mgr").Take(4) : [[]]
           select new UserRequest(action, name, Manager) { InAccount = "999999999999", Existing = existing, Requested = tags, Boundary = BoundaryFor(action) };

    private static string? BoundaryFor(string action) => action == "iam:CreateUser" ? Boundary : null;

    /// <summary>The first four are right for a namespace user, with and without more tags, and for one of jimmy.</summary>
    private static List<Tag[]> RequestTags(string caller)
    {
        Tag by = new("delegated-by", caller);
        return
        [
            [new("owner", "alice"), by],
            [new("owner", "alice"), by, new("project", "x")],
            [new("owner", "jimmy"), by],
            [new("owner", "jimmy"), by, new("project", "x")],
            [new("Owner", "jimmy"), new("Delegated-By", caller)],
            [new("Owner", "alice"), new("DELEGATED-BY", caller)],
            [],
            [new("owner", "alice")],
            [by],
            [new("project", "x")],
            [new("owner", "alice"), new("delegated-by", "jimmy-mgr")],
            [new("owner", "alice"), new("delegated-by", caller.ToUpperInvariant())],
            [new("owner", "alice"), new("delegated-by", "${aws:username}")],
            [new("owner", "jimmy"), new("delegated-by", "jimmy-mgr")],
            [new("owner", "Alice"), by],
            [new("owner", "alice-x"), by],
            [new("owner", "*"), by],
            [new("owner", "bob"), by],
            [new("owner", "carol"), by],
        ];
    }
}
