using IamSorry.Profiles;
using IamSorry.Sessions;
using IamSorry.Testing;
using NUnit.Framework;

namespace IamSorry.Tests.Profiles;

/// <summary>Secrets of sessions that are over, in the files.</summary>
public sealed class ExpiredSecretsTests
{
    private const string Bare = "[alice-x]\n# mine\ncredentials_owner = alice-x\nexpiration = 2026-11-20T00:00:00Z\n";
    private static readonly FakeClock Clock = new();

    [Test]
    public async Task GoWithTheNextEdit_ADayAfterTheEnd()
    {
        using var home = new TemporaryHome();
        var (old, recent, other) = (Session("alice-old", -25), Session("alice-recent", -23), Session("other", -99, owner: ""));
        home.Credentials = old + recent + other;

        await new ProfileStore(home.Files) { Clock = Clock }.EditAsync(
            files => files.Credentials.Set("alice-new", "region", "x"), CancellationToken.None);

        Assert.That(home.Credentials, Does.StartWith(
            $"[alice-old]\ncredentials_owner = alice-old\nexpiration = {End(-25)}\n" + recent + other));
    }

    [Test]
    public async Task GoAtOnceWhereThatIsAskedFor()
    {
        using var home = new TemporaryHome();
        var valid = Session("alice-valid", 1);
        home.Credentials = Session("alice-x", -1) + valid;
        home.Config = "[profile alice-y]\ncredential_process = iam-sorry credential-process alice-y\n";
        home.Write(home.Files.SessionsPath, Session("alice-y", -1));

        var dropped = await new ForgetSessions(new ProfileStore(home.Files), "iam-sorry").DropExpiredAsync(
            Clock.GetUtcNow(), CancellationToken.None);

        Assert.That(dropped, Is.EqualTo(new[] { "alice-x", "alice-y" }));
        Assert.That(home.Credentials, Is.EqualTo($"[alice-x]\ncredentials_owner = alice-x\nexpiration = {End(-1)}\n" + valid));
        Assert.That(File.ReadAllText(home.Files.SessionsPath), Does.Not.Contain("secret"));
    }

    /// <summary><c>aws configure</c> writes id and secret only, over a session's, and leaves the rest in place.</summary>
    [TestCase("AKIAIOSFODNN7EXAMPLE", "the only copy", "stale token")]
    [TestCase("__encrypted__:v2:aWQ=", "__encrypted__:v2:c2VjcmV0", "stale token")]
    [TestCase("ASIAWORKWORKWORKWORK", "__encrypted__:v2:c2VjcmV0", "stale token")]
    [TestCase("ASIAWORKWORKWORKWORK", "of another tool", "")]
    public async Task AreNotWhatStandsBesideASessionsFields(string id, string secret, string token)
    {
        using var home = new TemporaryHome();
        var text = $"[alice-x]\naws_access_key_id = {id}\naws_secret_access_key = {secret}\naws_session_token = {token}\n"
            + $"credentials_owner = alice-x\nexpiration = {End(-99)}\n";
        home.Credentials = text;

        await new ProfileStore(home.Files) { Clock = Clock }.EditAsync(
            files => files.Credentials.Set("alice-new", "region", "x"), CancellationToken.None);
        var dropped = await new ForgetSessions(new ProfileStore(home.Files), "iam-sorry").DropExpiredAsync(
            Clock.GetUtcNow(), CancellationToken.None);

        Assert.That(home.Credentials, Does.StartWith(text));
        Assert.That(dropped, Is.Empty);
    }

    [Test]
    public void LeaveAProfileThatIsListedAsAnExpiredSession()
    {
        using var home = new TemporaryHome();
        home.Credentials = Bare;

        var listed = ListProfiles.Of(new ProfileStore(home.Files).Read(), "iam-sorry").Single();

        Assert.That((listed.Kind, listed.Owner, listed.Expiration), Is.EqualTo(
            (ProfileKind.Session, "alice-x", (DateTimeOffset?)new DateTimeOffset(2026, 11, 20, 0, 0, 0, TimeSpan.Zero))));
    }

    [Test]
    public async Task LeaveAProfileThatIsRenewedWhenItIsUsed()
    {
        await using var bench = await Bench.StartAsync();
        bench.Home.Credentials += Bare;

        var credentials = await bench.ExportAsync("alice-x");

        Assert.That(credentials, Is.TypeOf<ProfileCredentials.Temporary>());
        Assert.That(await bench.WhoIsAsync("alice-x"), Does.EndWith(":user/alice-x"));
    }

    private static string Session(string name, int hours, string? owner = null)
        => $"[{name}]\naws_access_key_id = ASIAWORKWORKWORKWORK\naws_secret_access_key = secret\naws_session_token = secret\n"
            + (owner is { Length: 0 } ? "" : $"credentials_owner = {name}\n") + $"expiration = {End(hours)}\n";

    private static string End(int hours) => IamSorry.Credentials.Session.FormatExpiration(Clock.GetUtcNow().AddHours(hours));
}
