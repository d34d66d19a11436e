using NUnit.Framework;

namespace IamSorry.Tests.LocalAws;

/// <summary>Roles in IAM: as strict as AWS about tags, boundaries, and deleting what has rights.</summary>
internal sealed class RoleOperationsTests : LocalAwsFixture
{
    private const string Trust
        = """{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"AWS":"arn:aws:iam::123456789012:root"},"Action":"sts:AssumeRole"}]}""";

    [Test]
    public async Task AreShownAsTheyWereMade()
    {
        var boundary = Account.AddManagedPolicy("bound", Policy("Allow", "*", "*"));
        await Admin.IamAsync(
            "CreateRole", ("RoleName", "deploy"), ("AssumeRolePolicyDocument", Trust), ("PermissionsBoundary", boundary),
            ("MaxSessionDuration", "7200"), ("Tags.member.1.Key", "team"), ("Tags.member.1.Value", "red"));

        var reply = await Admin.IamAsync("GetRole", ("RoleName", "DEPLOY"));

        Assert.That(reply["Arn"], Is.EqualTo("arn:aws:iam::123456789012:role/deploy"));
        Assert.That(Uri.UnescapeDataString(reply["AssumeRolePolicyDocument"]!), Is.EqualTo(Trust));
        Assert.That((reply["PermissionsBoundaryArn"], reply["MaxSessionDuration"]), Is.EqualTo((boundary, "7200")));
        Assert.That((reply["Key"], reply["Value"]), Is.EqualTo(("team", "red")));
    }

    [Test]
    public async Task NeedTheRightToTagWhereTheyAreBornWithTags()
    {
        var maker = UserAllowed("maker", "iam:CreateRole", "*");
        (string, string)[] role = [("RoleName", "x"), ("AssumeRolePolicyDocument", Trust)];

        Assert.That(
            (await maker.IamAsync("CreateRole", [.. role, ("Tags.member.1.Key", "a"), ("Tags.member.1.Value", "b")])).Outcome,
            Is.EqualTo("403 AccessDenied"));
        Assert.That((await maker.IamAsync("CreateRole", role)).Outcome, Is.EqualTo("200"));
    }

    // the key stands in the context of these calls and of no others
    [TestCase("CreateRole", "200")]
    [TestCase("TagRole", "403 AccessDenied")]
    [TestCase("GetRole", "403 AccessDenied")]
    public async Task TellTheirBoundaryToThePolicyWhereAwsDoes(string action, string outcome)
    {
        var boundary = Account.AddManagedPolicy("bound", Policy("Allow", "*", "*"));
        if (action != "CreateRole")
        {
            Account.AddRole("x", Trust);
            Account.ChangeRole("x", role => role with { PermissionsBoundary = boundary });
        }

        var maker = UserAllowed("maker", $"iam:{action}", "*", $$$"""{"StringEquals":{"iam:PermissionsBoundary":"{{{boundary}}}"}}""");

        var reply = await maker.IamAsync(
            action, ("RoleName", "x"), ("AssumeRolePolicyDocument", Trust), ("PermissionsBoundary", boundary),
            ("Tags.member.1.Key", action == "TagRole" ? "a" : ""), ("Tags.member.1.Value", "b"));

        Assert.That(reply.Outcome, Is.EqualTo(outcome));
    }

    [Test]
    public async Task WithRightsAreNotDeleted()
    {
        Account.AddRole("x", Trust, Policy("Allow", "*", "*"));

        Assert.That((await Admin.IamAsync("DeleteRole", ("RoleName", "x"))).Outcome, Is.EqualTo("409 DeleteConflict"));
    }

    [Test]
    public async Task AreGoneWhenDeleted()
    {
        Account.AddRole("x", Trust);

        Assert.That((await Admin.IamAsync("DeleteRole", ("RoleName", "x"))).Outcome, Is.EqualTo("200"));
        Assert.That((await Admin.IamAsync("GetRole", ("RoleName", "x"))).Outcome, Is.EqualTo("404 NoSuchEntity"));
    }

    [Test]
    public async Task KeepTheirTagsByKeysThatIgnoreCase()
    {
        Account.AddRole("x", Trust);
        await Admin.IamAsync("TagRole", ("RoleName", "x"), ("Tags.member.1.Key", "Team"), ("Tags.member.1.Value", "red"));
        await Admin.IamAsync("TagRole", ("RoleName", "x"), ("Tags.member.1.Key", "team"), ("Tags.member.1.Value", "blue"));

        Assert.That((await Admin.IamAsync("ListRoleTags", ("RoleName", "x")))["Value"], Is.EqualTo("blue"));
        await Admin.IamAsync("UntagRole", ("RoleName", "x"), ("TagKeys.member.1", "TEAM"));
        Assert.That(Account.Role("x").Tags, Is.Empty);
    }

    // the account as principal stands for its users, whom the conditions are about
    [TestCase("arn:aws:iam::123456789012:user/team/alice", "200")]
    [TestCase("arn:aws:iam::123456789012:user/bob", "403 AccessDenied")]
    public async Task AskTheirConditionsAboutTheUserWhereTheyTrustTheAccount(string principal, string outcome)
    {
        Account.AddRole("x", Trust.Replace(
            "\"sts:AssumeRole\"", "\"sts:AssumeRole\",\"Condition\":{\"ArnLike\":{\"aws:PrincipalArn\":\"" + principal + "\"}}",
            StringComparison.Ordinal));
        Account.AddUser("alice", "/team/");
        Account.PutUserPolicy("alice", "p", Policy("Allow", "sts:AssumeRole", "*"));

        var reply = await As("alice").StsAsync(
            "AssumeRole", ("RoleArn", "arn:aws:iam::123456789012:role/x"), ("RoleSessionName", "work"));

        Assert.That(reply.Outcome, Is.EqualTo(outcome));
    }
}
