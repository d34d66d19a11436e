using IamSorry.LocalAws;
using IamSorry.Policies;

namespace IamSorry.Tests.Policies;

/// <summary>
/// An account with the namespaces of alice and jimmy and their neighbours, and an attacker with the keys of a manager.
/// </summary>
internal sealed class AttackWorld
{
    internal const string AdminGroup = "admins";
    internal const string AllowAll = """{"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"*","Resource":"*"}}""";
    internal const string Trust = """{"Version":"2012-10-17","Statement":{"Effect":"Allow","Principal":{"AWS":"123456789012"},"Action":"sts:AssumeRole"}}""";

    internal static readonly string[] Boundaries =
        [UserRows.Boundary, "arn:aws:iam::aws:policy/AdministratorAccess", "arn:aws:iam::aws:policy/IAMFullAccess"];

    internal static readonly string[] Names =
    [
        "alice", "alice-x", "alice-u", "alice-j", "alice-mgr", "alice-mgr2", "alicex", "Alice-Y", "alice-p", "alice-q", "bob",
        "bob-x", "bob-under",
        "jimmy", "jimmy-x", "jimmy-o", "jimmy-p", "jimmy-mgr", "admin",
    ];

    private static readonly string RefreshPolicy
        = PolicyTemplates.Render(new PolicyRequest(PolicyKind.Refresh, "alice", UserRequest.Account)).Json;

    private readonly LocalIam _iam = new();
    private readonly List<string> _hands = [];

    internal AttackWorld(Attack attack, string policy)
    {
        Manager = attack.Manager;
        Populate(Account, attack, policy);
        _hands.Add(Account.User(Manager).Keys[0].Id);
    }

    internal string Manager { get; }

    internal AwsAccount Account => _iam.Account;

    private IEnumerable<string> KeyIds => Account.Users.SelectMany(user => user.Keys).Select(key => key.Id);

    /// <summary>Makes the call; its error, or null when it was done.</summary>
    internal string? Run(ApiCall call)
    {
        List<string> before = call.Action == "CreateAccessKey" ? [.. KeyIds] : [];
        var error = _iam.Call(
            _hands[call.Hand % _hands.Count], call.Action, call.Parameters.Select(p => (p.Name, Resolve(p.Value))));
        if (error is null && call.Action == "CreateAccessKey")
        {
            // the reply holds the secret, so whatever key came to be is in the attacker's hands
            _hands.Add(KeyIds.Except(before, StringComparer.Ordinal).Single());
        }

        return error;
    }

    /// <summary>Makes the users, each with a key, and gives the attacker its policy.</summary>
    internal static void Populate(AwsAccount account, Attack attack, string policy)
    {
        Add(account, "alice");
        Add(account, "alice-x", "/", ("owner", "alice"), ("delegated-by", "alice-mgr"));
        Add(account, "alice-u");
        Add(account, "alice-j", "/", ("owner", "jimmy"), ("delegated-by", "alice-mgr"));
        Add(account, "alice-mgr", PathOf("alice-mgr", attack), attack.Tagged ? [("owner", "alice-mgr")] : []);
        Add(account, "alice-mgr2", PathOf("alice-mgr2", attack), ("owner", "alice-mgr2"));
        Add(account, "alicex");
        Add(account, "Alice-Y");
        Add(account, "alice-p", "/team/");
        Add(account, "alice-q", "/alice-x/");
        Add(account, "bob");
        Add(account, "bob-x", "/", ("owner", "bob"));
        Add(account, "bob-under", "/alice-x/");
        Add(account, "jimmy");
        Add(account, "jimmy-x");
        Add(account, "jimmy-o", "/", ("owner", "jimmy"), ("team", "red"));
        Add(account, "jimmy-p", "/jimmy-x/");
        Add(account, "jimmy-mgr");
        Add(account, "admin");
        account.AttachUserPolicy("admin", AwsManagedPolicy.AdministratorAccess);
        account.AddGroup(AdminGroup, AllowAll);
        account.AddManagedPolicy(UserRows.Boundary[(UserRows.Boundary.LastIndexOf('/') + 1)..], AllowAll);
        account.PutUserPolicy(attack.Manager, "manager", policy);

        // a user of the namespace with rights of its own: the attacker can mint for it and use both
        account.PutUserPolicy("alice-x", "refresh", RefreshPolicy);
    }

    private static string PathOf(string name, Attack attack) => name == attack.Manager ? attack.Path : "/";

    private string Resolve(string value) => value == ApiCall.Me
        ? Manager
        : value.StartsWith(ApiCall.KeyOf, StringComparison.Ordinal)
            ? Account.FindUser(value[ApiCall.KeyOf.Length..])?.Keys.FirstOrDefault()?.Id ?? "AKIAIOSFODNN7EXAMPLE"
            : value;

    private static void Add(AwsAccount account, string name, string path = "/", params (string Key, string Value)[] tags)
    {
        account.AddUser(name, path, tags);
        account.AddAccessKey(name);
    }
}
