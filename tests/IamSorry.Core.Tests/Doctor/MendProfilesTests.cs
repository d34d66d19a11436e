using System.Runtime.Versioning;
using IamSorry.Testing;
using NUnit.Framework;

namespace IamSorry.Tests.Doctor;

/// <summary><c>--fix-profiles</c> changes what is safe to change, and nothing else by a byte.</summary>
[Parallelizable(ParallelScope.All)]
[UnsupportedOSPlatform("windows")]
public sealed class MendProfilesTests
{
    private const string Ours =
        "[profile alice-x]\nregion = eu-central-1\ncredential_process = iam-sorry credential-process alice-x\n";

    [Test]
    public async Task IsTheTokenBesideAPermanentKey()
    {
        using var doctor = new ExaminedHome();
        doctor.Home.Credentials =
            "# mine\n[work]\naws_access_key_id = AKIAWORKWORKWORKWORK\naws_session_token = old\n; stay\naws_secret_access_key "
            + "= s\n";

        var mended = await doctor.MendAsync();

        Assert.That(
            doctor.Home.Credentials, Is.EqualTo(
                "# mine\n[work]\naws_access_key_id = AKIAWORKWORKWORKWORK\n; stay\naws_secret_access_key = s\n"));
        Assert.That(mended.Done, Has.Count.EqualTo(1));
        Assert.That(mended.Left.Select(finding => finding.Code), Is.EqualTo(["key-unsealed"]));
    }

    [Test]
    public async Task IsTheTokenBesideAPermanentKeyOfTheConfigFile()
    {
        using var doctor = new ExaminedHome();
        doctor.Home.Config =
            "[profile work]\naws_access_key_id = AKIAWORKWORKWORKWORK\naws_security_token = old\naws_secret_access_key = s\n";

        await doctor.MendAsync();

        Assert.That(
            doctor.Home.Config, Is.EqualTo(
                "[profile work]\naws_access_key_id = AKIAWORKWORKWORKWORK\naws_secret_access_key = s\n"));
    }

    [Test]
    public async Task IsWhatOthersDoNotRead()
    {
        using var doctor = new ExaminedHome();
        doctor.Home.Config = "\ufeff# mine\n[profile a]\nRegion: eu-central-1\nOutput: json\n";

        var mended = await doctor.MendAsync();

        Assert.That(File.ReadAllBytes(doctor.Home.Files.ConfigPath), Is.EqualTo(
            "# mine\n[profile a]\nregion = eu-central-1\nOutput: json\n"u8.ToArray()));
        Assert.That(mended.Left, Is.Empty);
    }

    [Test]
    public async Task IsALineOfOursWhoseProgramIsGone()
    {
        using var doctor = new ExaminedHome { Program = "/opt/new/iam-sorry" };
        doctor.Home.Config = "[profile alice-x]\nregion = eu-central-1\n# mine\n"
            + "credential_process = /old/iam-sorry credential-process --ssh-key '/a b' alice-x\n";

        await doctor.MendAsync();

        Assert.That(
            doctor.Home.Config, Is.EqualTo("[profile alice-x]\nregion = eu-central-1\n# mine\n"
                + "credential_process = /opt/new/iam-sorry credential-process --ssh-key '/a b' alice-x\n"));
    }

    [TestCase("env X=Y /old/iam-sorry credential-process alice-x")]
    [TestCase("/old/env X=Y /old/iam-sorry credential-process alice-x")]
    [TestCase("/old/vault alice-x")]
    public async Task IsNotALineOfSomebodyElse(string line)
    {
        using var doctor = new ExaminedHome { Program = "/opt/new/iam-sorry" };
        var config = doctor.Home.Config = $"[profile alice-x]\nregion = eu-central-1\ncredential_process = {line}\n";

        await doctor.MendAsync();

        Assert.That(doctor.Home.Config, Is.EqualTo(config));
    }

    [Test]
    public async Task IsNotASessionsOwnToken()
    {
        using var doctor = new ExaminedHome();
        doctor.Home.Credentials = Profile("alice-x", "T");
        doctor.Home.Config = "[profile alice-x]\nregion = eu-central-1\n";

        Assert.That((await doctor.MendAsync()).Done, Is.Empty);
        Assert.That(doctor.Home.Credentials, Is.EqualTo(Profile("alice-x", "T")));
    }

    [Test]
    public async Task IsASessionThatShadowsOurProcess_ByMovingIt()
    {
        using var doctor = new ExaminedHome();
        doctor.Home.Credentials = "[a]\nregion = eu-west-1\n" + Profile("alice-x", "T");
        doctor.Home.Config = Ours;

        await doctor.MendAsync();

        Assert.That(doctor.Home.Credentials, Is.EqualTo("[a]\nregion = eu-west-1\n"));
        Assert.That(File.ReadAllText(doctor.Home.Files.SessionsPath), Is.EqualTo(
            Profile("alice-x", "T").Replace(
                "expiration", "aws_account_id = 443544925269\nexpiration", StringComparison.Ordinal)));
        Assert.That(await doctor.CodesAsync(), Is.Empty);
    }

    [TestCase("2030-01-01T00:00:00Z", "2031-01-01T00:00:00Z", "NEW")]
    [TestCase("2031-01-01T00:00:00Z", "2030-01-01T00:00:00Z", "OLD")]
    public async Task KeepsTheSessionThatLivesLonger(string there, string shadowing, string kept)
    {
        using var doctor = new ExaminedHome();
        doctor.Home.Write(doctor.Home.Files.SessionsPath, Profile("alice-x", "OLD", there));
        doctor.Home.Credentials = Profile("alice-x", "NEW", shadowing);
        doctor.Home.Config = Ours;

        await doctor.MendAsync();

        Assert.That(doctor.Home.Credentials, Is.Empty);
        Assert.That(File.ReadAllText(doctor.Home.Files.SessionsPath), Does.Contain($"aws_session_token = {kept}"));
    }

    [Test]
    public async Task IsNotAPermanentKeyThatShadowsOurProcess()
    {
        using var doctor = new ExaminedHome();
        var credentials = doctor.Home.Credentials =
            "[alice-x]\naws_access_key_id = AKIAWORKWORKWORKWORK\naws_secret_access_key = s\n";
        doctor.Home.Config = Ours;

        var mended = await doctor.MendAsync();

        Assert.That(doctor.Home.Credentials, Is.EqualTo(credentials));
        Assert.That(mended.Left.Select(finding => finding.Code), Does.Contain("keys-shadow-process"));
    }

    [Test]
    public async Task IsARepeatedFieldOfOneValue_NotOneOfTwo()
    {
        using var doctor = new ExaminedHome();
        const string ofTwo = "[profile b]\nregion = eu-west-1\nregion = eu-west-2\n";
        doctor.Home.Config = "[profile a]\nregion = eu-west-1\noutput = json\nregion = eu-west-1\n" + ofTwo;

        await doctor.MendAsync();

        Assert.That(
            doctor.Home.Config, Is.EqualTo("[profile a]\noutput = json\nregion = eu-west-1\n" + ofTwo));
    }

    [Test]
    public async Task IsAMissingRegion_WhereTheManagerHasOne()
    {
        using var doctor = new ExaminedHome();
        doctor.Home.Credentials = Profile("alice-x", "T");
        Assert.That((await doctor.MendAsync()).Done, Is.Empty, "there is no region to choose");
        doctor.Home.Config = "[profile iam-sorry]\nregion = eu-central-1\n";

        await doctor.MendAsync();

        Assert.That(doctor.Home.Config, Does.EndWith("[profile alice-x]\nregion = eu-central-1\n"));
    }

    [Test]
    public async Task AreModes_ByTakingRightsAwayOnly()
    {
        using var doctor = new ExaminedHome();
        doctor.Home.Credentials = "[a]\n";
        File.SetUnixFileMode(doctor.Home.Files.CredentialsPath, (UnixFileMode)0b100_100_100);

        var mended = await doctor.MendAsync();

        Assert.That(mended.Done.Single(), Does.EndWith("had mode 444, now 400"));
        Assert.That(File.GetUnixFileMode(doctor.Home.Files.CredentialsPath), Is.EqualTo((UnixFileMode)0b100_000_000));
    }

    [Test]
    public async Task ASecondTimeIsNothing()
    {
        using var doctor = new ExaminedHome();
        doctor.Home.Credentials = Profile("alice-x", "T")
            + "[work]\naws_access_key_id = AKIAWORKWORKWORKWORK\naws_session_token = old\naws_secret_access_key = s\n";
        doctor.Home.Config = Ours;
        Assert.That((await doctor.MendAsync()).Done, Has.Count.EqualTo(2));

        Assert.That((await doctor.MendAsync()).Done, Is.Empty);
    }

    private static string Profile(string name, string token, string expiration = "2030-01-01T00:00:00Z")
        => $"[{name}]\naws_access_key_id = ASIAWORKWORKWORKWORK\naws_secret_access_key = s\naws_session_token = "
            + $"{token}\nexpiration = {expiration}\ncredentials_owner = {name}\n";
}
