using IamSorry.Cli.CommandLine;
using IamSorry.Cli.Tests.Infrastructure;
using IamSorry.Testing;

namespace IamSorry.Cli.Tests.Commands;

/// <summary>A laptop and a desktop, each with an SSH key of its own, and one credentials file that both see.</summary>
[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
public sealed class SharedFileTests
{
    private Stage _laptop = null!;
    private Machine _desktop = null!;

    [SetUp]
    public async Task SetUp()
    {
        _laptop = await Stage.SealedAsync();
        _desktop = await Machine.StartAsync(_laptop);
    }

    [TearDown]
    public async Task TearDown()
    {
        await _desktop.DisposeAsync();
        await _laptop.DisposeAsync();
    }

    [Category(Categories.EveryBuild)]
    [Test]
    public async Task Sealed_for_both_opens_on_both_and_mints_on_both()
    {
        await AddDesktopAsync();
        await TrustLaptopAsync();

        (await _desktop.RunAsync("alice-desk")).MustSucceed();
        (await _laptop.RunAsync("alice-lap")).MustSucceed();
        var shown = (await _desktop.RunAsync("show", "iam-sorry", "--decrypted")).MustSucceed();
        Assert.That(shown.Out, Does.Contain(Stage.ManagerKey.Secret));
        _laptop.PlainKeysMustNotLieAbout();
        Assert.That(_laptop.Home.Field("iam-sorry", "iam_sorry_seal"), Does.StartWith("v3:"));
    }

    [Test]
    public async Task Every_other_byte_of_the_file_stays_when_a_recipient_is_added()
    {
        await AddDesktopAsync();

        var seal = $"iam_sorry_seal = {_laptop.Home.Field("iam-sorry", "iam_sorry_seal")}\n";
        var expected = TestRun.SealedCredentials;
        foreach (var field in new[] { "aws_access_key_id", "aws_secret_access_key" })
        {
            expected = expected.Replace(
                IniText.Field(TestRun.SealedCredentials, "iam-sorry", field)!, _laptop.Home.Field("iam-sorry", field),
                StringComparison.Ordinal);
        }

        Assert.That(_laptop.Home.Credentials.Replace(seal, "", StringComparison.Ordinal), Is.EqualTo(expected));
    }

    [Test]
    public async Task What_somebody_else_sealed_is_refused_until_they_are_trusted()
    {
        await AddDesktopAsync();

        (await _desktop.RunAsync("alice-x")).MustFail(
            ExitCode.RefusedByRule, "was sealed by the SSH key SHA256:", "iam-sorry trust add SHA256:");
        Assert.That(_laptop.Aws.Calls.Where(call => call.Action == "CreateUser"), Is.Empty);

        // without a terminal nobody trusts anew by accident
        (await _desktop.RunAsync("trust", "add", await LaptopsFingerprintAsync())).MustFail(ExitCode.RefusedByRule, "--yes");
        await TrustLaptopAsync();
        (await _desktop.RunAsync("alice-x")).MustSucceed();
        Assert.That(
            (await _desktop.RunAsync("trust", "list")).MustSucceed().Out,
            Does.Contain("iam-sorry").And.Contain(await LaptopsFingerprintAsync()));

        (await _desktop.RunAsync("trust", "remove", await LaptopsFingerprintAsync())).MustSucceed("is not opened here any more");
        (await _desktop.RunAsync("show", "iam-sorry", "--decrypted")).MustFail(ExitCode.RefusedByRule);
    }

    [Test]
    public async Task What_runs_silently_opens_it_where_the_signer_is_trusted_and_never_otherwise()
    {
        await AddDesktopAsync();
        string[] line = ["credential-process", "alice-x", "--user", "alice-x"];

        (await _desktop.RunAsync(line)).MustFail(ExitCode.RefusedByRule, "was sealed by the SSH key");
        await TrustLaptopAsync();
        Assert.That((await _desktop.RunAsync(line)).MustSucceed().Out, Does.Contain("SessionToken"));
        Assert.That((await _laptop.RunAsync(line)).MustSucceed().Out, Does.Contain("SessionToken"));
    }

    [Test]
    public async Task Rotating_keeps_the_recipients()
    {
        await AddDesktopAsync();
        await TrustLaptopAsync();

        (await _desktop.RunAsync("rotate")).MustSucceed("is sealed in profile 'iam-sorry'");

        Assert.That(_laptop.TheManagersKey.Id, Is.Not.EqualTo(Stage.ManagerKey.Id));
        (await _laptop.RunAsync("alice-x")).MustFail(ExitCode.RefusedByRule, "was sealed by the SSH key");
        (await _laptop.RunAsync("trust", "add", _desktop.Home.KeyPath + ".pub", "--yes")).MustSucceed();
        (await _laptop.RunAsync("alice-x")).MustSucceed();
        Assert.That((await _laptop.RunAsync("recipients")).MustSucceed().Out.Split('\n'), Has.Length.EqualTo(3));
        _laptop.PlainKeysMustNotLieAbout();
    }

    [Test]
    public async Task Rolling_a_rotation_back_puts_the_whole_seal_back()
    {
        await AddDesktopAsync();
        var before = _laptop.Home.Credentials;
        (await _laptop.RunAsync("rotate", "--keep-old")).MustSucceed();
        Assert.That(_laptop.Home.Credentials, Is.Not.EqualTo(before));

        (await _laptop.RunAsync("rotate", "--rollback")).MustSucceed("holds the old key");

        Assert.That(_laptop.Home.Credentials, Is.EqualTo(before));
        await TrustLaptopAsync();
        (await _desktop.RunAsync("alice-x")).MustSucceed();
    }

    [Test]
    public async Task Who_is_removed_opens_what_they_have_seen_and_nothing_newer()
    {
        await AddDesktopAsync();
        await TrustLaptopAsync();
        var older = _laptop.Home.Credentials;
        var fingerprint = await DesktopsFingerprintAsync();

        (await _laptop.RunAsync("recipients", "remove", fingerprint)).MustSucceed(
            "has seen the keys", "iam-sorry rotate");

        (await _desktop.RunAsync("show", "iam-sorry", "--decrypted")).MustFail(ExitCode.NotUnsealed, "it needs the SSH key");
        (await _laptop.RunAsync("alice-x")).MustSucceed();
        var newer = _laptop.Home.Credentials;
        _laptop.Home.Credentials = older;
        (await _desktop.RunAsync("show", "iam-sorry", "--decrypted")).MustSucceed();
        _laptop.Home.Credentials = newer;
        await _laptop.MustRefuseAsync(ExitCode.RefusedByRule, ["is not sealed for"], "recipients", "remove", fingerprint);
    }

    [Test]
    public async Task This_machine_cannot_remove_itself()
    {
        await AddDesktopAsync();
        await _laptop.MustRefuseAsync(
            ExitCode.RefusedByRule, ["is the SSH key of this machine"], "recipients", "remove", await LaptopsFingerprintAsync());
    }

    [Test]
    public async Task A_recipient_is_added_once()
    {
        var recipient = await AddDesktopAsync();
        await _laptop.MustRefuseAsync(ExitCode.RefusedByRule, ["is sealed for", "already"], "recipients", "add", recipient);
    }

    [Test]
    public async Task A_recipient_string_stays_the_same_until_a_new_one_is_asked_for()
    {
        var first = await _desktop.RecipientAsync();
        Assert.That(await _desktop.RecipientAsync(), Is.EqualTo(first));
        var second = (await _desktop.RunAsync("recipients", "show", "--new")).MustSucceed().Out.Trim();
        Assert.That(second, Is.Not.EqualTo(first));
        Assert.That(await _desktop.RecipientAsync(), Is.EqualTo(second));
    }

    [Test]
    public async Task Renewing_puts_the_new_string_in_place_of_the_old_one()
    {
        await AddDesktopAsync();
        var before = _laptop.Home.Field("iam-sorry", "iam_sorry_seal");

        (await _laptop.RunAsync("recipients", "renew")).MustSucceed("is sealed for");

        Assert.That(_laptop.Home.Field("iam-sorry", "iam_sorry_seal"), Is.Not.EqualTo(before));
        await TrustLaptopAsync();
        (await _desktop.RunAsync("alice-x")).MustSucceed();
        (await _laptop.RunAsync("alice-x")).MustSucceed();
    }

    [Test]
    public async Task Renewing_passes_over_what_a_stranger_planted()
    {
        await AddDesktopAsync();
        await using var stranger = await Machine.StartAsync(_laptop, sharesCredentials: false);
        stranger.Home.Credentials = Stage.PlainCredentials.Replace("[iam-sorry]", "[a-first]", StringComparison.Ordinal);
        var laptop = (await _laptop.RunAsync("recipients", "show")).MustSucceed().Out.Trim();
        (await stranger.RunAsync("encrypt", "--profile", "a-first", "--recipient", laptop)).MustSucceed();
        _laptop.Home.Credentials = stranger.Home.Credentials + _laptop.Home.Credentials.Replace(
            "[work]", "[other]", StringComparison.Ordinal);
        var before = _laptop.Home.Field("iam-sorry", "iam_sorry_seal");

        (await _laptop.RunAsync("recipients", "renew")).MustSucceed("'a-first' is still sealed for the old string");

        Assert.That(_laptop.Home.Field("iam-sorry", "iam_sorry_seal"), Is.Not.EqualTo(before));
        (await _laptop.RunAsync("alice-x")).MustSucceed();
    }

    [Test]
    public async Task A_thief_with_the_file_and_both_key_files_opens_nothing()
    {
        await AddDesktopAsync();
        await using var thief = await Machine.StartAsync(_laptop, sharesCredentials: false);
        File.Copy(_laptop.Home.CredentialsPath, thief.Home.CredentialsPath);
        Directory.CreateDirectory(thief.Home.InHome(".aws/iam-sorry"));
        File.Copy(
            _laptop.Home.InHome(".aws/iam-sorry/recipients"), thief.Home.InHome(".aws/iam-sorry/recipients"));
        thief.Home.Environment.Remove("SSH_AUTH_SOCK");
        foreach (var key in new[] { _laptop.Home.KeyPath, _desktop.Home.KeyPath })
        {
            thief.Home.InstallKey(key);
            (await thief.RunAsync("trust", "add", key + ".pub", "--yes")).MustSucceed();
            (await thief.RunAsync("trust", "add", await LaptopsFingerprintAsync(), "--yes")).MustSucceed();
            (await thief.RunAsync("show", "iam-sorry", "--decrypted")).MustFail(ExitCode.NotUnsealed);
            thief.Home.AnswerWith("a guess");
            (await thief.RunAsync("show", "iam-sorry", "--decrypted")).MustFail(ExitCode.NotUnsealed);
            thief.Home.Environment.Remove("SSH_ASKPASS");
        }
    }

    // her own seal, made by this very program with her own key, for a string that is public
    [Test]
    public async Task A_stranger_who_knows_the_recipient_string_plants_nothing()
    {
        var laptop = (await _laptop.RunAsync("recipients", "show")).MustSucceed().Out.Trim();
        await using var stranger = await Machine.StartAsync(_laptop, sharesCredentials: false);
        stranger.Home.Credentials = Stage.PlainCredentials;
        (await stranger.RunAsync("encrypt", "--recipient", laptop)).MustSucceed("are sealed for");

        _laptop.Home.Credentials = stranger.Home.Credentials;

        await _laptop.MustRefuseAsync(ExitCode.RefusedByRule, ["was sealed by the SSH key"], "alice-x");
        await _laptop.MustRefuseAsync(ExitCode.RefusedByRule, ["was sealed by the SSH key"], "show", "iam-sorry", "--decrypted");
        await _laptop.MustRefuseAsync(ExitCode.RefusedByRule, ["was sealed by the SSH key"], "rotate");
        await _laptop.MustRefuseAsync(
            ExitCode.RefusedByRule, ["was sealed by the SSH key"], "recipients", "add", await _desktop.RecipientAsync());
        Assert.That((await _laptop.RunAsync("doctor", "--offline")).Out, Does.Contain("was sealed by the SSH key"));
    }

    private async Task<string> AddDesktopAsync()
    {
        var recipient = await _desktop.RecipientAsync();
        (await _laptop.RunAsync("recipients", "add", recipient)).MustSucceed("is sealed for SHA256:");
        return recipient;
    }

    private async Task TrustLaptopAsync()
        => (await _desktop.RunAsync("trust", "add", await LaptopsFingerprintAsync(), "--yes")).MustSucceed("is opened here");

    private Task<string> LaptopsFingerprintAsync() => FingerprintAsync(_laptop.Home.KeyPath);

    private Task<string> DesktopsFingerprintAsync() => FingerprintAsync(_desktop.Home.KeyPath);

    private async Task<string> FingerprintAsync(string keyPath)
        => (await _laptop.RunOtherAsync("ssh-keygen", "-l", "-f", keyPath + ".pub")).MustSucceed().Out.Split(' ')[1];
}
