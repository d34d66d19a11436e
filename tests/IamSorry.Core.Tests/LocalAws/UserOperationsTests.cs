using NUnit.Framework;

namespace IamSorry.Tests.LocalAws;

internal sealed class UserOperationsTests : LocalAwsFixture
{
    [Test]
    public async Task AreMadeWithPathTagsAndId()
    {
        var reply = await Admin.IamAsync(
            "CreateUser", ("UserName", "alice"), ("Path", "/team/"), ("Tags.member.1.Key", "owner"), (
                "Tags.member.1.Value", "alice"));
        Assert.That(reply["Arn"], Is.EqualTo("arn:aws:iam::123456789012:user/team/alice"));
        Assert.That(reply["UserId"], Does.Match("^AIDA[A-Z2-7]{17}$"));
        Assert.That(Account.User("alice").Tags["owner"], Is.EqualTo("alice"));
    }

    [Test]
    public async Task AreUniqueIgnoringCase()
    {
        Account.AddUser("Alice");
        var reply = await Admin.IamAsync("CreateUser", ("UserName", "alice"), ("Path", "/other/"));
        Assert.That(reply.Outcome, Is.EqualTo("409 EntityAlreadyExists"));
        Assert.That(reply.Message, Is.EqualTo("User with name alice already exists."));
    }

    [TestCase("a b")]
    [TestCase("alice/bob")]
    [TestCase("alice\n")]
    [TestCase("älice")]
    [TestCase("alice*")]
    [TestCase("")]
    [TestCase("a\u0001b")]
    public async Task HaveNamesOfIamsCharacters(string name)
        => Assert.That((await Admin.IamAsync("CreateUser", ("UserName", name))).Outcome, Is.EqualTo("400 ValidationError"));

    [TestCase(64, "200")]
    [TestCase(65, "400 ValidationError")]
    public async Task HaveNamesOf64Characters(int length, string outcome)
        => Assert.That((await Admin.IamAsync("CreateUser", ("UserName", new string('a', length)))).Outcome, Is.EqualTo(outcome));

    [TestCase("team/")]
    [TestCase("/team")]
    [TestCase("//a b/")]
    public async Task HavePathsBetweenSlashes(string path)
        => Assert.That(
            (await Admin.IamAsync("CreateUser", ("UserName", "a"), ("Path", path))).Outcome, Is.EqualTo("400 ValidationError"));

    [Test]
    public async Task AreTheCallerWhereNoneIsNamed()
        => Assert.That((await Admin.IamAsync("GetUser"))["UserName"], Is.EqualTo("admin"));

    [Test]
    public async Task ThatDoNotExistAreNotFound()
    {
        var reply = await Admin.IamAsync("GetUser", ("UserName", "nobody"));
        Assert.That(reply.Outcome, Is.EqualTo("404 NoSuchEntity"));
        Assert.That(reply.Message, Is.EqualTo("The user with name nobody cannot be found."));
    }

    [Test]
    public async Task WithKeysOrPoliciesCannotBeDeleted()
    {
        Account.AddUser("alice");
        var key = Account.AddAccessKey("alice");
        Account.PutUserPolicy("alice", "p", Policy("Allow", "s3:*", "*"));
        Assert.That((await Delete()).Message, Is.EqualTo("Cannot delete entity, must delete access keys first."));
        await Admin.IamAsync("DeleteAccessKey", ("UserName", "alice"), ("AccessKeyId", key.Id));
        Assert.That((await Delete()).Outcome, Is.EqualTo("409 DeleteConflict"));
        await Admin.IamAsync("DeleteUserPolicy", ("UserName", "alice"), ("PolicyName", "p"));
        Assert.That((await Delete()).Outcome, Is.EqualTo("200"));
        Assert.That(Account.FindUser("alice"), Is.Null);

        Task<QueryReply> Delete() => Admin.IamAsync("DeleteUser", ("UserName", "alice"));
    }

    [Test]
    public async Task KeepKeysAndSessionsWhenRenamed()
    {
        Account.AddUser("alice");
        var key = Account.AddAccessKey("alice");
        await Admin.IamAsync("UpdateUser", ("UserName", "alice"), ("NewUserName", "bob"), ("NewPath", "/x/"));
        Assert.That((await As(key).StsAsync("GetCallerIdentity"))["Arn"], Is.EqualTo("arn:aws:iam::123456789012:user/x/bob"));
    }

    [Test]
    public async Task CannotTakeTheNameOfAnother()
    {
        Account.AddUser("alice");
        Account.AddUser("bob");
        var reply = await Admin.IamAsync("UpdateUser", ("UserName", "alice"), ("NewUserName", "BOB"));
        Assert.That(reply.Outcome, Is.EqualTo("409 EntityAlreadyExists"));
    }

    [Test]
    public async Task AreListedInPages()
    {
        Enumerable.Range(0, 7).ToList().ForEach(i => Account.AddUser($"user-{i}"));
        var (names, marker, pages) = (new List<string>(), (string?)null, 0);
        do
        {
            var page = await Admin.IamAsync("ListUsers", ("MaxItems", "3"), ("Marker", marker ?? ""));
            names.AddRange(page.All("UserName"));
            marker = page["Marker"];
            pages++;
            Assert.That(page["IsTruncated"], Is.EqualTo(marker is null ? "false" : "true"));
        }
        while (marker is not null);

        Assert.That(names, Is.EqualTo(Account.Users.Select(user => user.Name)));
        Assert.That(pages, Is.EqualTo(3));
    }

    [TestCase("MaxItems", "0")]
    [TestCase("MaxItems", "1001")]
    [TestCase("Marker", "made-up")]
    public async Task AreNotListedByAWrongPage(string name, string value)
        => Assert.That((await Admin.IamAsync("ListUsers", (name, value))).Outcome, Is.EqualTo("400 ValidationError"));

    [Test]
    public async Task AreListedByPath()
    {
        Account.AddUser("a", "/team/");
        Account.AddUser("b", "/team/x/");
        Account.AddUser("c", "/teams/");
        Assert.That((await Admin.IamAsync("ListUsers", ("PathPrefix", "/team/"))).All("UserName"), Is.EqualTo(["a", "b"]));
    }

    [TestCase("DeleteEverything", "2010-05-08")]
    [TestCase("GetUser", "2099-01-01")]
    [TestCase("getuser", "2010-05-08")]
    public async Task OfUnknownOperationsAreInvalidAction(string action, string version)
        => Assert.That((await Admin.IamAsync(action, ("Version", version))).Outcome, Is.EqualTo("400 InvalidAction"));
}
