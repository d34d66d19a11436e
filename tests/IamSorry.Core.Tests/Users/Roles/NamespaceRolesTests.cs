using IamSorry.Errors;
using IamSorry.Managers;
using IamSorry.Policies;
using IamSorry.Testing;
using IamSorry.Tests.LocalAws;
using IamSorry.Users.Roles;
using NUnit.Framework;

namespace IamSorry.Tests.Users;

/// <summary>Roles of the namespace: whom they let in, and what a manager's key can and cannot do to them.</summary>
internal sealed class NamespaceRolesTests
{
    private const string Boundary = "arn:aws:iam::123456789012:policy/bound";
    private const string Arn = "arn:aws:iam::123456789012:role/iam-sorry-alice-deploy";
    private const string ExternalId = "ex/ternal:1";
    private const string MayAssume
        = """{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"sts:AssumeRole","Resource":"*"}]}""";

    [TestCase("alice-x", "/", true)]
    [TestCase("alice", "/", true)]
    [TestCase("alice-mgr", "/", false)]
    [TestCase("alicex", "/", false)]
    [TestCase("bob", "/", false)]
    [TestCase("eve", "/alice-x/", false)]
    public async Task LetInTheUsersOfTheNamespace(string user, string path, bool isLetIn)
    {
        await using var bench = await StartAsync();
        await CreateAsync(bench);

        Assert.That(await AssumeAsync(bench, user, ExternalId, path), Is.EqualTo(isLetIn ? "200" : "403 AccessDenied"));
    }

    [TestCase(null)]
    [TestCase("another")]
    [TestCase("EX/ternal:1")]
    public async Task LetInNobodyWithoutTheExternalId(string? externalId)
    {
        await using var bench = await StartAsync();
        await CreateAsync(bench);

        Assert.That(await AssumeAsync(bench, "alice-x", externalId), Is.EqualTo("403 AccessDenied"));
    }

    [Test]
    public async Task LetInOnlyWhomTheyName()
    {
        await using var bench = await StartAsync();
        await CreateAsync(bench, request => request with { Users = ["alice-x"] });

        Assert.That(await AssumeAsync(bench, "alice-x", ExternalId), Is.EqualTo("200"));
        Assert.That(await AssumeAsync(bench, "alice-y", ExternalId), Is.EqualTo("403 AccessDenied"));
    }

    [Test]
    public async Task LetInNobodyWhoseOwnPoliciesDoNotSayIt()
    {
        await using var bench = await StartAsync();
        await CreateAsync(bench);

        Assert.That(await AssumeAsync(bench, "alice-x", ExternalId, policy: null), Is.EqualTo("403 AccessDenied"));
    }

    [Test]
    public async Task HaveNoRightsAndAreBounded()
    {
        await using var bench = await StartAsync();
        await CreateAsync(bench);

        var role = bench.Account.Role("iam-sorry-alice-deploy");

        Assert.That(role.InlinePolicies, Is.Empty);
        Assert.That(role.PermissionsBoundary, Is.EqualTo(Boundary));
        Assert.That(role.Tags["owner"], Is.EqualTo("alice"));
    }

    [Test]
    public async Task HaveEachAnExternalIdOfItsOwn()
    {
        await using var bench = await StartAsync();

        var one = await CreateAsync(bench, request => request with { ExternalId = null });
        var other = await CreateAsync(bench, request => request with { Name = "alice-other", ExternalId = null });

        Assert.That(one.ExternalId, Has.Length.EqualTo(26).And.Not.EqualTo(other.ExternalId));
        Assert.That(one.TrustPolicy, Does.Contain(one.ExternalId));
    }

    [Test]
    public async Task AreNotMadeTwice()
    {
        await using var bench = await StartAsync();
        await CreateAsync(bench);

        Assert.That(() => CreateAsync(bench), Throws.TypeOf<RefusedException>().With.Message.Contains("already"));
    }

    [Test]
    public async Task MadeByALostCallAreFoundAgain()
    {
        await using var bench = await StartAsync();
        bench.Server.Faults.DropAfter("CreateRole");

        var role = await CreateAsync(bench);

        Assert.That(role.Arn, Is.EqualTo(Arn));
    }

    [Test]
    public async Task OfSomebodyElseMadeMeanwhileAreNotTakenForOurs()
    {
        await using var bench = await StartAsync();
        bench.Server.Faults.OnCall("CreateRole", () => bench.Account.AddRole("iam-sorry-alice-deploy", Trust));
        bench.Server.Faults.DropBefore("CreateRole");

        Assert.That(() => CreateAsync(bench), Throws.InstanceOf<IamSorryException>());
        Assert.That(bench.Account.Role("iam-sorry-alice-deploy").TrustPolicy, Is.EqualTo(Trust));
    }

    // from the attacker's side: the manager's key without this program
    [TestCase("PutRolePolicy", "iam-sorry-alice-deploy")]
    [TestCase("UpdateAssumeRolePolicy", "iam-sorry-alice-deploy")]
    [TestCase("TagRole", "iam-sorry-alice-deploy")]
    [TestCase("UntagRole", "iam-sorry-alice-deploy")]
    [TestCase("DeleteRole", "iam-sorry-alice-old", Description = "made without the boundary")]
    [TestCase("DeleteRole", "iam-sorry-alice-bobs", Description = "somebody else's")]
    [TestCase("GetRole", "admin")]
    [TestCase("DeleteRole", "admin")]
    [TestCase("TagRole", "admin")]
    [TestCase("CreateRole", "iam-sorry-alice-new", Description = "without the boundary")]
    [TestCase("CreateRole", "iam-sorry-bob-new")]
    public async Task GiveAThiefOfTheManagersKeyNothing(string action, string role)
    {
        await using var bench = await StartAsync();
        await CreateAsync(bench);
        bench.Account.AddRole("admin", Trust);
        bench.Account.AddRole("iam-sorry-alice-old", Trust);
        bench.Account.AddRole("iam-sorry-alice-bobs", Trust);
        bench.Account.ChangeRole(
            "iam-sorry-alice-bobs", each => each with { PermissionsBoundary = Boundary, Tags = each.Tags.Add("owner", "bob") });
        var before = bench.Account.Roles;
        using var thief = new QueryClient(bench.Server.Endpoint, bench.ManagerKey.Id, bench.ManagerKey.Secret)
        {
            Time = bench.Clock.GetUtcNow(),
        };

        var reply = await thief.IamAsync(
            action, ("RoleName", role), ("PolicyName", "p"), ("PolicyDocument", action == "PutRolePolicy" ? MayAssume : Trust),
            ("AssumeRolePolicyDocument", Trust), ("TagKeys.member.1", "owner"), ("Tags.member.1.Key", "owner"),
            ("Tags.member.1.Value", "alice"), ("Tags.member.2.Key", "delegated-by"), ("Tags.member.2.Value", "alice-mgr"));

        Assert.That(reply.Outcome, Is.EqualTo("403 AccessDenied"));
        Assert.That(bench.Account.Roles, Is.EqualTo(before));
    }

    private const string Trust
        = """{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"AWS":"arn:aws:iam::123456789012:user/admin"},"Action":"sts:AssumeRole"}]}""";

    private static async Task<Bench> StartAsync()
    {
        var bench = await Bench.StartAsync();
        bench.Account.AddManagedPolicy("bound", PolicyTemplates.Render(new PolicyRequest(PolicyKind.Boundary, "alice")).Json);
        var policy = new PolicyRequest(PolicyKind.Manager, "alice", bench.Account.Id) { Roles = true, BoundaryArn = Boundary };
        bench.Account.Change(Bench.ManagerName, user => user with { InlinePolicies = user.InlinePolicies.Clear() });
        bench.Account.AttachUserPolicy(
            Bench.ManagerName, bench.Account.AddManagedPolicy("manager", PolicyTemplates.Render(policy).Json));
        return bench;
    }

    private static Task<MadeRole> CreateAsync(Bench bench, Func<NewNamespaceRole, NewNamespaceRole>? with = null)
    {
        var request = new NewNamespaceRole(bench.Manager, "alice-deploy") { BoundaryArn = Boundary, ExternalId = ExternalId };
        var roles = new NamespaceRoles(new UnlockManager(bench.Profiles, bench.Unseal(), bench.Aws), bench.Aws, bench.Notices);
        return roles.CreateAsync(with is null ? request : with(request), CancellationToken.None);
    }

    private static async Task<string> AssumeAsync(
        Bench bench, string user, string? externalId, string path = "/", string? policy = MayAssume)
    {
        if (bench.Account.FindUser(user) is null)
        {
            bench.Account.AddUser(user, path);
        }

        if (policy is not null)
        {
            bench.Account.PutUserPolicy(user, "assume", policy);
        }

        var key = bench.Account.AddAccessKey(user);
        using var client = new QueryClient(bench.Server.Endpoint, key.Id, key.Secret) { Time = bench.Clock.GetUtcNow() };
        return (await client.StsAsync(
            "AssumeRole", ("RoleArn", Arn), ("RoleSessionName", "work"), ("ExternalId", externalId ?? ""))).Outcome;
    }
}
