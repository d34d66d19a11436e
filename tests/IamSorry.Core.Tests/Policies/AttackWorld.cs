using IamSorry.LocalAws;
using IamSorry.Policies;

namespace IamSorry.Core.Tests.Policies;

/// <summary>An account with the namespaces of alice and jimmy and their neighbours, and an attacker with the keys of a manager.</summary>
internal sealed class AttackWorld
{
    internal const string AdminGroup = "admins";
    internal const string AllowAll = """{"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"*","Resource":"*"}}""";
    internal const string Trust = """{"Version":"2012-10-17","Statement":{"Effect":"Allow","Principal":{"AWS":"123456789012"},"Action":"sts:AssumeRole"}}""";

    internal static readonly string[] Boundaries =
        [UserRows.Boundary, "arn:aws:iam::aws:policy/AdministratorAccess", "arn:aws:iam::aws:policy/IAMFullAccess"];

    internal static readonly string[] Names =
    [
        "alice", "alice-x", "alice-u", "alice-j", "alice-mgr", "alice-mgr2", "alicex", "Alice-Y", "alice-p", "alice-q", "bob", "bob-x", "bob-under",
        "jimmy", "jimmy-x", "jimmy-o", "jimmy-p", "jimmy-mgr", "admin",
    ];

    private static readonly string RefreshPolicy
        = PolicyTemplates.Render(new PolicyRequest(PolicyKind.Refresh, "alice", UserRequest.Account)).Json;

    private readonly LocalIam _iam = new();
    private readonly List<string> _hands = [];

    internal AttackWorld(Attack attack, string policy)
    {
        Manager = attack.Manager;
        Add("alice");
        Add("alice-x", "/", ("owner", "alice"), ("delegated-by", "alice-mgr"));
        Add("alice-u");
        Add("alice-j", "/", ("owner", "jimmy"), ("delegated-by", "alice-mgr"));
        Add("alice-mgr", PathOf("alice-mgr", attack), attack.Tagged ? [("owner", "alice-mgr")] : []);
        Add("alice-mgr2", PathOf("alice-mgr2", attack), ("owner", "alice-mgr2"));
        Add("alicex");
        Add("Alice-Y");
        Add("alice-p", "/team/");
        Add("alice-q", "/alice-x/");
        Add("bob");
        Add("bob-x", "/", ("owner", "bob"));
        Add("bob-under", "/alice-x/");
        Add("jimmy");
        Add("jimmy-x");
        Add("jimmy-o", "/", ("owner", "jimmy"), ("team", "red"));
        Add("jimmy-p", "/jimmy-x/");
        Add("jimmy-mgr");
        Add("admin");
        Account.AttachUserPolicy("admin", AwsManagedPolicy.AdministratorAccess);
        Account.AddGroup(AdminGroup, AllowAll);
        Account.AddManagedPolicy(UserRows.Boundary[(UserRows.Boundary.LastIndexOf('/') + 1)..], AllowAll);
        Account.PutUserPolicy(Manager, "manager", policy);

        // a user of the namespace with rights of its own: the attacker can mint for it and use both
        Account.PutUserPolicy("alice-x", "refresh", RefreshPolicy);
        _hands.Add(Account.User(Manager).Keys[0].Id);
    }

    internal string Manager { get; }

    internal AwsAccount Account => _iam.Account;

    /// <summary>Makes the call; its error, or null when it was done.</summary>
    internal string? Run(ApiCall call)
    {
        var before = Account.Users.SelectMany(user => user.Keys).Select(key => key.Id).ToHashSet(StringComparer.Ordinal);
        var error = _iam.Call(_hands[call.Hand % _hands.Count], call.Action, call.Parameters.Select(p => (p.Name, Resolve(p.Value))));
        if (error is null && call.Action == "CreateAccessKey")
        {
            // the reply holds the secret, so whatever key came to be is in the attacker's hands
            _hands.Add(Account.Users.SelectMany(user => user.Keys).Single(key => !before.Contains(key.Id)).Id);
        }

        return error;
    }

    private static string PathOf(string name, Attack attack) => name == attack.Manager ? attack.Path : "/";

    private string Resolve(string value) => value == ApiCall.Me
        ? Manager
        : value.StartsWith(ApiCall.KeyOf, StringComparison.Ordinal)
            ? Account.FindUser(value[ApiCall.KeyOf.Length..])?.Keys.FirstOrDefault()?.Id ?? "AKIAIOSFODNN7EXAMPLE"
            : value;

    private void Add(string name, string path = "/", params (string Key, string Value)[] tags)
    {
        Account.AddUser(name, path, tags);
        Account.AddAccessKey(name);
    }
}
