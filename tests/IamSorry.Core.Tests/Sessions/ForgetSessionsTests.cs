using IamSorry.Errors;
using IamSorry.Profiles;
using IamSorry.Sessions;
using IamSorry.Testing;
using NUnit.Framework;

namespace IamSorry.Tests.Sessions;

/// <summary><c>--reset</c> forgets what iam-sorry minted, and nothing else.</summary>
[Parallelizable(ParallelScope.All)]
public sealed class ForgetSessionsTests
{
    private const string Manager =
        "[iam-sorry]\naws_access_key_id = AKIAWORKWORKWORKWORK\naws_secret_access_key = s\ncredentials_owner = alice-mgr\n";
    private const string Permanent =
        "[alice]\naws_access_key_id = AKIAWORKWORKWORKWORK\naws_secret_access_key = s\ncredentials_owner = alice\nexpiration "
        + "= 2030-01-01T00:00:00Z\n";

    [Test]
    public async Task TakesEverySessionOfTheNamespace_AndLeavesTheRestByTheByte()
    {
        using var home = new TemporaryHome();
        var stay = Manager + Permanent + Session("bob-x", "credentials_owner = bob-x\n") + Session("other", "");
        home.Credentials = stay + Session("alice-x", "credentials_owner = alice-x\n")
            + Session("admin", "credentials_owner = alice-admin\n");
        home.Config = "[profile alice-x]\nregion = eu-central-1\n";

        var forgotten = await Forget(home, null);

        Assert.That(forgotten, Is.EqualTo(["alice-x", "admin"]));
        Assert.That(home.Credentials, Is.EqualTo(stay));
        Assert.That(home.Config, Is.EqualTo("[profile alice-x]\nregion = eu-central-1\n"));
    }

    [Test]
    public async Task TakesASessionThatIsHandedOut()
    {
        using var home = new TemporaryHome();
        home.Credentials = Manager;
        home.Config = "[profile alice-x]\ncredential_process = iam-sorry credential-process alice-x\n";
        home.Write(home.Files.SessionsPath, Session("alice-x", "credentials_owner = alice-x\n"));

        Assert.That(await Forget(home, "alice-x"), Is.EqualTo(["alice-x"]));
        Assert.That(
            File.ReadAllText(home.Files.SessionsPath), Is.EqualTo(
                "[alice-x]\ncredentials_owner = alice-x\n"), "it stays bound to its user");
    }

    [Test]
    public async Task LeavesWhatElseStandsInTheSection()
    {
        using var home = new TemporaryHome();
        home.Credentials =
            "[alice-x]\n# mine\nregion = x\naws_access_key_id = ASIAWORKWORKWORKWORK\naws_secret_access_key = "
            + "s\naws_session_token = t\ncredentials_owner = alice-x\nexpiration = 2030-01-01T00:00:00Z\n";

        await Forget(home, "alice-x");

        Assert.That(home.Credentials, Is.EqualTo("[alice-x]\n# mine\nregion = x\n"));
    }

    [TestCase("iam-sorry", "a manager's keys")]
    [TestCase("alice", "a permanent key")]
    [TestCase("bob-x", "outside your namespace")]
    [TestCase("other", "another tool")]
    [TestCase("nobody", "there is no profile")]
    [TestCase("half", "holds no session")]
    [TestCase("mgr-session", "outside your namespace")]
    public async Task RefusesAProfileThatIsNoneOfOurs(string profile, string reason)
    {
        using var home = new TemporaryHome();
        var before = home.Credentials = Manager + Permanent + Session("bob-x", "credentials_owner = bob-x\n")
            + Session("other", "")
            + "[half]\naws_access_key_id = AKIAWORKWORKWORKWORK\n" + Session("mgr-session", "credentials_owner = alice-mgr\n");

        var error = await Failure.OfAsync<RefusedException>(() => Forget(home, profile));

        Assert.That(error.Message, Does.Contain(reason));
        Assert.That(home.Credentials, Is.EqualTo(before));
        Assert.That(Directory.Exists(home.Files.StateFolder), Is.False, "a refusal left a trace");
    }

    private static async Task<string[]> Forget(TemporaryHome home, string? profile)
        => [.. (await new ForgetSessions(new ProfileStore(home.Files), "iam-sorry").RunAsync(profile, CancellationToken.None))
            .Select(each => each.Name)];

    private static string Session(string profile, string owner)
        => $"[{profile}]\naws_access_key_id = ASIAWORKWORKWORKWORK\naws_secret_access_key = s\naws_session_token = "
            + $"t\n{owner}expiration = 2030-01-01T00:00:00Z\n";
}
