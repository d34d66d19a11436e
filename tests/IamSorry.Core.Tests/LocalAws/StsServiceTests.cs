using System.Globalization;
using IamSorry.LocalAws;
using NUnit.Framework;

namespace IamSorry.Tests.LocalAws;

internal sealed class StsServiceTests : LocalAwsFixture
{
    private const string Trust = """{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"AWS":"PRINCIPAL"},"Action":"sts:AssumeRole"CONDITION}]}""";

    [SetUp]
    public void AddAlice() => Account.AddUser("alice", "/team/");

    [Test]
    public async Task AreTheirUser()
    {
        var session = await Open("alice");
        var reply = await As(session).StsAsync("GetCallerIdentity");
        Assert.That(reply["Arn"], Is.EqualTo("arn:aws:iam::123456789012:user/team/alice"));
        Assert.That(reply["UserId"], Is.EqualTo(Account.User("alice").Id));
        Assert.That(session.AccessKeyId, Does.StartWith("ASIA"));
    }

    [Test]
    public async Task NeedNoPermissionEvenUnderADeny()
    {
        Account.PutUserPolicy("alice", "p", Policy("Deny", "*", "*"));
        Assert.That((await As("alice").StsAsync("GetSessionToken")).Outcome, Is.EqualTo("200"));
        Assert.That((await As(Account.Sessions[0]).StsAsync("GetCallerIdentity")).Outcome, Is.EqualTo("200"));
    }

    [Test]
    public async Task CannotCallIam()
    {
        var session = await Open("admin");
        Assert.That((await As(session).IamAsync("GetUser")).Outcome, Is.EqualTo("403 InvalidClientTokenId"));
    }

    [Test]
    public async Task CannotMakeSessions()
        => Assert.That((await As(await Open("alice")).StsAsync("GetSessionToken")).Outcome, Is.EqualTo("403 AccessDenied"));

    [Test]
    public async Task OutliveTheKeyThatMintedThem()
    {
        var session = await Open("alice");
        await Admin.IamAsync("DeleteAccessKey", ("UserName", "alice"), ("AccessKeyId", session.MintedBy));
        Assert.That((await As(session).StsAsync("GetCallerIdentity")).Outcome, Is.EqualTo("200"));
    }

    [Test]
    public async Task EndOnTheSecond()
    {
        var session = await Open("alice", 900);
        Clock.Advance(TimeSpan.FromSeconds(899));
        Assert.That((await As(session).StsAsync("GetCallerIdentity")).Outcome, Is.EqualTo("200"));
        Clock.Advance(TimeSpan.FromSeconds(1));
        Assert.That((await As(session).StsAsync("GetCallerIdentity")).Outcome, Is.EqualTo("403 ExpiredToken"));
    }

    [Test]
    public async Task NeedTheirOwnToken()
    {
        var (one, other) = (await Open("alice"), await Open("admin"));
        var mixed = Keep(new QueryClient(Server.Endpoint, one.AccessKeyId, one.Secret, other.Token));
        var none = Keep(new QueryClient(Server.Endpoint, one.AccessKeyId, one.Secret));
        Assert.That((await mixed.StsAsync("GetCallerIdentity")).Outcome, Is.EqualTo("403 InvalidClientTokenId"));
        Assert.That((await none.StsAsync("GetCallerIdentity")).Outcome, Is.EqualTo("403 InvalidClientTokenId"));
    }

    [Test]
    public async Task DoNotLendATokenToAPermanentKey()
    {
        var token = (await Open("alice")).Token;
        var key = Account.AddAccessKey("alice");
        var client = Keep(new QueryClient(Server.Endpoint, key.Id, key.Secret, token));
        Assert.That((await client.StsAsync("GetCallerIdentity")).Outcome, Is.EqualTo("403 InvalidClientTokenId"));
    }

    [Test]
    public async Task AreNotInheritedByANewUserOfTheOldName()
    {
        var session = await Open("alice");
        Account.RemoveUser("alice");
        Account.AddUser("alice");
        Assert.That((await As(session).StsAsync("GetCallerIdentity")).Outcome, Is.EqualTo("403 InvalidClientTokenId"));
    }

    [TestCase("899", "400 ValidationError")]
    [TestCase("900", "200")]
    [TestCase("129600", "200")]
    [TestCase("129601", "400 ValidationError")]
    [TestCase("soon", "400 MalformedInput")]
    public async Task LastFifteenMinutesToThirtySixHours(string seconds, string outcome)
        => Assert.That(
            (await As("alice").StsAsync("GetSessionToken", ("DurationSeconds", seconds))).Outcome, Is.EqualTo(outcome));

    [Test]
    public async Task SayWhenTheyEnd()
    {
        var reply = await As("alice").StsAsync("GetSessionToken", ("DurationSeconds", "3600"));
        var end = DateTimeOffset.Parse(reply["Expiration"]!, CultureInfo.InvariantCulture);
        Assert.That(end, Is.EqualTo(Clock.GetUtcNow().AddHours(1)));
        Assert.That(reply["SessionToken"], Is.EqualTo(Account.Sessions.Single().Token));
    }

    [Test]
    public async Task OfRootAreOneHourAtMost()
    {
        await As(Account.RootKey()).StsAsync("GetSessionToken", ("DurationSeconds", "129600"));
        Assert.That(Account.Sessions.Single().Duration, Is.EqualTo(TimeSpan.FromHours(1)));
        Assert.That(
            (await As(Account.Sessions[0]).StsAsync("GetCallerIdentity"))["Arn"], Is.EqualTo("arn:aws:iam::123456789012:root"));
    }

    [Test]
    public async Task MayAssumeARoleThatTrustsTheirUser()
    {
        Account.AddRole("reader", TrustIn("arn:aws:iam::123456789012:user/team/alice"));
        var reply = await Assume(As(await Open("alice")));
        Assert.That(reply.Outcome, Is.EqualTo("200"));
        var identity = await As(Account.Sessions[^1]).StsAsync("GetCallerIdentity");
        Assert.That(identity["Arn"], Is.EqualTo("arn:aws:sts::123456789012:assumed-role/reader/work"));
        Assert.That(identity["UserId"], Does.Match("^AROA[A-Z2-7]{17}:work$"));
    }

    [Test]
    public async Task OfARoleMayUseIamAsFarAsItsPolicyGoes()
    {
        Account.AddRole("reader", TrustIn("arn:aws:iam::123456789012:user/team/alice"), Policy("Allow", "iam:GetUser", "*"));
        await Assume(As("alice"));
        var role = As(Account.Sessions[^1]);
        Assert.That((await role.IamAsync("GetUser", ("UserName", "alice"))).Outcome, Is.EqualTo("200"));
        Assert.That((await role.IamAsync("ListUsers")).Outcome, Is.EqualTo("403 AccessDenied"));
    }

    [Test]
    public async Task OfARoleThatTrustsTheAccountNeedTheUsersOwnPermissionToo()
    {
        Account.AddRole("reader", TrustIn("arn:aws:iam::123456789012:root"));
        Assert.That((await Assume(As("alice"))).Outcome, Is.EqualTo("403 AccessDenied"));
        Account.PutUserPolicy("alice", "p", Policy("Allow", "sts:AssumeRole", "arn:aws:iam::123456789012:role/reader"));
        Assert.That((await Assume(As("alice"))).Outcome, Is.EqualTo("200"));
    }

    [TestCase("arn:aws:iam::123456789012:user/bob")]
    [TestCase("arn:aws:iam::999999999999:root")]
    public async Task OfARoleAreForThoseItTrusts(string principal)
    {
        Account.PutUserPolicy("alice", "p", Policy("Allow", "sts:AssumeRole", "*"));
        Account.AddRole("reader", TrustIn(principal));
        Assert.That((await Assume(As("alice"))).Outcome, Is.EqualTo("403 AccessDenied"));
    }

    [Test]
    public async Task OfARoleThatDoesNotExistAreAnsweredLikeUntrustedOnes()
        => Assert.That((await Assume(As("alice"))).Outcome, Is.EqualTo("403 AccessDenied"));

    [TestCase("secret", "200")]
    [TestCase("other", "403 AccessDenied")]
    [TestCase("", "403 AccessDenied")]
    public async Task OfARoleHonourItsExternalId(string externalId, string outcome)
    {
        var condition = ""","Condition":{"StringEquals":{"sts:ExternalId":"secret"}}""";
        Account.AddRole("reader", TrustIn("arn:aws:iam::123456789012:user/team/alice", condition));
        Assert.That((await Assume(As("alice"), ("ExternalId", externalId))).Outcome, Is.EqualTo(outcome));
    }

    [Test]
    public async Task OfARoleLastAsLongAsItAllows()
    {
        Account.AddRole("reader", TrustIn("arn:aws:iam::123456789012:user/team/alice"), maxSessionDuration: 7200);
        Assert.That((await Assume(As("alice"), ("DurationSeconds", "7200"))).Outcome, Is.EqualTo("200"));
        Assert.That((await Assume(As("alice"), ("DurationSeconds", "7201"))).Outcome, Is.EqualTo("400 ValidationError"));
    }

    [Test]
    public async Task OfAChainedRoleLastOneHourAtMost()
    {
        var trust = TrustIn("*");
        Account.AddRole("reader", trust, Policy("Allow", "sts:AssumeRole", "*"), maxSessionDuration: 7200);
        await Assume(As("alice"));
        var chained = As(Account.Sessions[^1]);
        Assert.That((await Assume(chained, ("DurationSeconds", "3600"))).Outcome, Is.EqualTo("200"));
        Assert.That((await Assume(chained, ("DurationSeconds", "3601"))).Outcome, Is.EqualTo("400 ValidationError"));
        Assert.That((await chained.StsAsync("GetSessionToken")).Outcome, Is.EqualTo("403 AccessDenied"));
    }

    [Test]
    public async Task CannotBeMadeOfARoleByRoot()
    {
        Account.AddRole("reader", TrustIn("*"));
        Assert.That((await Assume(As(Account.RootKey()))).Message, Is.EqualTo("Roles may not be assumed by root accounts."));
    }

    private static string TrustIn(string principal, string condition = "") => Trust
        .Replace("PRINCIPAL", principal, StringComparison.Ordinal).Replace("CONDITION", condition, StringComparison.Ordinal);

    private static Task<QueryReply> Assume(QueryClient client, params (string, string)[] more) => client.StsAsync(
        "AssumeRole", [("RoleArn", "arn:aws:iam::123456789012:role/reader"), ("RoleSessionName", "work"), .. more]);

    private async Task<AwsSession> Open(string user, int seconds = 3600)
    {
        await As(user).StsAsync("GetSessionToken", ("DurationSeconds", $"{seconds}"));
        return Account.Sessions[^1];
    }
}
