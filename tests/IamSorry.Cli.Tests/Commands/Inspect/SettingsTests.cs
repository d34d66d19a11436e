using IamSorry.Cli.CommandLine;
using IamSorry.Cli.Tests.Infrastructure;

namespace IamSorry.Cli.Tests.Commands;

/// <summary>What its user wants everywhere: behind every option and every variable.</summary>
public sealed class SettingsTests
{
    private const string SettingsPath = ".aws/iam-sorry/settings";

    [Test]
    public async Task AreSetShownAndTakenOut_AndEveryOtherByteStays()
    {
        await using var stage = await Stage.SealedAsync();

        (await stage.RunAsync("settings", "duration", "8h")).MustSucceed("is changed");
        var path = stage.Home.InHome(SettingsPath);
        Assert.That(File.ReadAllText(path), Is.EqualTo("[settings]\nduration = 8h\n"));
        Assert.That(File.GetUnixFileMode(path), Is.EqualTo(UnixFileMode.UserRead | UnixFileMode.UserWrite));

        Write(stage, "# mine\n[settings]\n  region=eu-west-1\nduration = 8h\n\n[other]\nx = y\n");
        (await stage.RunAsync("settings", "duration", "90m")).MustSucceed();
        (await stage.RunAsync("settings", "duration", "90m")).MustSucceed("nothing was changed");
        (await stage.RunAsync("settings", "region", "--unset")).MustSucceed();
        Assert.That(File.ReadAllText(path), Is.EqualTo("# mine\n[settings]\nduration = 90m\n\n[other]\nx = y\n"));
        Assert.That((await stage.RunAsync("settings", "duration")).MustSucceed().Out, Is.EqualTo("90m\n"));
        (await stage.RunAsync("settings", "region")).MustFail(ExitCode.Failed, "'region' is not set");
        Assert.That((await stage.RunAsync("settings")).MustSucceed().Out, Does.Match("duration +90m").And.Match("region +-"));
    }

    [TestCase("duraton", "8h", "there is no setting 'duraton'")]
    [TestCase("duration", "99", "cannot last 99 hours")]
    [TestCase("duration", "long", "is not a duration")]
    [TestCase("region", "Frankfurt am Main", "is not a region")]
    [TestCase("shell", "tcsh", "is not one of bash, zsh, fish, powershell")]
    [TestCase("profile", "a]b", "contains one of")]
    [TestCase("ssh_key", "", "is empty")]
    public async Task ThatMeanNothingAreRefused(string key, string value, string says)
    {
        await using var stage = await Stage.SealedAsync();

        await stage.MustRefuseAsync(ExitCode.WrongUsage, [says], "settings", key, value);
    }

    [TestCase("duration = 99", "duration: a session cannot last 99 hours", "alice-x")]
    [TestCase("shell = tcsh", "shell: ", "eval", "alice-x")]
    public async Task EditedByHandIntoNonsenseAreNamedWithTheirFile(string line, string says, params string[] arguments)
    {
        await using var stage = await Minted.StageAsync();
        Write(stage, $"[settings]\n{line}\n");

        (await stage.RunAsync(arguments)).MustFail(ExitCode.WrongUsage, SettingsPath, says, "iam-sorry settings");
        Write(stage, "[settings]\nnonsense\n");
        (await stage.RunAsync("settings")).MustFail(ExitCode.Failed, SettingsPath, "line 2");
    }

    [Test]
    public async Task DurationIsThatOfAMint_AndTheOptionWins()
    {
        await using var stage = await Stage.SealedAsync();
        Write(stage, "[settings]\nduration = 90m\n");

        (await stage.RunAsync("alice-x")).MustSucceed("1.5 hours from now");
        (await stage.RunAsync("alice-x", "--duration", "2h")).MustSucceed("2 hours from now");
        (await stage.RunAsync("exec", "alice-y", "--", "true")).MustSucceed();
        Minted.Age(stage, ".aws/credentials", TimeSpan.FromMinutes(1));
        (await stage.RunAsync("eval", "alice-x")).MustSucceed();
        Assert.That(
            stage.Aws.Calls.Where(call => call.Action == "GetSessionToken").Select(call => call.Parameters["DurationSeconds"]),
            Is.EqualTo(new[] { "5400", "7200", "5400", "5400" }));
    }

    [Test]
    public async Task ProfileIsTheManagers_AndOptionAndEnvironmentWin()
    {
        await using var stage = await BossAsync("[boss]");
        stage.Home.Credentials += "\n[iam-sorry]\naws_access_key_id = AKIAOTHEROTHEROTHER2\naws_secret_access_key = other\n";
        Write(stage, "[settings]\nprofile = boss\n");

        (await stage.RunAsync("alice-x")).MustSucceed("user 'alice-x'");
        (await stage.RunAsync("alice-x", "-p", "iam-sorry")).MustFail(ExitCode.RefusedByRule, "'iam-sorry' lie in plain text");
        stage.Home.Environment["AWS_PROFILE"] = "iam-sorry";
        (await stage.RunAsync("alice-x")).MustFail(ExitCode.RefusedByRule, "'iam-sorry' lie in plain text");
    }

    [Test]
    public async Task ProfileIsNotFollowedByWhatRunsSilently()
    {
        await using var stage = await Minted.ConfiguredAsync(TimeSpan.FromMinutes(1));
        Write(stage, "[settings]\nprofile = somebody-elses\n");

        (await stage.RunAsync("credential-process", "alice-x")).MustSucceed();

        Assert.That(stage.Actions, Does.Contain("GetSessionToken"));
    }

    [Test]
    public async Task SshKeyAndRegionStandBehindVariables()
    {
        await using var stage = await Stage.PlainAsync();
        Write(stage, "[settings]\nssh_key = ~/.ssh/nowhere\nregion = eu-west-1\n");
        stage.Home.Config = "";

        await stage.MustRefuseAsync(ExitCode.NotUnsealed, [".ssh/nowhere"], "encrypt");
        stage.Home.Environment["IAM_SORRY_SSH_KEY"] = stage.Home.KeyPath;
        (await stage.RunAsync("encrypt")).MustSucceed();
        (await stage.RunAsync("alice-x")).MustSucceed("region eu-west-1");
        stage.Home.Environment["AWS_REGION"] = "us-west-2";
        (await stage.RunAsync("alice-y")).MustSucceed("region us-west-2");
    }

    [TestCase("eval", "alice-x", "--shell", "bash")]
    [TestCase("list")]
    [TestCase("help")]
    [TestCase("version")]
    [TestCase("doctor", "--offline")]
    public async Task AreNotNeededToLook(params string[] arguments)
    {
        await using var stage = await Minted.StageAsync();
        Write(stage, "[settings]\nshell = tcsh\nregion = -\n");

        Assert.That((await stage.RunAsync(arguments)).ExitCode, Is.Zero);
    }

    [Test]
    public async Task NothingIsNeededForTheOnlySealedProfile()
    {
        await using var stage = await BossAsync("[boss]");

        (await stage.RunAsync("alice-x")).MustSucceed("user 'alice-x'");
        Assert.That((await stage.RunAsync()).MustSucceed().Out, Does.Contain("alice-mgr in profile boss, sealed"));
        (await stage.RunAsync("configure", "alice-x")).MustSucceed("--profile boss");
    }

    [Test]
    public async Task OfSeveralSealedProfilesOneIsNamed()
    {
        await using var stage = await BossAsync("[boss]");
        stage.Home.Credentials += stage.Home.Credentials.Replace("[boss]", "[chief]", StringComparison.Ordinal)
            .Replace("[work]", "[work2]", StringComparison.Ordinal);

        await stage.MustRefuseAsync(
            ExitCode.Failed, ["no manager profile 'iam-sorry'", "name the profile that is sealed: --profile boss"], "alice-x");
        Assert.That(
            (await stage.RunAsync()).MustSucceed().Out, Does.Contain("iam-sorry --profile boss").And.Contain(
                "iam-sorry --profile chief"));
    }

    [Test]
    public async Task TheNamedManagerIsKeptInEveryHint()
    {
        await using var stage = await BossAsync("[boss]");
        stage.Home.Credentials += "\n[iam-sorry]\naws_access_key_id = AKIAOTHEROTHEROTHER2\naws_secret_access_key = other\n";

        Assert.That(
            (await stage.RunAsync("-p", "boss")).MustSucceed().Out, Does.Contain("iam-sorry alice --profile boss")
                .And.Contain("iam-sorry list --profile boss").And.Contain("iam-sorry doctor --profile boss"));
        (await stage.RunAsync("-p", "boss", "eval", "alice-x")).MustFail(
            ExitCode.Failed, "mint them: iam-sorry alice-x --profile boss");
        (await stage.RunAsync("alice-x", "-p", "boss")).MustSucceed();
        Assert.That(
            (await stage.RunAsync("-p", "boss")).MustSucceed().Out, Does.Contain("eval alice-x --profile boss"));
    }

    [TestCase("doctor", "--offline")]
    [TestCase("list")]
    [TestCase("status")]
    [TestCase("whoami", "--offline")]
    [TestCase("audit")]
    [TestCase("settings")]
    [TestCase("policy", "alice", "--account", "123456789012")]
    [TestCase("show", "boss")]
    [TestCase("version")]
    [TestCase("help")]
    public async Task AManagerMayBeNamedBeforeEveryCommand(params string[] arguments)
    {
        await using var stage = await BossAsync("[boss]");

        Assert.That((await stage.RunAsync(["-p", "boss", .. arguments])).ExitCode, Is.Zero);
    }

    private static void Write(Stage stage, string text)
    {
        Directory.CreateDirectory(
            stage.Home.InHome(".aws/iam-sorry"), UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        stage.Home.Write(SettingsPath, text);
    }

    private static async Task<Stage> BossAsync(string section)
    {
        var stage = await Stage.PlainAsync();
        stage.Home.Environment["SSH_AUTH_SOCK"] = TestRun.Agent.Socket;
        stage.NobodyAnswers();
        stage.Home.Credentials = Stage.PlainCredentials.Replace("[iam-sorry]", section, StringComparison.Ordinal);
        (await stage.RunAsync("encrypt", "-p", "boss")).MustSucceed("in plain text until now", "iam-sorry rotate --profile boss");
        return stage;
    }
}
