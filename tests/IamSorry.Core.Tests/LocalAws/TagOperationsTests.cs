using NUnit.Framework;

namespace IamSorry.Tests.LocalAws;

internal sealed class TagOperationsTests : LocalAwsFixture
{
    [SetUp]
    public void AddAlice() => Account.AddUser("alice", tags: ("owner", "alice"));

    [Test]
    public async Task AreOverwrittenIgnoringCaseAndTakeTheNewCase()
    {
        await Tag("Owner", "mallory");
        Assert.That(Account.User("alice").Tags.Keys, Is.EqualTo(["Owner"]));
        Assert.That(Account.User("alice").Tags["owner"], Is.EqualTo("mallory"));
        await Tag("OWNER", "mallory");
        Assert.That(Account.User("alice").Tags.Keys, Is.EqualTo(["OWNER"]), "the case changes even where the value does not");
    }

    [Test]
    public async Task AreRemovedIgnoringCase()
    {
        await Admin.IamAsync("UntagUser", ("UserName", "alice"), ("TagKeys.member.1", "OWNER"));
        Assert.That(Account.User("alice").Tags, Is.Empty);
    }

    [Test]
    public async Task MayNotComeTwiceInOneRequest()
    {
        var reply = await Admin.IamAsync("TagUser", [("UserName", "alice"), .. Member(1, "k", "1"), .. Member(2, "K", "2")]);
        Assert.That(reply.Outcome, Is.EqualTo("400 InvalidInput"));
        Assert.That(reply.Message, Does.StartWith("Duplicate tag keys found."));
    }

    [Test]
    public async Task AreFiftyAtMost()
    {
        var fifty = Enumerable.Range(1, 49).SelectMany(i => Member(i, $"k{i}", "v"));
        Assert.That((await Admin.IamAsync("TagUser", [("UserName", "alice"), .. fifty])).Outcome, Is.EqualTo("200"));
        Assert.That((await Tag("one-more", "v")).Outcome, Is.EqualTo("409 LimitExceeded"));
        Assert.That((await Tag("K7", "changed")).Outcome, Is.EqualTo("200"));
    }

    [Test]
    public async Task AreListedInPages()
    {
        await Tag("a", "1");
        var first = await Admin.IamAsync("ListUserTags", ("UserName", "alice"), ("MaxItems", "1"));
        var second = await Admin.IamAsync("ListUserTags", ("UserName", "alice"), ("Marker", first["Marker"]!));
        Assert.That((first["Key"], second["Key"], second["IsTruncated"]), Is.EqualTo(("a", "owner", "false")));
    }

    [TestCase("aws:x", "v", "400 InvalidInput")]
    [TestCase("semi;colon", "v", "400 ValidationError")]
    [TestCase("k", "new\nline", "400 ValidationError")]
    [TestCase("k", "", "200")]
    [TestCase("schlüssel", "wert mit leerzeichen", "200")]
    public async Task HaveTheCharactersOfTheApi(string key, string value, string outcome)
        => Assert.That((await Tag(key, value)).Outcome, Is.EqualTo(outcome));

    private static (string, string)[] Member(int i, string key, string value)
        => [($"Tags.member.{i}.Key", key), ($"Tags.member.{i}.Value", value)];

    private Task<QueryReply> Tag(string key, string value)
        => Admin.IamAsync("TagUser", [("UserName", "alice"), .. Member(1, key, value)]);
}
