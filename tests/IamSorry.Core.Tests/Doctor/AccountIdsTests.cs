using IamSorry.Testing;
using NUnit.Framework;

namespace IamSorry.Tests.Doctor;

/// <summary>An account id beside the keys of another account.</summary>
[Parallelizable(ParallelScope.All)]
public sealed class AccountIdsTests
{
    // the account that this key id tells is 123456789012
    private const string Session =
        "aws_access_key_id = ASIARZPUZDIKGAAAAAAA\naws_secret_access_key = s\naws_session_token = t\ncredentials_owner = "
        + "alice-x\nexpiration = 2030-01-01T00:00:00Z\n";

    private const string Region = "region = eu-central-1\n";

    [TestCase("", TestName = "NothingWithoutAnAccountId")]
    [TestCase("aws_account_id = 123456789012\n", TestName = "NothingWhereItIsTheSessions")]
    [TestCase("aws_account_id = 999999999999\n", "stale-account-id", TestName = "AnotherAccountThanTheSessions")]
    public async Task IsInTheConfigFile(string line, params string[] codes)
    {
        using var doctor = new ExaminedHome();
        doctor.Home.Credentials = "[alice-x]\n" + Session;
        doctor.Home.Config = "[profile alice-x]\n" + Region + line;

        Assert.That(await doctor.CodesAsync(), Is.EqualTo(codes));
    }

    [Test]
    public async Task IsFoundBesideASessionThatIsHandedOut()
    {
        using var doctor = new ExaminedHome();
        doctor.Home.Write(doctor.Home.Files.SessionsPath, "[alice-x]\n" + Session);
        doctor.Home.Config =
            "[profile alice-x]\ncredential_process = iam-sorry credential-process alice-x\naws_account_id = 999999999999\n"
            + Region;

        Assert.That(await doctor.CodesAsync(), Does.Contain("stale-account-id"));
    }

    [Test]
    public async Task IsNotGuessedForAKeyThatTellsNone()
    {
        using var doctor = new ExaminedHome();
        doctor.Home.Credentials = "[alice-x]\n" + Session.Replace("ASIARZPU", "ASIAARZP", StringComparison.Ordinal);
        doctor.Home.Config = "[profile alice-x]\naws_account_id = 999999999999\n" + Region;

        Assert.That(await doctor.CodesAsync(), Is.Empty);
    }

    [Test]
    public async Task IsMended_AndEveryOtherByteStays()
    {
        using var doctor = new ExaminedHome();
        doctor.Home.Credentials = "[alice-x]\n" + Session;
        doctor.Home.Config = "# mine\n[profile alice-x]\n" + Region + "aws_account_id = 999999999999\noutput = json\n";

        var mended = await doctor.MendAsync();

        Assert.That(mended.Done.Single(), Does.Contain("is 123456789012, the account of its keys"));
        Assert.That(
            doctor.Home.Config,
            Is.EqualTo("# mine\n[profile alice-x]\n" + Region + "aws_account_id = 123456789012\noutput = json\n"));
        Assert.That(await doctor.CodesAsync(), Is.Empty);
    }
}
