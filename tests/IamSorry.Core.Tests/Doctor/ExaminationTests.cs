using System.Runtime.Versioning;
using IamSorry.Doctor;
using IamSorry.Keys;
using IamSorry.Testing;
using IamSorry.Tests.OpenSsh;
using NUnit.Framework;

namespace IamSorry.Tests.Doctor;

/// <summary>Files in, findings out.</summary>
[Parallelizable(ParallelScope.All)]
[UnsupportedOSPlatform("windows")]
public sealed class ExaminationTests
{
    private const string Key = "aws_access_key_id = AKIAWORKWORKWORKWORK\naws_secret_access_key = s\n";
    private const string Session =
        "aws_access_key_id = ASIAWORKWORKWORKWORK\naws_secret_access_key = s\naws_session_token = t\ncredentials_owner = "
        + "alice-x\nexpiration = 2030-01-01T00:00:00Z\n";
    private const string Ours = "credential_process = iam-sorry credential-process alice-x\n";

    [TestCase("", "", TestName = "NothingInAnEmptyHome")]
    [TestCase("[alice-x]\n" + Session, "[profile alice-x]\nregion = eu-central-1\n", TestName = "NothingInASoundSession")]
    [TestCase("[iam-sorry]\n" + Key, "", "manager-unsealed", TestName = "AManagerInPlainText")]
    [TestCase("[boss]\ncredentials_owner = bob-mgr\n" + Key, "", "manager-unsealed", TestName = "AnotherManagerInPlainText")]
    [TestCase("[work]\n" + Key, "", "key-unsealed", TestName = "APermanentKeyInPlainText")]
    [TestCase("[default]\n" + Key, "", "default-keys", TestName = "ADefaultProfileThatWins")]
    [TestCase(
        "[work]\naws_session_token = old\n"
            + Key, "", "stale-session-token", "key-unsealed", TestName = "AnOldTokenBesideAPermanentKey")]
    [TestCase("[work]\naws_access_key_id = AKIAWORKWORKWORKWORK\n", "", "profile-unreadable", TestName = "HalfAKeyPair")]
    [TestCase(
        "[work]\naws_access_key_id = __encrypted__:v2:AA\naws_secret_access_key = s\n", "", "profile-unreadable",
        TestName = "HalfASealing")]
    [TestCase(
        "[iam-sorry]\naws_access_key_id = __encrypted__:AAAA\naws_secret_access_key = __encrypted__:AAAA\n", "", "legacy-sealing",
        TestName = "ValuesOfTheOlderTool")]
    [TestCase("[a]\nregion = eu-west-1\n[a]\noutput = json\n", "", "repeated-section", TestName = "ASectionTwice")]
    [TestCase("", "[profile a]\nregion = eu-west-1\nREGION = eu-west-2\n", "repeated-field", TestName = "AFieldTwice")]
    [TestCase(
        "[alice-x]\n" + Session, "[profile alice-x]\nregion = eu-central-1\n"
            + Ours, "keys-shadow-process", TestName = "ASessionThatShadowsOurProcess")]
    [TestCase(
        "[other]\n"
            + Session, "[profile other]\nregion = eu-west-1\ncredential_process = vault\n", "keys-shadow-process",
            TestName = "ASessionThatShadowsAnothersProcess")]
    [TestCase("", "[profile work]\n" + Key, "key-unsealed", TestName = "APermanentKeyInTheConfigFile")]
    [TestCase("", "[profile iam-sorry]\n" + Key, "manager-unsealed", TestName = "AManagerInTheConfigFile")]
    [TestCase(
        "", "[profile alice-x]\nregion = eu-central-1\n" + Ours
            + Key, "keys-beside-process", "key-unsealed", TestName = "KeysBesideOurProcess")]
    [TestCase(
        "", "[profile work]\naws_session_token = old\n"
            + Key, "stale-session-token", "key-unsealed", TestName = "AnOldTokenBesideAPermanentKeyInTheConfigFile")]
    [TestCase(
        "", "[profile other]\ncredential_process = /nowhere/vault other\n", "process-gone", TestName = "AProgramThatIsGone")]
    [TestCase("", "[profile other]\ncredential_process = /bin/sh -c x\n", TestName = "NothingInAProgramThatIsThere")]
    [TestCase(
        "", "[profile alice-x]\nregion = eu-central-1\niam_sorry_role_arn = deploy\n", "session-config",
        TestName = "AGrantOfNoRole")]
    [TestCase(
        "[alice-x]\n" + Session, "[profile alice-x]\nregion = eu-central-1\niam_sorry_read_only = true\n", "session-other-kind",
        TestName = "ASessionThatMayDoMoreThanTheConfigFileSays")]
    [TestCase(
        "[alice-x]\n" + Session + "iam_sorry_session = ASIAWORKWORKWORKWORK restricted read-only\n",
        "[profile alice-x]\nregion = eu-central-1\niam_sorry_read_only = true\n", TestName = "NothingInARestrictedSession")]
    [TestCase("", "[profile a]\nregion = eu-central-1 ; Frankfurt\n", "malformed-region", TestName = "ACommentBehindARegion")]
    [TestCase(
        "[alice-x]\nregion = \"us-west-2\"\n" + Session, "[profile iam-sorry]\nregion = us-east-1\n", "malformed-region",
        TestName = "QuotesRoundARegion")]
    [TestCase(
        "[work]\naws_access_key_id = AKIAWORKWORKWORKWORK ; old\naws_secret_access_key = s\n", "", "profile-unreadable",
        TestName = "ACommentBehindAKey")]
    [TestCase("\ufeff[a]\noutput = json\n", "", "byte-order-mark", TestName = "AByteOrderMark")]
    [TestCase("", "\ufeff[profile a]\noutput = json\n", "byte-order-mark", TestName = "AByteOrderMarkInTheConfigFile")]
    [TestCase(
        "", "[profile a]\ns3 =\n  max_concurrent_requests 20\n  x = 1\n", "broken-block", TestName = "ABlockWithoutEqualsSign")]
    [TestCase("", "[profile a]\ns3 =\n  max_concurrent_requests = 20\n", TestName = "NothingInASoundBlock")]
    [TestCase("[work]\nAWS_ACCESS_KEY_ID = ASIAW\naws_secret_access_key: s\naws_session_token = t\n", "", "unseen-field",
        "unseen-field", TestName = "KeysThatTheJavaScriptSdkDoesNotSee")]
    [TestCase("", "[profile a b]\noutput = json\n", TestName = "NothingInASectionThatIsNoProfile")]
    [TestCase("", "[profile \"a b\"]\noutput = json\n", "unseen-profile", TestName = "AProfileThatTheJavaScriptSdkDoesNotSee")]
    [TestCase("", "[profile a,b]\noutput = json\n", "unseen-profile", TestName = "AnotherThatTheJavaScriptSdkDoesNotSee")]
    [TestCase("[alice-x]\n" + Session, "", "no-region", TestName = "ASessionWithoutRegion")]
    [TestCase(
        "[alice-x]\n"
            + Session, "[profile iam-sorry]\nregion = eu-central-1\n[profile alice-x]\nregion = cn-north-1\n", "wrong-partition",
            TestName = "ASessionInChina")]
    [TestCase(
        "[alice-x]\n"
            + Session, "[profile iam-sorry]\nregion = us-gov-west-1\n[profile alice-x]\nregion = us-east-1\n", "wrong-partition",
            TestName = "ASessionOutsideGovCloud")]
    [TestCase("", "[profile a]\nregion = eu-central1\n", "unknown-region", TestName = "ARegionOfNoPartition")]
    [TestCase("", "[profile a]\nregion = moon-north-1\n", "unknown-region", TestName = "ARegionOfAPartitionThatIsNone")]
    [TestCase("", "[profile a]\nregion = eusc-de-east-1\n", TestName = "NothingInARegionOfASovereignPartition")]
    [TestCase("not a file\n", "", "file-unreadable", TestName = "AFileThatIsNone")]
    public async Task IsInTheFiles(string credentials, string config, params string[] codes)
    {
        using var doctor = new ExaminedHome();
        doctor.Home.Credentials = credentials;
        doctor.Home.Config = config;

        Assert.That(await doctor.CodesAsync(), Is.EqualTo(codes));
    }

    [Test]
    public async Task IsALineThatIsNotUtf8()
    {
        using var doctor = new ExaminedHome();
        doctor.Home.Config = "";
        File.WriteAllBytes(doctor.Home.Files.ConfigPath, [.. "[profile a]\n# M"u8, 0xFC, .. "nchen\nregion = eu-central-1\n"u8]);

        var finding = (await doctor.FindAsync()).Single(each => each.Code == "not-utf8");

        Assert.That(finding.Message, Does.Contain("config, line 2:"));
    }

    [TestCase("/usr/bin:/bin", "sh -c x")]
    [TestCase("/usr/bin:/bin", "no-such-program-anywhere x", "process-gone")]
    [TestCase("", "no-such-program-anywhere x")]
    public async Task IsAProgramThatIsNotOnThePath(string path, string line, params string[] codes)
    {
        using var doctor = new ExaminedHome();
        doctor.Home.Config = $"[profile other]\ncredential_process = {line}\n";
        doctor.Environment["PATH"] = path;

        Assert.That(await doctor.CodesAsync(), Is.EqualTo(codes));
    }

    [TestCase("AWS_PROFILE=nobody", "unknown-profile")]
    [TestCase("AWS_DEFAULT_PROFILE=nobody", "unknown-profile")]
    [TestCase("AWS_REGION=eu-central1", "unknown-region")]
    [TestCase("AWS_DEFAULT_REGION=eu-central1", "unknown-region")]
    [TestCase("AWS_REGION=us-gov-west-1")]
    [TestCase("AWS_PROFILE=default")]
    [TestCase("AWS_ACCESS_KEY_ID=ASIAX", "half-keys-in-environment")]
    [TestCase("AWS_SECRET_ACCESS_KEY=s", "half-keys-in-environment")]
    [TestCase("AWS_ACCESS_KEY_ID=ASIAX AWS_SECRET_ACCESS_KEY=s AWS_SESSION_TOKEN=t", "keys-in-environment")]
    [TestCase("AWS_ACCESS_KEY_ID=AKIAX AWS_SECRET_ACCESS_KEY=s AWS_SESSION_TOKEN=t", "stale-token-in-environment")]
    [TestCase(
        "AWS_ACCESS_KEY_ID=ASIAX AWS_SECRET_ACCESS_KEY=s AWS_CREDENTIAL_EXPIRATION=2020-01-01T00:00:00Z",
        "expired-in-environment", "keys-in-environment")]
    [TestCase("IAM_SORRY_EXEC=alice-x AWS_ACCESS_KEY_ID=ASIAX AWS_SECRET_ACCESS_KEY=s", "inside-exec")]
    [TestCase("SSH_AUTH_SOCK=/tmp/ssh-none/agent.1 SSH_CONNECTION=1", "agent-forwarded", "agent-without-key")]
    [TestCase("SSH_AUTH_SOCK=/tmp/ssh-none/agent.1", "agent-without-key")]
    public async Task IsInTheEnvironment(string variables, params string[] codes)
    {
        using var doctor = new ExaminedHome();
        foreach (var pair in variables.Split(' ').Select(each => each.Split('=')))
        {
            doctor.Environment[pair[0]] = pair[1];
        }

        Assert.That(await doctor.CodesAsync(), Is.EqualTo(codes));
    }

    [TestCase(".aws", 0b111_111_101, "folder-mode")]
    [TestCase(".aws", 0b111_101_101)]
    [TestCase(".aws/credentials", 0b110_100_000, "credentials-mode")]
    [TestCase(".aws/config", 0b110_100_100)]
    [TestCase(".aws/config", 0b110_110_100, "config-mode")]
    [TestCase(".aws/iam-sorry/sessions", 0b110_100_100, "sessions-mode")]
    [TestCase(".aws/iam-sorry", 0b111_101_101, "state-mode")]
    [TestCase(".ssh", 0b111_111_000, "ssh-folder-mode")]
    [TestCase(".ssh/id_ed25519", 0b110_100_000, "ssh-key-mode")]
    public async Task IsTheModeOfAFile(string path, int mode, params string[] codes)
    {
        using var doctor = new ExaminedHome();
        doctor.Home.Credentials = doctor.Home.Config = "";
        doctor.Home.Write(doctor.Home.Files.SessionsPath, "");
        File.SetUnixFileMode(doctor.Home.Files.StateFolder, (UnixFileMode)0b111_000_000);
        File.SetUnixFileMode(Path.Combine(doctor.Home.Folder, path), (UnixFileMode)mode);

        Assert.That(await doctor.CodesAsync(), Is.EqualTo(codes));
    }

    [Test]
    public async Task IsASshKeyWithoutPassphrase()
    {
        using var doctor = new ExaminedHome();
        doctor.Home.Write(doctor.KeyPath, doctor.Signer.KeyFile("none"));

        var finding = (await doctor.FindAsync())[0];

        Assert.That((finding.Code, finding.Severity), Is.EqualTo(("ssh-key-no-passphrase", Severity.Serious)));
        Assert.That(finding.Remedy?.ToString(), Does.StartWith("ssh-keygen -p"));
    }

    [Test]
    public async Task IsThatANewPassphraseWouldLoseValuesOfTheOlderTool()
    {
        using var doctor = new ExaminedHome();
        doctor.Home.Write(doctor.KeyPath, doctor.Signer.KeyFile("none"));
        doctor.Home.Credentials =
            "[iam-sorry]\naws_access_key_id = __encrypted__:AAAA\naws_secret_access_key = __encrypted__:AAAA\n";

        var finding = (await doctor.FindAsync()).Single(each => each.Code == "ssh-key-no-passphrase");

        Assert.That(finding.Remedy?.ToString(), Does.StartWith("first "));
    }

    [Test]
    public async Task IsAMissingSshKey()
    {
        using var doctor = new ExaminedHome();
        File.Delete(doctor.KeyPath);

        Assert.That(await doctor.CodesAsync(), Is.EqualTo(["ssh-key-missing"]));
    }

    [Test]
    public async Task IsNothingWhereTheAgentAloneHoldsTheKey()
    {
        using var doctor = new ExaminedHome();
        using var folder = new TestFolder();
        using var agent = new RealAgent(folder);
        var key = folder.MakeKey("k");
        agent.Add(key);
        File.Delete(doctor.KeyPath);
        File.Copy(key + ".pub", doctor.KeyPath + ".pub");

        Assert.That(await doctor.CodesAsync(), Is.EqualTo(["ssh-key-missing"]));
        doctor.Environment["SSH_AUTH_SOCK"] = agent.Socket;
        Assert.That(await doctor.CodesAsync(), Is.Empty);
    }

    [Test]
    public async Task IsThatAnotherKeySealed()
    {
        await using var bench = await Bench.StartAsync();
        using var doctor = new ExaminedHome();
        doctor.Home.Credentials = bench.Home.Credentials;

        Assert.That(await doctor.CodesAsync(), Is.EqualTo(["ssh-key-other"]));
    }

    [Test]
    public async Task IsAnInterruptedRun()
    {
        using var doctor = new ExaminedHome();
        var key = new IamSorry.Credentials.AccessKey("AKIAQNZGKIQY56JQ7WML", "s");
        MintJournal.Of(doctor.Home.Files, key, "alice-mgr").Write(new MintJournalEntry("alice-x", DateTimeOffset.UtcNow, null));

        var finding = (await doctor.FindAsync()).Single(each => each.Code == "interrupted-run");

        Assert.That(finding.Remedy?.ToString(), Does.EndWith("<mint alice-x>"));
    }

    [TestCase("rotation/123456789012.alice-mgr.json", "unfinished-rotation", "alice-mgr", "<rotate>")]
    [TestCase("bootstrap/0123456789abcdef.json", "unfinished-first-run", "0123456789abcdef.json", "<setup>")]
    public async Task IsWhatTheManagersOwnKeyWaitsFor(string entry, string code, string subject, string remedy)
    {
        using var doctor = new ExaminedHome();
        doctor.Home.Write(Path.Combine(doctor.Home.Files.StateFolder, entry), "{}");

        var finding = (await doctor.FindAsync()).Single(each => each.Code == code);

        Assert.That(finding.Subject, Does.EndWith(subject));
        Assert.That(finding.Remedy?.ToString(), Is.EqualTo(remedy));
    }

    [Test]
    public async Task StandsTheWorstFirst_WithoutASecret()
    {
        using var doctor = new ExaminedHome();
        doctor.Home.Credentials =
            "[iam-sorry]\naws_access_key_id = AKIAWORKWORKWORKWORK\naws_secret_access_key = hush/hush\naws_session_token = "
            + "hush/token\n[x]\naws_access_key_id = AKIAWORKWORKWORKWORK\naws_secret_access_key = hush/hush\n";

        var findings = await doctor.FindAsync();

        Assert.That(findings.Select(finding => finding.Severity), Is.Ordered.Descending);
        Assert.That(string.Join('\n', findings), Does.Not.Contain("hush").And.Not.Contain("AKIAWORK"));
    }
}
