using IamSorry.Cli.CommandLine;
using IamSorry.Cli.Tests.Infrastructure;

namespace IamSorry.Cli.Tests.Commands;

/// <summary>
/// Somebody who may write the files changes <c>credentials_owner</c>, which nothing authenticates: what runs silently hands out
/// sessions of the user it is bound to, or none.
/// </summary>
public sealed class PinnedUserTests
{
    private const string Sessions = ".aws/iam-sorry/sessions";

    [TestCase(-1.0, TestName = "credential-process hands out no session of another user: one that is over")]
    [TestCase(600.0, TestName = "credential-process hands out no session of another user: one that is valid")]
    public async Task CredentialProcessFollowsNoChangedOwner(double minutes)
    {
        await using var stage = await Minted.ConfiguredAsync(TimeSpan.FromMinutes(minutes));
        stage.Account.AddUser("alice-admin", "/", ("owner", "alice"));
        ChangeOwner(stage, Sessions);

        await MustRefuseAsync(stage, "credential-process", "--user", "alice-x", "alice-x");

        Assert.That(stage.Account.Sessions.Select(session => session.UserName), Has.All.EqualTo("alice-x"));
    }

    [TestCase("eval", "alice-x")]
    [TestCase("exec", "alice-x", "--", "true")]
    [TestCase("exec", "alice-x", "--server", "--", "true")]
    public async Task NothingElseFollowsItWhereTheLinePinsTheUser(params string[] words)
    {
        await using var stage = await Minted.ConfiguredAsync(TimeSpan.FromMinutes(-1));
        ChangeOwner(stage, Sessions);

        await MustRefuseAsync(stage, words);
    }

    [Test]
    public async Task TheSafeRemedyPutsThePinnedUsersSessionThere()
    {
        await using var stage = await Minted.ConfiguredAsync(TimeSpan.FromMinutes(-1));
        ChangeOwner(stage, Sessions);

        (await stage.RunAsync("alice-x", "--user", "alice-x")).MustSucceed("session of IAM user 'alice-x'");

        (await stage.RunAsync("credential-process", "--user", "alice-x", "alice-x")).MustSucceed();
    }

    [Test]
    public async Task ConfiguringAgainKeepsThePinAndDropsTheOthersSession()
    {
        await using var stage = await Minted.ConfiguredAsync();
        var line = IniText.Field(stage.Home.Config, "profile alice-x", "credential_process");
        ChangeOwner(stage, Sessions);

        (await stage.RunAsync("configure", "alice-x")).MustSucceed("sessions of IAM user 'alice-x'");

        Assert.That(IniText.Field(stage.Home.Config, "profile alice-x", "credential_process"), Is.EqualTo(line));
        Assert.That(File.ReadAllText(stage.Home.InHome(Sessions)), Does.Not.Contain("alice-admin").And.Not.Contain("ASIA"));
    }

    [Test]
    public async Task AnotherUserIsBoundByNameOnly()
    {
        await using var stage = await Minted.ConfiguredAsync();

        await stage.MustRefuseAsync(
            ExitCode.RefusedByRule, ["bound to IAM user 'alice-x'", "iam-sorry configure alice-x --user alice-admin"],
            "alice-x", "--user", "alice-admin");
        (await stage.RunAsync("configure", "alice-x", "--user", "alice-admin")).MustSucceed("IAM user 'alice-admin'");
        (await stage.RunAsync("alice-x")).MustSucceed("session of IAM user 'alice-admin'");
    }

    [Test]
    public async Task ALineOfVersionOneStandsForTheUserOfTheProfilesName()
    {
        await using var stage = await Minted.ConfiguredAsync(TimeSpan.FromMinutes(-1));
        stage.Home.Config = stage.Home.Config.Replace(" --user alice-x", "", StringComparison.Ordinal);

        (await stage.RunAsync("credential-process", "alice-x")).MustSucceed();
        ChangeOwner(stage, Sessions);
        await stage.MustRefuseAsync(
            ExitCode.RefusedByRule, ["names 'alice-admin'", "iam-sorry configure alice-x --user alice-admin"],
            "credential-process", "alice-x");
    }

    [Test]
    public async Task AnEndpointStaysWithTheUserOfItsFirstSession()
    {
        await using var stage = await Minted.StageAsync(TimeSpan.FromMinutes(14));
        stage.Account.AddUser("alice-admin", "/", ("owner", "alice"));
        stage.Aws.Faults.OnCall("GetUser", () => ChangeOwner(stage, ".aws/credentials"));
        stage.Aws.Faults.Error("GetUser", 403, "AccessDenied", "no");
        const string command = "until grep -q alice-admin ~/.aws/iam-sorry/exec.log; do sleep 0.1; done";

        using var child = stage.Start("exec", "alice-x", "--server", "--", "sh", "-c", command);
        (await child.EndAsync()).MustSucceed();

        Assert.That(
            File.ReadAllText(stage.Home.InHome(".aws/iam-sorry/exec.log")),
            Does.Contain("hands out sessions of IAM user 'alice-x'").And.Contain("names 'alice-admin'"));
        Assert.That(stage.Account.Sessions.Select(session => session.UserName), Has.All.EqualTo("alice-x"));
    }

    private static async Task MustRefuseAsync(Stage stage, params string[] words) => await stage.MustRefuseAsync(
        ExitCode.RefusedByRule,
        ["hands out sessions of IAM user 'alice-x'", "names 'alice-admin'", "iam-sorry alice-x --user alice-x"],
        words);

    private static void ChangeOwner(Stage stage, string file)
    {
        var text = File.ReadAllText(stage.Home.InHome(file));
        stage.Home.Write(file, text.Replace(
            "credentials_owner = alice-x", "credentials_owner = alice-admin", StringComparison.Ordinal));
    }
}
