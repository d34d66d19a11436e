using IamSorry.Aws;
using IamSorry.Credentials;
using IamSorry.Errors;
using IamSorry.LocalAws;
using IamSorry.Sessions;
using IamSorry.Sessions.Issuers;
using IamSorry.Testing;
using NUnit.Framework;

namespace IamSorry.Tests.Sessions;

/// <summary>When a session is renewed, and what is handed out when it cannot be.</summary>
[Parallelizable(ParallelScope.All)]
public sealed class SessionProviderTests
{
    private static readonly DateTimeOffset Now = new(2026, 1, 2, 3, 4, 5, TimeSpan.Zero);

    [TestCase(5, true), TestCase(5.1, false), TestCase(-1, true)]
    public void Once_IsFiveMinutesAhead(double minutes, bool due)
        => Assert.That(IsDue(RenewalRule.Once, minutes), Is.EqualTo(due));

    [TestCase(20, true), TestCase(20.1, false), TestCase(-1, true)]
    public void Continuous_IsTwentyMinutesAhead(double minutes, bool due)
        => Assert.That(IsDue(RenewalRule.Continuous, minutes), Is.EqualTo(due));

    [TestCase(36 * 60, 20), TestCase(60, 20), TestCase(45, 15), TestCase(15, 5)]
    public void Continuous_IsNeverMoreThanAThirdOfTheLifeAhead(double life, double ahead)
        => Assert.That(RenewalRule.Continuous.ForLife(TimeSpan.FromMinutes(life)).Ahead, Is.EqualTo(TimeSpan.FromMinutes(ahead)));

    [Test]
    public void AnUnknownExpirationIsEnoughForWhoeverAsksOnce()
    {
        var session = new Session(new AccessKey("ASIA", "secret"), "token", Expiration: null);

        Assert.That(RenewalRule.Once.IsDue(session, Now), Is.False);
        Assert.That(RenewalRule.Continuous.IsDue(session, Now), Is.True);
        Assert.That(RenewalRule.BeforeServing.IsDue(session, Now), Is.True);
    }

    [Test]
    public async Task ASessionThatIsStillValidIsHandedOutWhenItCannotBeRenewed_WithAWarning()
    {
        await using var bench = await Bench.StartAsync();
        Store(bench, TimeSpan.FromMinutes(4));
        bench.Server.Faults.Error("GetUser", 403, "AccessDenied", "no", times: 2);

        var session = await GetAsync(bench, RenewalRule.Once);

        Assert.That((session.Key.Id, session.User), Is.EqualTo(("ASIAOLD", "alice-bedrock")));
        Assert.That(bench.Notices.Warnings, Has.Exactly(1).Contains("could not be renewed"));
        await Failure.OfAsync<AwsException>(() => bench.Sessions().RenewAsync(
            bench.Profiles.Read(), new SessionRequest("alice-bedrock", RenewalRule.Once), CancellationToken.None));
    }

    [Test]
    public async Task WhoeverCannotWaitIsToldInTime_AndNoKeyIsLeft()
    {
        await using var bench = await Bench.StartAsync(new LocalAwsOptions { NewKeyDelay = TimeSpan.FromHours(1) });
        var request = new SessionRequest("alice-bedrock", RenewalRule.Continuous) { Patience = TimeSpan.FromSeconds(30) };

        var error = await Failure.OfAsync<IamSorryException>(
            () => bench.Sessions().GetAsync(bench.Profiles.Read(), request, CancellationToken.None));

        Assert.That(error.Message, Does.StartWith("no session of profile 'alice-bedrock' within 30 s"));
        Assert.That(error.Remedy?.ToString(), Is.Not.Null.And.Contain("<mint alice-bedrock>"));
        Assert.That(bench.Clock.Elapsed, Is.LessThan(TimeSpan.FromSeconds(50)));
        Assert.That(bench.KeysLeft, Is.Empty);
        Assert.That(bench.Home.UnderWay, Is.Empty);
    }

    [Test]
    public async Task WhoeverCannotWaitGetsTheOldSessionWhileItIsValid()
    {
        await using var bench = await Bench.StartAsync(new LocalAwsOptions { NewKeyDelay = TimeSpan.FromHours(1) });
        Store(bench, TimeSpan.FromMinutes(4));
        var request = new SessionRequest("alice-bedrock", RenewalRule.Continuous) { Patience = TimeSpan.FromSeconds(30) };

        var session = await bench.Sessions().GetAsync(bench.Profiles.Read(), request, CancellationToken.None);

        Assert.That(session.Key.Id, Is.EqualTo("ASIAOLD"));
        Assert.That(bench.Notices.Warnings, Has.Exactly(1).Contains("within 30 s"));
    }

    [Test]
    public async Task ASessionThatIsOverIsAnErrorWhenItCannotBeRenewed()
    {
        await using var bench = await Bench.StartAsync();
        Store(bench, TimeSpan.FromSeconds(-1));
        bench.Server.Faults.Error("GetUser", 403, "AccessDenied", "no");

        await Failure.OfAsync<AwsException>(() => GetAsync(bench, RenewalRule.Once));
    }

    [Test]
    public async Task ASessionThatIsOverWhenItComesIsAnErrorThatNamesTheClock()
    {
        await using var bench = await Bench.StartAsync();
        bench.Account.AddUser("alice-bedrock", tags: ("owner", "alice"));
        var before = bench.Home.Credentials;

        var error = await Failure.OfAsync<IamSorryException>(
            () => bench.MintAsync("alice-bedrock", request => request with { Issuer = new OverAlready(bench.Clock) }));

        Assert.That($"{error.Message} {error.Remedy}", Does.Contain("expired already").And.Contain("clock"));
        Assert.That(bench.Home.Credentials, Is.EqualTo(before));
        Assert.That(bench.KeysLeft, Is.Empty);
    }

    [Test]
    public async Task AnIssuerIsGivenStsSignedByTheUser_AndNothingElseChanges()
    {
        await using var bench = await Bench.StartAsync();
        var issuer = new Watched();

        var session = await bench.MintAsync("alice-bedrock", request => request with { Issuer = issuer });

        Assert.That(issuer.Caller, Does.EndWith(":user/alice-bedrock"));
        Assert.That(issuer.User, Is.EqualTo("alice-bedrock"));
        Assert.That(bench.Field("alice-bedrock", "aws_session_token"), Is.EqualTo(session.Token));
        Assert.That(bench.KeysLeft, Is.Empty);
        Assert.That(bench.Home.UnderWay, Is.Empty);
    }

    private static bool IsDue(RenewalRule rule, double minutes)
        => rule.IsDue(new Session(new AccessKey("ASIA", "secret"), "token", Now + TimeSpan.FromMinutes(minutes)), Now);

    private static Task<Session> GetAsync(Bench bench, RenewalRule rule)
        => bench.Sessions().GetAsync(bench.Profiles.Read(), new SessionRequest("alice-bedrock", rule), CancellationToken.None);

    private static void Store(Bench bench, TimeSpan left)
        => bench.Home.Credentials += "[alice-bedrock]\naws_access_key_id = ASIAOLD\naws_secret_access_key = "
            + "old\naws_session_token = old\n"
            + $"credentials_owner = alice-bedrock\nexpiration = {Session.FormatExpiration(bench.Clock.GetUtcNow() + left)}\n";

    private sealed record OverAlready(TimeProvider Clock) : ISessionIssuer
    {
        public TimeSpan Duration => TimeSpan.FromHours(1);

        public Task<Session> IssueAsync(IStsGateway sts, IamUser? user, CancellationToken cancellation)
            => Task.FromResult(
                new Session(new AccessKey("ASIA", "secret"), "token", Clock.GetUtcNow() - TimeSpan.FromMinutes(1)));
    }

    private sealed class Watched : ISessionIssuer
    {
        public TimeSpan Duration => TimeSpan.FromHours(1);

        public string? Caller { get; private set; }

        public string? User { get; private set; }

        public async Task<Session> IssueAsync(IStsGateway sts, IamUser? user, CancellationToken cancellation)
        {
            (Caller, User) = ((await sts.GetCallerIdentityAsync(cancellation)).Arn, user?.Name);
            return await sts.GetSessionTokenAsync(Duration, cancellation);
        }
    }
}
