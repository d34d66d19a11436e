using IamSorry.Cli.CommandLine;
using IamSorry.Cli.Tests.Infrastructure;
using IamSorry.Credentials;
using IamSorry.Testing;

namespace IamSorry.Cli.Tests.Commands;

/// <summary>A profile that is sealed in format v3: for more than one SSH key, or because that was asked for.</summary>
public sealed class SeveralRecipientsTests
{
    [Test]
    public async Task One_recipient_stays_with_format_v2_unless_asked()
    {
        await using var stage = await Stage.PlainAsync();
        (await stage.RunAsync("encrypt")).MustSucceed();
        Assert.That(stage.Home.Field("iam-sorry", "aws_secret_access_key"), Does.StartWith("__encrypted__:v2:"));

        await using var other = await Stage.PlainAsync();
        var own = (await other.RunAsync("recipients", "show")).MustSucceed().Out.Trim();
        (await other.RunAsync("encrypt", "--recipient", own)).MustSucceed();
        Assert.That(other.Home.Field("iam-sorry", "aws_secret_access_key"), Does.StartWith("__encrypted__:v3:"));
        (await other.RunAsync("alice-x")).MustSucceed();
        Assert.That((await other.RunAsync("recipients", "list")).MustSucceed().Out.Trim().Split('\n'), Has.Length.EqualTo(1));
    }

    [Test]
    public async Task Setup_seals_for_the_recipients_that_are_named()
    {
        await using var stage = await Stage.PlainAsync();
        await using var desktop = await Machine.StartAsync(stage);
        stage.Home.Credentials = "";
        stage.Home.Environment["AWS_ACCESS_KEY_ID"] = Stage.ManagerKey.Id;
        stage.Home.Environment["AWS_SECRET_ACCESS_KEY"] = Stage.ManagerKey.Secret;
        stage.Home.Write("desktop.txt", $"# the desktop\n{await desktop.RecipientAsync()}\n");

        (await stage.RunAsync("setup", "--recipient", "desktop.txt")).MustSucceed("is set up");

        (await desktop.RunAsync("trust", "add", stage.Home.KeyPath + ".pub", "--yes")).MustSucceed();
        (await desktop.RunAsync("alice-x")).MustSucceed();
        stage.PlainKeysMustNotLieAbout();
    }

    [Category(Categories.EveryBuild)]
    [Test]
    public async Task A_recovery_key_opens_for_a_new_SSH_key()
    {
        await using var stage = await Stage.SealedAsync();
        var key = (await stage.RunAsync("recipients", "add", "--recovery")).MustSucceed("recovery:").Out.Trim();
        Assert.That(key, Does.StartWith("iam-sorry-recovery-key:"));
        Assert.That(stage.Home.FilesThatHold(key["iam-sorry-recovery-key:".Length..]), Is.Empty, "it is stored nowhere");
        await using var laptop = await Machine.StartAsync(stage);

        (await laptop.RunAsync(["recover", "--key", "-"], key)).MustFail(
            ExitCode.RefusedByRule, "this machine does not know that key");
        (await laptop.RunAsync(["recover", "--key", "-", "--yes"], key)).MustSucceed(
            "is sealed for", "recipients remove", "rotate");
        (await laptop.RunAsync("alice-x")).MustSucceed();

        (await laptop.RunAsync(["recover", "--key", "-", "--yes"], key[..^5])).MustFail(
            ExitCode.WrongUsage, "not a recovery key");
        (await laptop.RunAsync("recover", "--key", key)).MustFail(ExitCode.WrongUsage, "never an argument");
    }

    [Test]
    public async Task A_recovery_key_of_somebody_else_is_not_kept_unasked()
    {
        await using var stage = await Stage.SealedAsync();
        (await stage.RunAsync("recipients", "add", "--recovery")).MustSucceed();
        File.Delete(stage.Home.InHome(".aws/iam-sorry/recovery-recipients"));

        await stage.MustRefuseAsync(ExitCode.RefusedByRule, ["does not remember", "recipients remove recovery:"], "rotate");
        (await stage.RunAsync("recipients", "remove", "--recovery")).MustSucceed();
        (await stage.RunAsync("rotate")).MustSucceed();
    }

    [Test]
    public async Task The_words_of_a_recovery_key_are_typed_again_before_anything_is_sealed()
    {
        await using var stage = await Stage.SealedAsync();
        var before = stage.Home.Credentials;
        using var terminal = Pty.Start(stage, "iam-sorry recipients add --recovery");
        await terminal.WaitForAsync("not shown");
        var words = terminal.Shown.Split("iam-sorry-recovery-key:")[0].Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)
            .SkipWhile(word => word != "1").Where(word => word.All(char.IsAsciiLetterLower)).ToList();
        Assert.That(words, Has.Count.EqualTo(24));

        await terminal.TypeAsync("abandon " + string.Join(' ', words.Skip(1)) + "\n");
        await terminal.WaitForAsync("not the words");
        Assert.That(stage.Home.Credentials, Is.EqualTo(before));
        await terminal.TypeAsync(string.Join(' ', words) + "\n");

        Assert.That(await terminal.EndAsync(), Is.Zero, terminal.Shown);
        Assert.That(terminal.Shown, Does.Contain("is sealed for"));
        await using var laptop = await Machine.StartAsync(stage);
        (await laptop.RunAsync(["recover", "--key", "-", "--yes"], string.Join('\n', words))).MustSucceed("is sealed for");
    }

    [TestCase("endpoint_url = https://thief.example")]
    [TestCase("ca_bundle = /tmp/thief.pem")]
    public async Task A_plain_field_that_says_where_the_secret_goes_is_refused(string line)
    {
        await using var stage = await SealedForTwoAsync();
        stage.Home.Credentials = stage.Home.Credentials.Replace(
            "iam_sorry_seal", $"{line}\niam_sorry_seal", StringComparison.Ordinal);

        await stage.MustRefuseAsync(ExitCode.RefusedByRule, [line.Split(' ')[0], "is not"], "alice-x");
        await stage.MustRefuseAsync(ExitCode.RefusedByRule, [line.Split(' ')[0], "is not"], "show", "iam-sorry", "--decrypted");
    }

    [Test]
    public async Task A_key_of_another_account_than_expected_is_refused()
    {
        await using var stage = await SealedForTwoAsync();
        await stage.MustRefuseAsync(
            ExitCode.RefusedByRule, ["not 999999999999"], "alice-x", "--expect-account", "999999999999");
        (await stage.RunAsync(
            "show", "iam-sorry", "--decrypted", "--expect-account", AccessKey.AccountOf(Stage.ManagerKey.Id)!)).MustSucceed();

        stage.Home.Config = "[profile iam-sorry]\nregion = eu-central-1\niam_sorry_account = 999999999999\n";
        await stage.MustRefuseAsync(ExitCode.RefusedByRule, ["account 999999999999 is expected"], "rotate");
    }

    [Test]
    public async Task Another_users_name_beside_the_seal_changes_nothing()
    {
        await using var stage = await SealedForTwoAsync();
        stage.Home.Credentials = stage.Home.Credentials.Replace(
            "credentials_owner = alice-mgr", "credentials_owner = bob-mgr", StringComparison.Ordinal);

        (await stage.RunAsync("alice-x")).MustSucceed();
        await stage.MustRefuseAsync(ExitCode.RefusedByRule, ["outside your namespace"], "bob-x");
    }

    [Test]
    public async Task Of_which_one_line_was_changed_is_refused_as_changed()
    {
        await using var stage = await SealedForTwoAsync();
        var value = stage.Home.Field("iam-sorry", "aws_access_key_id")!;
        stage.Home.Credentials = stage.Home.Credentials.Replace(
            value, value[..^8] + (value[^8] == 'A' ? 'B' : 'A') + value[^7..], StringComparison.Ordinal);

        await stage.MustRefuseAsync(ExitCode.NotUnsealed, ["is not authentic"], "alice-x");
        Assert.That((await stage.RunAsync("doctor", "--offline")).Out, Does.Contain("is not authentic"));
    }

    [Test]
    public async Task New_keys_that_were_stored_over_a_seal_are_not_used_and_the_way_out_is_told()
    {
        await using var stage = await SealedForTwoAsync();
        foreach (var (field, text) in new[] {
            ("aws_access_key_id", Stage.ManagerKey.Id), ("aws_secret_access_key", Stage.ManagerKey.Secret) })
        {
            stage.Home.Credentials = stage.Home.Credentials.Replace(
                stage.Home.Field("iam-sorry", field)!, text, StringComparison.Ordinal);
        }

        await stage.MustRefuseAsync(
            ExitCode.NotUnsealed, ["stands in plain text beside the seal", "remove iam_sorry_seal"], "encrypt");
        stage.Home.Credentials = string.Join('\n', stage.Home.Credentials.Split('\n').Where(
            line => !line.StartsWith("iam_sorry_seal", StringComparison.Ordinal)));
        (await stage.RunAsync("encrypt")).MustSucceed("are sealed with SSH key");
    }

    [Test]
    public async Task Shows_status_list_and_doctor_as_a_sealed_manager_does()
    {
        await using var stage = await SealedForTwoAsync();
        Assert.That((await stage.RunAsync("status")).MustSucceed().Out, Does.Contain("sealed, SSH key in the agent"));
        Assert.That((await stage.RunAsync("list")).MustSucceed().Out, Does.Contain("alice-mgr"));
        Assert.That((await stage.RunAsync("doctor")).Out, Does.Not.Contain("iam-sorry'"));
        var shown = (await stage.RunAsync("show", "iam-sorry")).MustSucceed();
        Assert.That(shown.Out, Does.Contain("iam_sorry_seal = v3:").And.Contain("__encrypted__:v3:"));
    }

    [Test]
    public async Task Of_a_valid_session_libsodium_is_not_loaded()
    {
        await using var stage = await SealedForTwoAsync();
        (await stage.RunAsync("alice-x")).MustSucceed();
        var strace = Tools.FindOrIgnore("strace");
        var log = stage.Home.InHome("opened");
        (await stage.RunOtherAsync(
            strace, "-f", "-qq", "-e", "trace=open,openat", "-o", log, stage.Home.InHome("bin/iam-sorry"), "--eval", "alice-x"))
            .MustSucceed();
        Assert.That(File.ReadAllText(log), Does.Not.Contain("libsodium"));
    }

    private static async Task<Stage> SealedForTwoAsync()
    {
        var stage = await Stage.SealedAsync();
        await using var desktop = await Machine.StartAsync(stage);
        (await stage.RunAsync("recipients", "add", await desktop.RecipientAsync())).MustSucceed();
        return stage;
    }
}
