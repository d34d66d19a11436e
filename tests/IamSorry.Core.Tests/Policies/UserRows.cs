namespace IamSorry.Tests.Policies;

/// <summary>The requests on IAM users (and on everything else in IAM) that every policy about users is asked.</summary>
internal static class UserRows
{
    internal const string Boundary = "arn:aws:iam::123456789012:policy/namespace-boundary";

    private const string OtherBoundary = "arn:aws:iam::123456789012:policy/Namespace-Boundary";

    /// <summary>A manager's name in every other spelling: to IAM it is the same name.</summary>
    private static IEnumerable<string> Spellings(string prefix)
        => from m in "mM" from g in "gG" from r in "rR" let end = $"{m}{g}{r}" where end != "mgr" select $"{prefix}-{end}";

    /// <summary>How many of the request tags are worth asking everywhere.</summary>
    private const int PromisingTags = 4;

    private static readonly Caller Manager = new("alice-mgr");

    private static readonly Caller[] Callers = [
        Manager, new("alice-mgr", "/team/"), new("alice-mgr2"), new("boss"), new("alice-mgr", "/alice-x/")];

    private static readonly string[] Names =
    [
        "alice", "alice-bedrock", "alice-", "alice--x", "alice-mgr", "alice-mgr2", "alice-mgr-x", "alice-jimmy-x", "alicex",
        "alice.x", "alice_x", "alic", "Alice",
        "ALICE-bedrock", "xalice-x", "bob", "bob-alice-x", "boss", "jimmy", "jimmy-bedrock", "jimmy-mgr", "jimmy-mgr2", "jimmyx",
        "Jimmy-x", "carol", "carol-x", "carol-mgr", "carolx",
        .. Spellings("alice"), .. Spellings("jimmy"), .. Spellings("carol"), "alice-MGRS", "alice-Mg", "ALICE-MGR",
    ];

    private static readonly string[] FewerNames = [
        "alice", "alice-bedrock", "alice-mgr", "alicex", "Alice", "bob", "jimmy", "jimmy-bedrock", "jimmy-mgr", "jimmyx",
        .. Spellings("alice"), .. Spellings("jimmy")];

    private static readonly string[] Paths = [
        "/", "/alice/", "/alice-x/", "/alice-mgr/", "/team/", "/team/alice-x/", "/jimmy/", "/jimmy-x/", "/carol-x/"];

    private static readonly Tag[][] ExistingTags =
    [
        [], [new("project", "x")], [new("owner", "alice")], [new("Owner", "alice")], [new("OWNER", "jimmy")],
        [new("owner", "jimmy")], [new("owner", "bob")],
        [new("owner", "Alice")], [new("owner", "alice-mgr")], [new("owner", "alice-x")], [new("owner", "alic")],
        [new("delegated-by", "alice-mgr")],
        [new("owner", "alice"), new("delegated-by", "jimmy-mgr"), new("project", "x")],
    ];

    private static readonly string[] TagActions = ["iam:CreateUser", "iam:TagUser"];

    /// <summary>The actions that some policy grants on users, and those that come near to them.</summary>
    private static readonly string[] NearActions =
    [
        "iam:CreateAccessKey", "iam:UpdateAccessKey", "iam:DeleteAccessKey", "iam:ListAccessKeys", "iam:GetAccessKeyLastUsed",
        "iam:GetUser", "iam:ListUserTags", "iam:DeleteUser", "iam:UpdateUser", "iam:UntagUser",
    ];

    /// <summary>The requests; fewer of them for a policy that differs little from one that was asked all.</summary>
    internal static IReadOnlyList<UserRequest> All(string partition = "aws", bool fewer = false) =>
    [
        .. NamesAndTags(fewer ? FewerNames : Names).Concat(Creations(fewer ? FewerNames : Names)).Concat(
            PathsAndCallers()).Concat(OtherActions()).Concat(OtherAccounts())
            .Select(request => request with { Partition = partition }),
    ];

    /// <summary>What stops a user, and what comes near to it.</summary>
    internal static IEnumerable<UserRequest> Revocations()
        => from action in new[] { "iam:AttachUserPolicy", "iam:DetachUserPolicy" }
           from name in FewerNames
           from existing in ExistingTags
           from policy in existing.Length == 0 ? RevokedPolicies : RevokedPolicies.Take(1)
           from account in existing.Length == 0 ? [UserRequest.Account, "999999999999"] : new[] { UserRequest.Account }
           select new UserRequest(action, name, Manager) { Existing = existing, PolicyArn = policy, InAccount = account };

    /// <summary>Requests of every kind with a second factor, some of them without one too; and about the devices.</summary>
    internal static IEnumerable<UserRequest> WithFactors(IEnumerable<UserRequest> requests)
    {
        var all = requests.ToList();
        var devices = from caller in Callers
                      from name in new[] { "alice-mgr", "alice-mgr2", "boss", "alice-x", "bob" }
                      from path in Paths.Take(5)
                      from account in path == "/" ? [UserRequest.Account, "999999999999"] : new[] { UserRequest.Account }
                      select new UserRequest("iam:ListMFADevices", name, caller) { Path = path, InAccount = account };
        var some = all.Where((_, i) => i % 5 == 0).Concat(devices).ToList();
        return all.Concat(devices).Select(request => request with { Mfa = true })
            .Concat(some.Select(request => request with { Mfa = false }))
            .Concat(some);
    }

    private static readonly string?[] RevokedPolicies =
    [
        "arn:aws:iam::123456789012:policy/iam-sorry-revoked", "arn:aws:iam::999999999999:policy/iam-sorry-revoked",
        "arn:aws:iam::123456789012:policy/x/iam-sorry-revoked", "arn:aws:iam::123456789012:policy/Iam-Sorry-Revoked",
        "arn:aws:iam::123456789012:policy/iam-sorry-revoked2", "arn:aws:iam::aws:policy/AdministratorAccess",
        "arn:aws:iam::123456789012:policy/admin", null,
    ];

    private static IEnumerable<UserRequest> NamesAndTags(string[] names)
        => from action in NearActions
           from name in names
           from tags in action.Contains("AccessKey", StringComparison.Ordinal) ? ExistingTags : ExistingTags.Take(3)
           select new UserRequest(action, name, Manager) { Existing = tags };

    /// <summary>
    /// Every name with every set of tags; and every set of tags that is there already with the promising ones asked for.
    /// </summary>
    private static IEnumerable<UserRequest> Creations(string[] names)
    {
        var everyTag = from name in names
                       from existing in new[] { ExistingTags[0], ExistingTags[2] }
                       from tags in RequestTags("alice-mgr")
                       select (name, existing, tags);
        var everyOwner =
            from name in new[] { "alice", "alice-bedrock", "alice-mgr", "alicex", "bob", "jimmy", "jimmy-bedrock", "jimmy-mgr",
                "carol-x" }
            from existing in ExistingTags
            from tags in RequestTags("alice-mgr").Take(PromisingTags)
            select (name, existing, tags);
        return from action in TagActions
               from item in everyTag.Concat(everyOwner)
               from boundary in action == "iam:CreateUser" ? [Boundary, OtherBoundary, null] : new string?[] { null }
               select new UserRequest(
                   action, item.name, Manager)
               { Existing = item.existing, Requested = item.tags, Boundary = boundary };
    }

    private static IEnumerable<UserRequest> PathsAndCallers()
    {
        string[] names = [
            "alice", "alice-bedrock", "alice-mgr", "alice-mgr2", "boss", "bob", "jimmy", "jimmy-bedrock", "jimmy-mgr", "carol-x"];
        var everyPath = from name in names
                        from path in Paths
                        select (Manager, name, path);
        var everyCaller = from caller in Callers.Skip(1)
                          from name in names.Take(5).Append("jimmy-bedrock")
                          from path in new[] { "/", "/team/", "/alice-x/" }
                          select (caller, name, path);
        // another manager of the prefix, whom no spelling of the first one's name lets in
        var everySpelling = from name in Spellings("alice")
                            select (Callers[2], name, path: "/");
        return from action in NearActions.Concat(TagActions)
               from item in everyPath.Concat(everyCaller).Concat(everySpelling)
               from existing in new[] { ExistingTags[0], ExistingTags[2] }
               from tags in PromisingFor(action, item.Item1.Name)
               select new UserRequest(action, item.name, item.Item1)
               {
                   Path = item.path,
                   Existing = existing,
                   Requested = tags,
                   Boundary = BoundaryFor(action),
               };
    }

    /// <summary>Every other IAM action that takes a user: no tags, no name makes one of them allowed.</summary>
    private static IEnumerable<UserRequest> OtherActions()
        => from action in ActionData.Of("iam")
           where action.ResourceTypes.ContainsKey("user") && !NearActions.Contains(action.Name)
               && !TagActions.Contains(action.Name)
           from name in new[] { "alice", "alice-bedrock", "alice-mgr", "bob", "jimmy", "jimmy-bedrock" }
           from existing in new[] { ExistingTags[0], ExistingTags[2] }
           from tags in action.Level.Contains("Tagging", StringComparison.Ordinal) ? RequestTags("alice-mgr").Take(PromisingTags)
               : [[]]
           select new UserRequest(action.Name, name, Manager) { Existing = existing, Requested = tags };

    private static IEnumerable<UserRequest> OtherAccounts()
        => from action in NearActions.Concat(TagActions)
           from name in new[] { "alice", "alice-bedrock", "alice-mgr", "jimmy-bedrock", "carol-x" }
           from existing in new[] { ExistingTags[0], ExistingTags[2] }
           from tags in PromisingFor(action, "alice-mgr")
           select new UserRequest(
               action, name, Manager)
           {
               InAccount = "999999999999",
               Existing = existing,
               Requested = tags,
               Boundary = BoundaryFor(
                   action)
           };

    private static IEnumerable<Tag[]> PromisingFor(string action, string caller)
        => TagActions.Contains(action) ? RequestTags(caller).Take(PromisingTags) : [[]];

    private static string? BoundaryFor(string action) => action == "iam:CreateUser" ? Boundary : null;

    /// <summary>
    /// The first ones are right for a namespace user, with and without more tags, and for one of jimmy or carol.
    /// </summary>
    private static List<Tag[]> RequestTags(string caller)
    {
        Tag by = new("delegated-by", caller);
        return
        [
            [new("owner", "alice"), by],
            [new("owner", "alice"), by, new("project", "x")],
            [new("owner", "jimmy"), by],
            [new("owner", "carol"), by],
            [new("owner", "jimmy"), by, new("project", "x")],
            [new("owner", "carol"), by, new("project", "x")],
            [new("owner", "carol"), new("delegated-by", "jimmy-mgr")],
            [new("owner", "CAROL"), by],
            [new("owner", "JIMMY"), by],
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
        ];
    }
}
