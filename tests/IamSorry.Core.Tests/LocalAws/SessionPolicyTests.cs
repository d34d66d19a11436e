using NUnit.Framework;

namespace IamSorry.Tests.LocalAws;

/// <summary>LocalAws' sessions of GetFederationToken and AssumeRole: policies, tags, source identity, chains.</summary>
internal sealed class SessionPolicyTests : LocalAwsFixture
{
    private const string Role = "arn:aws:iam::123456789012:role/reader";
    private const string ReadOnly = "arn:aws:iam::aws:policy/ReadOnlyAccess";

    [Test]
    public async Task OfFederationLimitWhatTheUserMayDo()
    {
        var user = UserAllowed("alice", "sns:*,sts:GetFederationToken", "*");
        await Federate(user, ("PolicyArns.member.1.arn", ReadOnly));
        var session = As(Account.Sessions[^1]);

        Assert.That((await user.SnsAsync("CreateTopic", ("Name", "t"))).Outcome, Is.EqualTo("200"), "the user may");
        Assert.That((await session.SnsAsync("ListTopics")).Outcome, Is.EqualTo("200"));
        var refused = await session.SnsAsync("CreateTopic", ("Name", "u"));
        Assert.That(refused.Outcome, Is.EqualTo("403 AuthorizationError"));
        Assert.That(refused.Message, Does.EndWith("because no session policy allows the sns:CreateTopic action"));
        Assert.That(Account.Topics, Has.Count.EqualTo(1));
    }

    [Test]
    public async Task NeverGiveMoreThanTheUserHas()
    {
        await Federate(UserAllowed("alice", "sns:ListTopics,sts:GetFederationToken", "*"),
            ("Policy", Policy("Allow", "sns:*", "*")));

        Assert.That((await As(Account.Sessions[^1]).SnsAsync("CreateTopic", ("Name", "t"))).Outcome,
            Is.EqualTo("403 AuthorizationError"));
    }

    [Test]
    public async Task OfFederationAreNeeded_WithoutThemNothingIsAllowed()
    {
        await Federate(UserAllowed("alice", "sns:*,sts:GetFederationToken", "*"));

        Assert.That((await As(Account.Sessions[^1]).SnsAsync("ListTopics")).Outcome, Is.EqualTo("403 AuthorizationError"));
    }

    [Test]
    public async Task AFederatedUserIsKnownAsSuch_AndMayCallNeitherIamNorMoreOfSts()
    {
        await Federate(UserAllowed("alice", "*", "*"), ("Policy", Policy("Allow", "*", "*")));
        var session = As(Account.Sessions[^1]);

        Assert.That((await session.StsAsync("GetCallerIdentity"))["Arn"],
            Is.EqualTo("arn:aws:sts::123456789012:federated-user/work"));
        Assert.That((await session.IamAsync("GetUser")).Outcome, Is.EqualTo("403 InvalidClientTokenId"));
        foreach (var action in new[] { "GetSessionToken", "AssumeRole", "GetFederationToken" })
        {
            Assert.That((await session.StsAsync(action)).Outcome, Is.EqualTo("403 AccessDenied"), action);
        }
    }

    [TestCase("arn:aws:sts::123456789012:federated-user/work", "200")]
    [TestCase("arn:aws:sts::123456789012:federated-user/other", "403 AccessDenied")]
    public async Task FederationNeedsTheRightToTheName(string resource, string outcome)
        => Assert.That((await Federate(UserAllowed("alice", "sts:GetFederationToken", resource))).Outcome, Is.EqualTo(outcome));

    [Test]
    public async Task FederationNeedsAKeyOfTheUser()
    {
        await UserAllowed("alice", "*", "*").StsAsync("GetSessionToken");

        Assert.That((await Federate(As(Account.Sessions[^1]))).Outcome, Is.EqualTo("403 AccessDenied"));
    }

    [TestCase("DurationSeconds", "899"), TestCase("DurationSeconds", "129601"), TestCase("Name", "x"), TestCase("Name", "a b")]
    [TestCase("Name", "abcdefghijklmnopqrstuvwxyzabcdefg")]
    public async Task OtherValuesAreRefused(string name, string value)
        => Assert.That(
            (await UserAllowed("alice", "*", "*").StsAsync("GetFederationToken", [
                .. new[] { ("Name", "work"), ("DurationSeconds", "3600") }.Where(each => each.Item1 != name), (name, value),
            ])).Outcome, Is.EqualTo("400 ValidationError"));

    [Test]
    public async Task AreChecked()
    {
        var user = UserAllowed("alice", "*", "*");

        Assert.That((await Federate(user, ("Policy", "{"))).Outcome, Is.EqualTo("400 MalformedPolicyDocument"));
        Assert.That((await Federate(user, ("PolicyArns.member.1.arn", ReadOnly + "x"))).Outcome,
            Is.EqualTo("400 MalformedPolicyDocument"));
        Assert.That((await Federate(user, ("Policy", new string(' ', 2049)))).Outcome, Is.EqualTo("400 ValidationError"));
        Assert.That((await Federate(user, [.. Enumerable.Range(1, 11).Select(
            i => ($"PolicyArns.member.{i}.arn", ReadOnly))])).Outcome, Is.EqualTo("400 ValidationError"));
        Assert.That(
            (await Federate(
                user, [("Policy", Policy("Allow", "sns:" + new string('a', 1900), "*")), .. Enumerable.Range(1, 5).SelectMany(
                    i => new[] { ($"Tags.member.{i}.Key", $"k{i}"),
                        ($"Tags.member.{i}.Value", new string('v', 200)) })])).Outcome,
            Is.EqualTo("400 PackedPolicyTooLarge"));
    }

    [Test]
    public async Task OfARoleLimitTheRole()
    {
        Account.AddRole("reader", Trust("alice"), Policy("Allow", "sns:*", "*"));
        Account.AddUser("alice");
        await Assume(As("alice"), ("PolicyArns.member.1.arn", ReadOnly));
        var session = As(Account.Sessions[^1]);

        Assert.That((await session.SnsAsync("ListTopics")).Outcome, Is.EqualTo("200"));
        Assert.That((await session.SnsAsync("CreateTopic", ("Name", "t"))).Outcome, Is.EqualTo("403 AuthorizationError"));
    }

    [Test]
    public async Task ASourceIdentityNeedsARightOfItsOwn_AndCannotBeChangedInAChain()
    {
        Account.AddRole("reader", Trust("alice"), Policy("Allow", "sts:*", "*"));
        Account.AddUser("alice");
        Assert.That((await Assume(As("alice"), ("SourceIdentity", "alice"))).Outcome, Is.EqualTo("403 AccessDenied"));
        Account.AddRole("setter", Trust("*", "\"sts:AssumeRole\",\"sts:SetSourceIdentity\""), Policy("Allow", "sts:*", "*"));
        Assert.That((await Assume(As("alice"), "setter", ("SourceIdentity", "alice"))).Outcome, Is.EqualTo("200"));
        var chained = As(Account.Sessions[^1]);

        Assert.That((await Assume(chained, "setter", ("SourceIdentity", "bob"))).Outcome, Is.EqualTo("403 AccessDenied"));
        Assert.That((await Assume(chained, "setter")).Outcome, Is.EqualTo("200"));
        Assert.That(Account.Sessions[^1].SourceIdentity, Is.EqualTo("alice"), "it goes on");
    }

    [Test]
    public async Task TagsNeedARightOfTheirOwn_DecideConditions_AndTransitiveOnesGoOn()
    {
        const string Allowed = "\"sts:AssumeRole\",\"sts:TagSession\"";
        Account.AddUser("alice");
        Account.AddRole("plain", Trust("*"));
        (string, string)[] tags =
            [("Tags.member.1.Key", "team"), ("Tags.member.1.Value", "red"), ("TransitiveTagKeys.member.1", "team")];
        Assert.That((await Assume(As("alice"), "plain", tags)).Outcome, Is.EqualTo("403 AccessDenied"));
        Account.AddRole(
            "tagged", Trust("*", Allowed),
            Policy("Allow", "sns:*,sts:*", "*", """{"StringEquals":{"aws:PrincipalTag/team":"red"}}"""));
        Assert.That((await Assume(As("alice"), "tagged", tags)).Outcome, Is.EqualTo("200"));
        var session = As(Account.Sessions[^1]);
        Assert.That((await session.SnsAsync("ListTopics")).Outcome, Is.EqualTo("200"));
        await Assume(session, "tagged");

        Assert.That(Account.Sessions[^1].Tags["team"], Is.EqualTo("red"));
        Assert.That(
            (await Assume(session, "tagged", ("Tags.member.1.Key", "team"), ("Tags.member.1.Value", "blue"))).Outcome,
            Is.EqualTo("400 InvalidInput"));
    }

    [Test]
    public async Task ARoleOfAnotherAccountNeedsBoth()
    {
        Account.AddRole("far", Trust("alice"), account: "210987654321");
        Account.AddUser("alice");
        (string, string)[] far = [("RoleArn", "arn:aws:iam::210987654321:role/far"), ("RoleSessionName", "work")];
        Assert.That((await As("alice").StsAsync("AssumeRole", far)).Outcome, Is.EqualTo("403 AccessDenied"));
        Account.PutUserPolicy("alice", "p", Policy("Allow", "sts:AssumeRole", "*"));

        Assert.That((await As("alice").StsAsync("AssumeRole", far)).Outcome, Is.EqualTo("200"));
        Assert.That(
            (await As(Account.Sessions[^1]).StsAsync("GetCallerIdentity"))["Account"], Is.EqualTo("210987654321"));
    }

    private static string Trust(string user, string actions = "\"sts:AssumeRole\"") => $$"""
        {"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"AWS":"{{(user == "*" ? "*" : $"arn:aws:iam::123456789012:user/{user}")}}"},"Action":[{{actions}}]}]}
        """;

    private static Task<QueryReply> Federate(QueryClient client, params (string, string)[] more)
        => client.StsAsync("GetFederationToken", [("Name", "work"), .. more]);

    private static Task<QueryReply> Assume(QueryClient client, params (string, string)[] more)
        => client.StsAsync("AssumeRole", [("RoleArn", Role), ("RoleSessionName", "work"), .. more]);

    private static Task<QueryReply> Assume(QueryClient client, string role, params (string, string)[] more)
        => client.StsAsync(
            "AssumeRole",
            [("RoleArn", Role.Replace("reader", role, StringComparison.Ordinal)), ("RoleSessionName", "work"), .. more]);
}
