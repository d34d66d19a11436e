using IamSorry.Credentials;
using IamSorry.Errors;
using IamSorry.Profiles;
using IamSorry.Sessions;
using IamSorry.Sessions.Issuers;
using IamSorry.Testing;
using NUnit.Framework;

namespace IamSorry.Tests.Sessions;

/// <summary>Sessions of roles, assumed by the short-lived key of a user.</summary>
[Parallelizable(ParallelScope.All)]
public sealed class RoleSessionTests
{
    private const string User = "alice-ci";

    [Test]
    public async Task AreOfTheRole_NamedForUserAndTime_AndNoKeyIsLeft()
    {
        await using var bench = await StartAsync();

        var session = await GrantAsync(bench);

        Assert.That(await bench.WhoIsAsync("prod"), Does.Match($"^arn:aws:sts::{bench.Account.Id}:assumed-role/deploy/alice-ci-\\d{{8}}T\\d{{6}}Z$"));
        Assert.That((session.User, session.Account), Is.EqualTo((User, bench.Account.Id)));
        Assert.That(bench.KeysLeft, Is.Empty);
        Assert.That(bench.Home.UnderWay, Is.Empty);
        Assert.That(bench.Calls, Is.EqualTo(
            new[] { "GetUser", "CreateAccessKey", "AssumeRole", "DeleteAccessKey", "GetCallerIdentity" }));
    }

    // a session of a user would be a chain, and the cap of an hour would hold
    [TestCase(1), TestCase(4), TestCase(12)]
    public async Task LiveAsLongAsTheRoleAllows_BecauseTheUsersOwnKeyAssumesIt(int hours)
    {
        await using var bench = await StartAsync(hours: 12);

        await GrantAsync(bench, config => config with { Duration = $"{hours}h" });

        Assert.That(bench.Account.Sessions[0].Duration, Is.EqualTo(TimeSpan.FromHours(hours)));
        Assert.That(bench.Account.Sessions[0].MintedBy, Does.StartWith("AKIA"));
    }

    [TestCase(1, "12h", "1 h work", "1h")]
    [TestCase(2, "12h", "2 h work", "2h")]
    [TestCase(3, "4h", "2 h work", "2h")]
    [TestCase(4, "12h", "4 h work", "4h")]
    [TestCase(8, "9h", "8 h work", "8h")]
    [TestCase(1, "90m", "1 h work", "1h")]
    public async Task OfTooLongALifeAreAnsweredWithWhatTheRoleAllows(int allowed, string asked, string most, string offered)
    {
        await using var bench = await StartAsync(hours: allowed);
        var before = bench.Home.Credentials;

        var error = await Failure.OfAsync<AwsException>(
            () => GrantAsync(bench, config => config with { Duration = asked }));

        Assert.That(error.Message, Does.Contain("longer than role arn:aws:iam::123456789012:role/deploy allows")
            .And.EndsWith(most));
        Assert.That(error.Remedy?.ToString(), Does.Contain($"<option Duration {offered}>"));
        Assert.That(bench.Home.Credentials, Is.EqualTo(before));
        Assert.That(bench.Profiles.Read().Config.Contains("prod"), Is.False);
        Assert.That(bench.KeysLeft, Is.Empty);
    }

    [Test]
    public async Task ThatAreDeniedAreAnsweredWithWhatBothPoliciesMustSay()
    {
        await using var bench = await StartAsync(trusted: "bob");

        var error = await Failure.OfAsync<AwsException>(
            () => GrantAsync(bench, config => config with { ExternalId = "x:1", SourceIdentity = "alice" }));

        Assert.That(
            error.Remedy?.ToString(),
            Does.Contain("""{"Effect":"Allow","Principal":{"AWS":"arn:aws:iam::123456789012:user/alice-ci"},"Action":["sts:AssumeRole","sts:SetSourceIdentity"],"Condition":{"StringEquals":{"sts:ExternalId":"x:1"}}}""")
            .And.Contain("""{"Effect":"Allow","Action":["sts:AssumeRole","sts:SetSourceIdentity"],"Resource":"arn:aws:iam::123456789012:role/deploy"}"""));
        Assert.That(bench.KeysLeft, Is.Empty);
    }

    // what the message says is tried: with both statements in place it works
    [Test]
    public async Task ThatWereDeniedAreGotOnceBothPoliciesSayWhatTheMessageSays()
    {
        await using var bench = await StartAsync(trusted: "bob");
        var error = await Failure.OfAsync<AwsException>(() => GrantAsync(bench, role: "other"));
        var statements = error.Remedy!.ToString().Split('{', 2)[1];
        var trust = "{" + statements[..(statements.IndexOf('}', StringComparison.Ordinal) + 1)]
            + statements.Split('}')[1] + "}";
        bench.Account.AddRole("other", Policy(trust), Roles.Topics);
        bench.Account.PutUserPolicy(User, "p", Policy("{" + error.Remedy.ToString().Split(", by {")[^1]));

        await GrantAsync(bench, role: "other");

        Assert.That(await bench.WhoIsAsync("prod"), Does.Contain("assumed-role/other/"));
    }

    [TestCase("right", true), TestCase("wrong", false), TestCase(null, false)]
    public async Task HonourTheExternalId(string? externalId, bool works)
    {
        await using var bench = await StartAsync(externalId: "right");

        var granting = () => GrantAsync(bench, config => config with { ExternalId = externalId });

        if (works)
        {
            await granting();
        }
        else
        {
            Assert.That((await Failure.OfAsync<AwsException>(granting)).IsAccessDenied);
        }
    }

    [Test]
    public async Task CarryNameAndSourceIdentity()
    {
        await using var bench = await StartAsync(actions: "sts:AssumeRole sts:SetSourceIdentity");
        bench.Account.Allow(User, "sts:SetSourceIdentity", "sts:AssumeRole");

        await GrantAsync(bench, config => config with { SessionName = "nightly", SourceIdentity = "alice@example.com" });

        var session = bench.Account.Sessions[0];
        Assert.That((session.RoleSessionName, session.SourceIdentity), Is.EqualTo(("nightly", "alice@example.com")));
    }

    [Test]
    public void ALongUserNameIsCut_TheTimeIsNot()
    {
        var time = new DateTimeOffset(2026, 11, 25, 9, 5, 1, TimeSpan.Zero);

        Assert.That(RoleSession.NameFor("alice-ci", time), Is.EqualTo("alice-ci-20261125T090501Z"));
        var cut = RoleSession.NameFor(new string('a', 64), time);
        Assert.That(cut, Has.Length.EqualTo(64));
        Assert.That(cut, Does.EndWith("a-20261125T090501Z"));
    }

    [Test]
    public async Task OfAnotherAccountAreOfThatAccount()
    {
        await using var bench = await StartAsync(inAccount: "210987654321");
        bench.Account.Allow(User, "sts:AssumeRole");

        var session = await GrantAsync(bench, account: "210987654321");

        Assert.That(session.Account, Is.EqualTo("210987654321"));
        Assert.That(await bench.WhoIsAsync("prod"), Does.StartWith("arn:aws:sts::210987654321:assumed-role/deploy/"));
    }

    [Test]
    public async Task AreRenewedAsTheConfigFileSays()
    {
        await using var bench = await StartAsync(hours: 2);
        await GrantAsync(bench, config => config with { Duration = "2h" });
        bench.Clock.Advance(TimeSpan.FromMinutes(14));

        var (first, second) = (await GetAsync(bench), await GetAsync(bench));
        Assert.That(second.Key.Id, Is.EqualTo(first.Key.Id), "good for a while yet");
    }

    [Test]
    public async Task FiftyWhoAskAtOnceCostOneAssumeRole()
    {
        await using var bench = await StartAsync();
        await GrantAsync(bench);
        bench.Home.Credentials = bench.Home.Credentials.Replace(
            bench.Field("prod", "expiration")!, Session.FormatExpiration(bench.Clock.GetUtcNow().AddMinutes(1)),
                StringComparison.Ordinal);
        bench.Server.ClearCalls();

        // each with files and locks of its own, as processes have
        var sessions = await Task.WhenAll(Enumerable.Range(0, 50).Select(_ => Task.Run(() => GetAsync(bench))));

        Assert.That(bench.Calls.Count(call => call == "AssumeRole"), Is.EqualTo(1));
        Assert.That(sessions.Select(session => session.Key.Id).Distinct().Count(), Is.EqualTo(1));
        Assert.That(sessions[0].Mark?.RoleArn, Is.EqualTo(bench.Account.Arn("deploy")));
        Assert.That(bench.KeysLeft, Is.Empty);
    }

    [Test]
    public async Task TheProofThatTheyOutliveTheirKeyIsOneOfTheirOwn()
    {
        await using var bench = await StartAsync();
        await bench.MintAsync(User);
        bench.Clock.Advance(TimeSpan.FromMinutes(2));
        await bench.Sessions().GetAsync(
            bench.Profiles.Read(), new SessionRequest(User, RenewalRule.Once), CancellationToken.None);
        await GrantAsync(bench);
        bench.Clock.Advance(TimeSpan.FromMinutes(2));
        bench.Server.ClearCalls();

        await GetAsync(bench);
        await GetAsync(bench);

        Assert.That(bench.Calls, Is.EqualTo(new[] { "GetCallerIdentity" }), "users' sessions prove nothing of roles'");
    }

    private static async Task<Bench> StartAsync(
        int hours = 1, string trusted = User, string? externalId = null, string actions = "sts:AssumeRole",
            string? inAccount = null)
    {
        var bench = await Bench.StartAsync();
        bench.Account.AddUserWith(User);
        bench.Account.AddRoleFor("deploy", trusted, hours, externalId, actions, inAccount);
        return bench;
    }

    private static string Policy(string statement) => "{\"Version\":\"2012-10-17\",\"Statement\":[" + statement + "]}";

    private static Task<Session> GrantAsync(
        Bench bench, Func<SessionConfig, SessionConfig>? with = null, string role = "deploy", string? account = null)
    {
        var plain = new SessionConfig { RoleArn = $"arn:aws:iam::{account ?? bench.Account.Id}:role/{role}" };
        var config = with is null ? plain : with(plain);
        return bench.MintAsync("prod", request => request with
        {
            User = User,
            Issuer = SessionChoice.Of(config, new SessionOptions()),
            Configure = config,
        });
    }

    private static Task<Session> GetAsync(Bench bench)
    {
        var files = bench.Profiles.Read();
        return bench.Sessions().GetAsync(
            files, SessionChoice.RequestFor(files, "prod", RenewalRule.Continuous, new SessionOptions()), CancellationToken.None);
    }
}
