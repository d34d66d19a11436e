using IamSorry.Errors;
using IamSorry.Profiles;
using IamSorry.Sessions;
using IamSorry.Testing;
using NUnit.Framework;

namespace IamSorry.Tests.Profiles;

/// <summary>
/// <c>aws configure</c> over a profile that held a session leaves the old token in place: the key is permanent all the same.
/// </summary>
[Parallelizable(ParallelScope.All)]
public sealed class ProfileKeysTests
{
    private const string Profile =
        "[alice-old]\naws_access_key_id = AKIAOLDOLDOLDOLDOLD2\naws_secret_access_key = s3cret\naws_session_token = "
        + "stale\nexpiration = 2020-01-01T00:00:00Z\n";

    [Test]
    public async Task IsNotOverwrittenWithoutReplace()
    {
        await using var bench = await Bench.StartAsync();
        bench.Home.Credentials += Profile;
        var before = bench.Home.Credentials;

        var error = await Failure.OfAsync<RefusedException>(() => bench.MintAsync("alice-old"));

        Assert.That(error.Message, Does.Contain("permanent key"));
        Assert.That(bench.Home.Credentials, Is.EqualTo(before));
        Assert.That(bench.Calls, Is.Empty);
    }

    [Test]
    public async Task IsExportedWithoutTheTokenAndNeverRenewed()
    {
        await using var bench = await Bench.StartAsync();
        bench.Home.Credentials += Profile;

        var exported = await bench.ExportAsync("alice-old");

        Assert.That((exported as ProfileCredentials.Permanent)?.Key.Id, Is.EqualTo("AKIAOLDOLDOLDOLDOLD2"));
        Assert.That(bench.Calls, Is.Empty);
    }

    [Test]
    public async Task WithTheOlderNameOfATokenIsASession()
    {
        await using var bench = await Bench.StartAsync();
        bench.Home.Credentials +=
            "[work]\naws_access_key_id = ASIAWORKWORKWORKWORK\naws_secret_access_key = s\naws_security_token = old-name\n";

        var exported = (ProfileCredentials.Temporary)await bench.ExportAsync("work");

        Assert.That(exported.Session.Token, Is.EqualTo("old-name"));
    }

    [TestCase("AWS_SESSION_TOKEN")]
    [TestCase("AWS_SECURITY_TOKEN")]
    public void InTheEnvironmentAreASessionWithEitherNameOfItsToken(string name)
    {
        var keys = EnvironmentKeys.Read(variable => variable == name ? "t" : variable.StartsWith("AWS_", StringComparison.Ordinal)
            && !variable.EndsWith("TOKEN", StringComparison.Ordinal) ? "ASIAWORKWORKWORKWORK" : null);

        Assert.That((keys as ProfileKeys.Session)?.SessionToken, Is.EqualTo("t"));
    }

    [TestCase("aws_access_key_id", "AKIAWORKWORKWORKWORK ; old")]
    [TestCase("aws_secret_access_key", "hush # of work")]
    [TestCase("aws_secret_access_key", "\"hush\"")]
    [TestCase("aws_session_token", "hush # of work")]
    public void WithACommentBehindThemAreNamedAndNotShown(string field, string value)
    {
        using var home = new TemporaryHome();
        home.Credentials = "[work]\naws_access_key_id = ASIAWORKWORKWORKWORK\naws_secret_access_key = s\naws_session_token = t\n"
            + $"[work]\n{field} = {value}\n";

        var error = Assert.Throws<IamSorryException>(
            () => ProfileKeys.Read(new ProfileStore(home.Files).Read().Credentials, "work"))!;

        Assert.That(
            error.Message, Does.StartWith($"{field} of profile 'work' has").And.Not.Contain("hush").And.Not.Contain("AKIA"));
    }

    [Test]
    public async Task OfAManagerIsAManager()
    {
        await using var bench = await Bench.StartAsync();
        bench.Home.Credentials = Profile;

        Assert.That(
            ManagerProfile.Read(bench.Profiles.Read(), "alice-old", bench.Regions).Keys, Is.TypeOf<ProfileKeys.Permanent>());
    }
}
