using IamSorry.Profiles;
using IamSorry.Testing;
using NUnit.Framework;

namespace IamSorry.Tests.Profiles;

/// <summary>What a profile is, told from the files alone.</summary>
[Parallelizable(ParallelScope.All)]
public sealed class ListProfilesTests
{
    private const string Key = "aws_access_key_id = AKIAWORKWORKWORKWORK\naws_secret_access_key = s\n";
    private const string Session = "aws_access_key_id = ASIAWORKWORKWORKWORK\naws_secret_access_key = s\naws_session_token = t\n";
    private const string Sealed = "aws_access_key_id = __encrypted__:v2:AA\naws_secret_access_key = __encrypted__:v2:BB\n";

    [TestCase("[iam-sorry]\n" + Key, "", ProfileKind.Manager, false)]
    [TestCase("[x]\n" + Sealed, "", ProfileKind.Manager, true)]
    [TestCase("[x]\ncredentials_owner = bob-mgr\n" + Key, "", ProfileKind.Manager, false)]
    [TestCase("[x]\n" + Key, "", ProfileKind.Permanent, false)]
    [TestCase("[x]\naws_session_token = stale\n" + Key, "", ProfileKind.Permanent, false)]
    [TestCase("[x]\n" + Session, "", ProfileKind.Session, null)]
    [TestCase("", "[profile x]\n" + Key, ProfileKind.Permanent, false)]
    [TestCase("", "[profile x]\nrole_arn = arn:aws:iam::1:role/r\nsource_profile = y\n", ProfileKind.Role, null)]
    [TestCase("[x]\n" + Session, "[profile x]\nrole_arn = arn:aws:iam::1:role/r\n", ProfileKind.Role, null)]
    [TestCase("", "[profile x]\nsso_session = s\n", ProfileKind.Sso, null)]
    [TestCase("", "[profile x]\ncredential_process = vault x\n", ProfileKind.Process, null)]
    [TestCase("", "[profile x]\ncredential_process = iam-sorry credential-process x\n", ProfileKind.Session, null)]
    [TestCase("", "[profile x]\nregion = y\n", ProfileKind.Empty, null)]
    [TestCase("[x]\naws_access_key_id = AKIAWORKWORKWORKWORK\n", "", ProfileKind.Unreadable, null)]
    [TestCase("[x]\naws_access_key_id = __encrypted__:v2:AA\naws_secret_access_key = s\n", "", ProfileKind.Unreadable, null)]
    public void TellsTheKind(string credentials, string config, ProfileKind kind, bool? isSealed)
    {
        using var home = new TemporaryHome();
        home.Credentials = credentials;
        home.Config = config;

        var profile = ListProfiles.Of(new ProfileStore(home.Files).Read(), "iam-sorry").Single();

        Assert.That((profile.Kind, profile.IsSealed), Is.EqualTo((kind, isSealed)));
        Assert.That(profile.ToString(), Does.Not.Contain("AKIAWORK").And.Not.Contain("stale"));
    }

    [Test]
    public void NamesEveryProfileOnce_CredentialsFirst()
    {
        using var home = new TemporaryHome();
        home.Credentials = "[b]\n[a]\n[b]\n[DEFAULT]\n[default]\n";
        home.Config = "[profile c]\n[profile a]\n[default]\n[sso-session s]\n[profile \"with blank\"]\n";

        Assert.That(new ProfileStore(home.Files).Read().Names, Is.EqualTo(["b", "a", "default", "c", "with blank"]));
    }

    [Test]
    public void TellsASessionThatIsHandedOut()
    {
        using var home = new TemporaryHome();
        home.Config = "[profile x]\ncredential_process = /opt/iam-sorry credential-process x\n";
        home.Write(home.Files.SessionsPath, $"[x]\ncredentials_owner = alice-x\nexpiration = 2030-01-01T00:00:00Z\n{Session}");

        var profile = ListProfiles.Of(new ProfileStore(home.Files).Read(), "iam-sorry").Single();

        Assert.That(
            (profile.UsesCredentialProcess, profile.Owner, profile.Expiration?.Year), Is.EqualTo((true, "alice-x", 2030)));
    }
}
