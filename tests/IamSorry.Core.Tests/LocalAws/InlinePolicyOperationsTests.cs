using NUnit.Framework;

namespace IamSorry.Tests.LocalAws;

internal sealed class InlinePolicyOperationsTests : LocalAwsFixture
{
    private const string Bedrock = "arn:aws:iam::aws:policy/AmazonBedrockFullAccess";

    [SetUp]
    public void AddAlice() => Account.AddUser("alice");

    [TestCase(2048, "200")]
    [TestCase(2049, "409 LimitExceeded")]
    public async Task OfAUserAre2048CharactersInAllSpacesNotCounted(int size, string outcome)
    {
        var half = Sized(1024);
        await Put("one", half);
        Assert.That((await Put("two", Sized(size - 1024) + new string(' ', 500))).Outcome, Is.EqualTo(outcome));
    }

    [Test]
    public async Task MayBeReplacedWithinTheLimit()
    {
        await Put("one", Sized(2048));
        Assert.That((await Put("one", Sized(2047))).Outcome, Is.EqualTo("200"));
    }

    [TestCase(6144, "200")]
    [TestCase(6145, "409 LimitExceeded")]
    public async Task ThatAreManagedAre6144Characters(int size, string outcome)
        => Assert.That((await Create("big", Sized(size))).Outcome, Is.EqualTo(outcome));

    [TestCase("{")]
    [TestCase("""{"Version":"2012-10-17"}""")]
    [TestCase("""{"Version":"2012-10-17","Statement":[{"Effect":"Maybe","Action":"*","Resource":"*"}]}""")]
    public async Task MustBePolicies(string document)
        => Assert.That((await Put("p", document)).Outcome, Is.EqualTo("400 MalformedPolicyDocument"));

    [Test]
    public async Task ComeBackAsTheyWereUrlEncoded()
    {
        var document = Policy("Allow", "s3:*", "*");
        await Put("p", document);
        var reply = await Admin.IamAsync("GetUserPolicy", ("UserName", "alice"), ("PolicyName", "p"));
        Assert.That(Uri.UnescapeDataString(reply["PolicyDocument"]!), Is.EqualTo(document));
        Assert.That(reply["PolicyDocument"], Does.Not.Contain("{"));
    }

    [Test]
    public async Task AreListedAndDeleted()
    {
        await Put("p", Policy("Allow", "s3:*", "*"));
        Assert.That((await Admin.IamAsync("ListUserPolicies", ("UserName", "alice"))).All("member"), Is.EqualTo(["p"]));
        await Admin.IamAsync("DeleteUserPolicy", ("UserName", "alice"), ("PolicyName", "p"));
        var again = await Admin.IamAsync("DeleteUserPolicy", ("UserName", "alice"), ("PolicyName", "p"));
        Assert.That(again.Outcome, Is.EqualTo("404 NoSuchEntity"));
    }

    [Test]
    public async Task AreAttachedAndDetached()
    {
        await Admin.IamAsync("AttachUserPolicy", ("UserName", "alice"), ("PolicyArn", Bedrock));
        Assert.That((await Admin.IamAsync("ListAttachedUserPolicies", ("UserName", "alice")))["PolicyArn"], Is.EqualTo(Bedrock));
        Assert.That((await Admin.IamAsync("GetPolicy", ("PolicyArn", Bedrock)))["AttachmentCount"], Is.EqualTo("1"));
        await Admin.IamAsync("DetachUserPolicy", ("UserName", "alice"), ("PolicyArn", Bedrock));
        var again = await Admin.IamAsync("DetachUserPolicy", ("UserName", "alice"), ("PolicyArn", Bedrock));
        Assert.That(again.Outcome, Is.EqualTo("404 NoSuchEntity"));
    }

    [Test]
    public async Task MustExistToBeAttachedOrBeABoundary()
    {
        var nothing = "arn:aws:iam::123456789012:policy/nothing";
        Assert.That(
            (await Admin.IamAsync("AttachUserPolicy", ("UserName", "alice"), ("PolicyArn", nothing))).Outcome, Is.EqualTo(
                "404 NoSuchEntity"));
        var boundary = await Admin.IamAsync(
            "PutUserPermissionsBoundary", ("UserName", "alice"), ("PermissionsBoundary", nothing));
        Assert.That(boundary.Outcome, Is.EqualTo("404 NoSuchEntity"));
    }

    [Test]
    public async Task AreBoundariesUntilTheyAreRemoved()
    {
        await Create("b", Policy("Allow", "s3:*", "*"));
        var arn = "arn:aws:iam::123456789012:policy/b";
        await Admin.IamAsync("PutUserPermissionsBoundary", ("UserName", "alice"), ("PermissionsBoundary", arn));
        Assert.That((await Admin.IamAsync("GetUser", ("UserName", "alice")))["PermissionsBoundaryArn"], Is.EqualTo(arn));
        await Admin.IamAsync("DeleteUserPermissionsBoundary", ("UserName", "alice"));
        Assert.That(Account.User("alice").PermissionsBoundary, Is.Null);
    }

    [Test]
    public async Task AreNotTheOnlyWayToMoreRights()
    {
        Assert.That(
            (await Admin.IamAsync("CreateLoginProfile", ("UserName", "alice"), ("Password", "hunter2!"))).Outcome, Is.EqualTo(
                "200"));
        Assert.That((await Admin.IamAsync("CreateGroup", ("GroupName", "g"))).Outcome, Is.EqualTo("200"));
        Assert.That((await Admin.IamAsync("CreateGroup", ("GroupName", "G"))).Outcome, Is.EqualTo("409 EntityAlreadyExists"));
        var trust = """{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"AWS":"arn:aws:iam::123456789012:root"},"Action":"sts:AssumeRole"}]}""";
        var role = await Admin.IamAsync("CreateRole", ("RoleName", "r"), ("AssumeRolePolicyDocument", trust));
        Assert.That(role["Arn"], Is.EqualTo("arn:aws:iam::123456789012:role/r"));
        Assert.That(Server.Calls.SelectMany(call => call.Parameters.Values), Has.None.EqualTo("hunter2!"));
    }

    private static string Sized(int size)
    {
        var empty = """{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"s3:*","Resource":"arn:aws:s3:::"}]}""";
        return empty.Replace(":::", ":::" + new string('x', size - empty.Length), StringComparison.Ordinal);
    }

    private Task<QueryReply> Put(string name, string document)
        => Admin.IamAsync("PutUserPolicy", ("UserName", "alice"), ("PolicyName", name), ("PolicyDocument", document));

    private Task<QueryReply> Create(string name, string document)
        => Admin.IamAsync("CreatePolicy", ("PolicyName", name), ("PolicyDocument", document));
}
