using NUnit.Framework;

namespace IamSorry.Tests.LocalAws;

/// <summary>Which calls the policies of the caller let through: resources, conditions, boundaries.</summary>
internal sealed class AuthorizerTests : LocalAwsFixture
{
    private const string Namespace = "arn:aws:iam::123456789012:user/alice-*";

    [Test]
    public async Task AreNoneByDefault()
    {
        Account.AddUser("alice");
        var reply = await As("alice").IamAsync("GetUser");
        Assert.That(reply.Outcome, Is.EqualTo("403 AccessDenied"));
        Assert.That(reply.Message, Is.EqualTo(
            "User: arn:aws:iam::123456789012:user/alice is not authorized to perform: iam:GetUser on resource: "
            + "arn:aws:iam::123456789012:user/alice because no identity-based policy allows the iam:GetUser action"));
    }

    [Test]
    public async Task OfRootAreAll()
        => Assert.That((await As(Account.RootKey()).IamAsync("CreateUser", ("UserName", "x"))).Outcome, Is.EqualTo("200"));

    [TestCase("alice-x", "/", "200")]
    [TestCase("alicex", "/", "403 AccessDenied")]
    [TestCase("ALICE-x", "/", "403 AccessDenied")]
    [TestCase("alice-x", "/team/", "403 AccessDenied")]
    [TestCase("bob", "/alice-/", "200")] // "*" spans "/": a path can imitate the namespace, which is why policies must guard it
    public async Task AreJudgedByTheArnThatWouldBeMade(string name, string path, string outcome)
    {
        var manager = UserAllowed("mgr", "iam:CreateUser", Namespace);
        Assert.That((await manager.IamAsync("CreateUser", ("UserName", name), ("Path", path))).Outcome, Is.EqualTo(outcome));
    }

    [Test]
    public async Task AreJudgedByTheArnThatIs()
    {
        Account.AddUser("Alice-x");
        var manager = UserAllowed("mgr", "iam:GetUser", Namespace);
        Assert.That((await manager.IamAsync("GetUser", ("UserName", "alice-x"))).Outcome, Is.EqualTo("403 AccessDenied"));
    }

    [Test]
    public async Task DoNotTellWhetherAForbiddenUserExists()
    {
        Account.AddUser("bob");
        var manager = UserAllowed("mgr", "iam:GetUser", Namespace);
        var (there, missing) = (
            await manager.IamAsync("GetUser", ("UserName", "bob")), await manager.IamAsync("GetUser", ("UserName", "bo")));
        Assert.That((there.Outcome, missing.Outcome), Is.EqualTo(("403 AccessDenied", "403 AccessDenied")));
    }

    [Test]
    public async Task ToCreateATaggedUserIncludeTagging()
    {
        var manager = UserAllowed("mgr", "iam:CreateUser", "*");
        (string, string)[] tagged = [("UserName", "a"), ("Tags.member.1.Key", "owner"), ("Tags.member.1.Value", "alice")];
        var reply = await manager.IamAsync("CreateUser", tagged);
        Assert.That(reply.Outcome, Is.EqualTo("403 AccessDenied"));
        Assert.That(reply.Message, Does.Contain("iam:TagUser"));
        Account.PutUserPolicy("mgr", "p", Policy("Allow", "iam:CreateUser,iam:TagUser", "*"));
        Assert.That((await manager.IamAsync("CreateUser", tagged)).Outcome, Is.EqualTo("200"));
    }

    [TestCase("owner", "alice", "200")]
    [TestCase("owner", "bob", "403 AccessDenied")]
    [TestCase("other", "alice", "403 AccessDenied")]
    public async Task SeeTheTagsOfTheRequest(string key, string value, string outcome)
    {
        var manager = UserAllowed("mgr", "iam:CreateUser,iam:TagUser", "*", """{"StringEquals":{"aws:RequestTag/owner":"alice"}}""");
        var reply = await manager.IamAsync(
            "CreateUser", ("UserName", "a"), ("Tags.member.1.Key", key), ("Tags.member.1.Value", value));
        Assert.That(reply.Outcome, Is.EqualTo(outcome));
    }

    [TestCase("aws:ResourceTag/owner")]
    [TestCase("iam:ResourceTag/Owner")]
    public async Task SeeTheTagsOfTheUser(string key)
    {
        Account.AddUser("mine", tags: ("owner", "alice"));
        Account.AddUser("theirs", tags: ("owner", "bob"));
        var condition = "{\"StringEquals\":{\"KEY\":\"alice\"}}".Replace("KEY", key, StringComparison.Ordinal);
        var manager = UserAllowed("mgr", "iam:CreateAccessKey", "*", condition);
        Assert.That((await manager.IamAsync("CreateAccessKey", ("UserName", "mine"))).Outcome, Is.EqualTo("200"));
        Assert.That((await manager.IamAsync("CreateAccessKey", ("UserName", "theirs"))).Outcome, Is.EqualTo("403 AccessDenied"));
    }

    [Test]
    public async Task SeeOldTagsAndNewOnesWhenTagging()
    {
        Account.AddUser("fresh");
        Account.AddUser("taken", tags: ("owner", "bob"));
        var manager = UserAllowed("mgr", "iam:TagUser", "*", """{"Null":{"iam:ResourceTag/owner":"true"},"StringEquals":{"aws:RequestTag/owner":"alice"}}""");
        Assert.That(await Claim("fresh"), Is.EqualTo("200"));
        Assert.That(await Claim("taken"), Is.EqualTo("403 AccessDenied"));

        async Task<string> Claim(string user) => (await manager.IamAsync(
            "TagUser", ("UserName", user), ("Tags.member.1.Key", "owner"), ("Tags.member.1.Value", "alice"))).Outcome;
    }

    [TestCase("a", "200")]
    [TestCase("b", "403 AccessDenied")]
    public async Task SeeEveryTagKey(string second, string outcome)
    {
        Account.AddUser("x");
        var manager = UserAllowed("mgr", "iam:UntagUser", "*", """{"ForAllValues:StringEquals":{"aws:TagKeys":["a","c"]}}""");
        var reply = await manager.IamAsync(
            "UntagUser", ("UserName", "x"), ("TagKeys.member.1", "c"), ("TagKeys.member.2", second));
        Assert.That(reply.Outcome, Is.EqualTo(outcome));
    }

    [Test]
    public async Task KnowTheCaller()
    {
        Account.AddUser("alice", tags: ("team", "bob"));
        Account.AddUser("bob");
        Account.PutUserPolicy("alice", "p", """
            {"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"iam:GetUser",
            "Resource":["arn:aws:iam::*:user/${aws:username}","arn:aws:iam::*:user/${aws:PrincipalTag/team}"]}]}
            """);
        var alice = As("alice");
        Assert.That((await alice.IamAsync("GetUser")).Outcome, Is.EqualTo("200"));
        Assert.That((await alice.IamAsync("GetUser", ("UserName", "bob"))).Outcome, Is.EqualTo("200"));
        Assert.That((await alice.IamAsync("GetUser", ("UserName", "admin"))).Outcome, Is.EqualTo("403 AccessDenied"));
    }

    [TestCase("Deny", "with an explicit deny in a permissions boundary")]
    [TestCase("Allow", "because no permissions boundary allows the iam:GetUser action")]
    public async Task EndAtTheBoundary(string effect, string reason)
    {
        var boundary = Account.AddManagedPolicy("boundary", Policy(effect, effect == "Deny" ? "iam:GetUser" : "s3:*", "*"));
        var alice = UserAllowed("alice", "iam:*", "*");
        Account.SetPermissionsBoundary("alice", boundary);
        var reply = await alice.IamAsync("GetUser");
        Assert.That(reply.Outcome, Is.EqualTo("403 AccessDenied"));
        Assert.That(reply.Message, Does.EndWith(reason));
    }

    [Test]
    public async Task ToCreateAUserMayAskForABoundary()
    {
        var boundary = Account.AddManagedPolicy("boundary", Policy("Allow", "s3:*", "*"));
        var condition = "{\"StringEquals\":{\"iam:PermissionsBoundary\":\"ARN\"}}".Replace(
            "ARN", boundary, StringComparison.Ordinal);
        var manager = UserAllowed("mgr", "iam:CreateUser", "*", condition);
        Assert.That((await manager.IamAsync("CreateUser", ("UserName", "a"))).Outcome, Is.EqualTo("403 AccessDenied"));
        var reply = await manager.IamAsync("CreateUser", ("UserName", "a"), ("PermissionsBoundary", boundary));
        Assert.That(reply["PermissionsBoundaryArn"], Is.EqualTo(boundary));
    }

    [Test]
    public async Task ToAttachMayNameThePolicy()
    {
        Account.AddUser("a");
        var manager = UserAllowed(
            "mgr", "iam:AttachUserPolicy", "*", """{"ArnEquals":{"iam:PolicyARN":"arn:aws:iam::aws:policy/AmazonBedrockFullAccess"}}""");
        Assert.That(await Attach("AmazonBedrockFullAccess"), Is.EqualTo("200"));
        Assert.That(await Attach("AdministratorAccess"), Is.EqualTo("403 AccessDenied"));

        async Task<string> Attach(string name) => (await manager.IamAsync(
            "AttachUserPolicy", ("UserName", "a"), ("PolicyArn", $"arn:aws:iam::aws:policy/{name}"))).Outcome;
    }

    [Test]
    public async Task ToRenameAreNeededOnBothNames()
    {
        Account.AddUser("alice-x");
        var manager = UserAllowed("mgr", "iam:UpdateUser", Namespace);
        Assert.That(
            (await manager.IamAsync("UpdateUser", ("UserName", "alice-x"), ("NewUserName", "bob"))).Outcome, Is.EqualTo(
                "403 AccessDenied"));
        Assert.That(
            (await manager.IamAsync("UpdateUser", ("UserName", "alice-x"), ("NewUserName", "alice-y"))).Outcome, Is.EqualTo(
                "200"));
    }

    [Test]
    public async Task ToListUsersAreNotGivenByANamespace()
        => Assert.That(
            (await UserAllowed("mgr", "iam:*", Namespace).IamAsync("ListUsers")).Outcome, Is.EqualTo("403 AccessDenied"));

    [Test]
    public async Task ToAskForAKeyFollowItsOwner()
    {
        Account.AddUser("alice-x");
        Account.AddUser("bob");
        var (mine, theirs) = (Account.AddAccessKey("alice-x"), Account.AddAccessKey("bob"));
        var manager = UserAllowed("mgr", "iam:GetAccessKeyLastUsed", Namespace);
        Assert.That(
            (await manager.IamAsync("GetAccessKeyLastUsed", ("AccessKeyId", mine.Id)))["UserName"], Is.EqualTo("alice-x"));
        Assert.That(
            (await manager.IamAsync("GetAccessKeyLastUsed", ("AccessKeyId", theirs.Id))).Outcome, Is.EqualTo("403 AccessDenied"));
    }

    [Test]
    public async Task ComeWithAGroup()
    {
        Account.AddUser("alice");
        Account.AddGroup("readers", Policy("Allow", "iam:GetUser", "*"));
        await Admin.IamAsync("AddUserToGroup", ("GroupName", "readers"), ("UserName", "alice"));
        Assert.That((await As("alice").IamAsync("GetUser")).Outcome, Is.EqualTo("200"));
    }
}
