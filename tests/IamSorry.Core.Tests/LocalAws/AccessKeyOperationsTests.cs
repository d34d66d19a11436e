using IamSorry.LocalAws;
using NUnit.Framework;

namespace IamSorry.Tests.LocalAws;

internal sealed class AccessKeyOperationsTests : LocalAwsFixture
{
    private static readonly TimeSpan Delay = TimeSpan.FromSeconds(8);

    protected override LocalAwsOptions Options() => new() { NewKeyDelay = Delay };

    [Test]
    public void LookLikeThoseOfAws()
    {
        var key = Account.AddAccessKey("admin");
        Assert.That(key.Id, Does.Match("^AKIA[A-Z2-7]{16}$"));
        Assert.That(key.Secret, Has.Length.EqualTo(40));
        Assert.That(key.ToString(), Does.Not.Contain(key.Secret));
    }

    [TestCase("123456789012")]
    [TestCase("000000000001")]
    [TestCase("999999999999")]
    public async Task CarryTheAccountInTheirId(string account)
    {
        await using var server = await LocalAwsServer.StartAsync(new LocalAwsOptions { AccountId = account });
        Assert.That(AccountOf(server.Account.RootKey().Id), Is.EqualTo(account));
    }

    [Test]
    public async Task OfNobodyAreUnknown()
    {
        var client = Keep(new QueryClient(Server.Endpoint, "AKIAIOSFODNN7EXAMPLE", "x"));
        Assert.That((await client.StsAsync("GetCallerIdentity")).Outcome, Is.EqualTo("403 InvalidClientTokenId"));
    }

    [Test]
    public async Task ThatAreInactiveAreUnknownUntilActive()
    {
        Account.AddUser("alice");
        var key = Account.AddAccessKey("alice");
        await SetStatus("alice", key.Id, "Inactive");
        Assert.That((await As(key).StsAsync("GetCallerIdentity")).Outcome, Is.EqualTo("403 InvalidClientTokenId"));
        await SetStatus("alice", key.Id, "Active");
        Assert.That((await As(key).StsAsync("GetCallerIdentity")).Outcome, Is.EqualTo("200"));
    }

    [Test]
    public async Task ThatAreDeletedAreUnknown()
    {
        Account.AddUser("alice");
        var key = Account.AddAccessKey("alice");
        await Admin.IamAsync("DeleteAccessKey", ("UserName", "alice"), ("AccessKeyId", key.Id));
        Assert.That((await As(key).StsAsync("GetCallerIdentity")).Outcome, Is.EqualTo("403 InvalidClientTokenId"));
        Assert.That(Account.User("alice").Keys, Is.Empty);
    }

    [Test]
    public async Task ThatAreNewAreUnknownForAWhile()
    {
        Account.AddUser("alice");
        var reply = await Admin.IamAsync("CreateAccessKey", ("UserName", "alice"));
        var key = Account.User("alice").Keys.Single();
        Assert.That(reply["SecretAccessKey"], Is.EqualTo(key.Secret));
        Clock.Advance(Delay - TimeSpan.FromSeconds(1));
        Assert.That((await As(key).StsAsync("GetSessionToken")).Outcome, Is.EqualTo("403 InvalidClientTokenId"));
        Clock.Advance(TimeSpan.FromSeconds(1));
        Assert.That((await As(key).StsAsync("GetSessionToken")).Outcome, Is.EqualTo("200"));
    }

    [Test]
    public async Task AreTwoAtMost()
    {
        Account.AddUser("alice");
        await Admin.IamAsync("CreateAccessKey", ("UserName", "alice"));
        await Admin.IamAsync("CreateAccessKey", ("UserName", "alice"));
        var third = await Admin.IamAsync("CreateAccessKey", ("UserName", "alice"));
        Assert.That(third.Outcome, Is.EqualTo("409 LimitExceeded"));
        Assert.That(third.Message, Is.EqualTo("Cannot exceed quota for AccessKeysPerUser: 2"));
    }

    [Test]
    public async Task OfAnotherUserAreNotFoundUnderThisOne()
    {
        Account.AddUser("alice");
        Account.AddUser("bob");
        var key = Account.AddAccessKey("bob");
        var reply = await Admin.IamAsync("DeleteAccessKey", ("UserName", "alice"), ("AccessKeyId", key.Id));
        Assert.That(reply.Outcome, Is.EqualTo("404 NoSuchEntity"));
        Assert.That(Account.User("bob").Keys, Has.Count.EqualTo(1));
    }

    [Test]
    public async Task WithoutAUserNameAreTheCallers()
    {
        var reply = await Admin.IamAsync("ListAccessKeys");
        Assert.That(reply.All("AccessKeyId"), Is.EqualTo(Account.User("admin").Keys.Select(key => key.Id)));
    }

    [Test]
    public async Task TellWhoseTheyAreAndWhenLastUsed()
    {
        Account.AddUser("alice");
        var key = Account.AddAccessKey("alice");
        var before = await Admin.IamAsync("GetAccessKeyLastUsed", ("AccessKeyId", key.Id));
        Assert.That(
            (before["UserName"], before["ServiceName"], before["LastUsedDate"]), Is.EqualTo(("alice", "N/A", (string?)null)));
        await As(key).StsAsync("GetCallerIdentity");
        var after = await Admin.IamAsync("GetAccessKeyLastUsed", ("AccessKeyId", key.Id));
        Assert.That((after["ServiceName"], after["Region"]), Is.EqualTo(("sts", "us-east-1")));
    }

    [Test]
    public async Task ThatDoNotExistAreNotToldApartFromForbiddenOnes()
        => Assert.That(
            (await Admin.IamAsync("GetAccessKeyLastUsed", ("AccessKeyId", "AKIAIOSFODNN7EXAMPLE"))).Outcome, Is.EqualTo(
                "403 AccessDenied"));

    private Task<QueryReply> SetStatus(string user, string key, string status)
        => Admin.IamAsync("UpdateAccessKey", ("UserName", user), ("AccessKeyId", key), ("Status", status));

    // As published: base32 of what follows the prefix, the first 48 bits, without the first and the last seven.
    private static string AccountOf(string keyId)
    {
        var bits = keyId[4..14].Aggregate(
            0UL, (sum, c) => (sum << 5) | (uint)"ABCDEFGHIJKLMNOPQRSTUVWXYZ234567".IndexOf(c, StringComparison.Ordinal));
        return (((bits >> 2) & 0x7fffffffff80UL) >> 7).ToString("D12", System.Globalization.CultureInfo.InvariantCulture);
    }
}
