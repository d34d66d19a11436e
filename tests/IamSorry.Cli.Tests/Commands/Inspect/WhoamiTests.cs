using System.Text.Json;
using IamSorry.Cli.CommandLine;
using IamSorry.Cli.Tests.Infrastructure;

namespace IamSorry.Cli.Tests.Commands.Inspect;

/// <summary><c>whoami</c>: whose credentials are at work, and where they come from.</summary>
public sealed class WhoamiTests
{
    [Test]
    public async Task Session_of_a_profile()
    {
        await using var stage = await Minted.StageAsync();

        var who = await AskAsync(stage, "whoami", "alice-x", "--json");

        Assert.That(
            Text(who, "profile", "user", "account_id", "source"), Is.EqualTo(
                new[] { "alice-x", "alice-x", stage.Account.Id, "credentials-file" }));
        Assert.That(who.GetProperty("seconds_left").GetInt64(), Is.InRange(35 * 3600, 36 * 3600));
        Assert.That(stage.Aws.Calls.Select(call => call.Action), Is.EqualTo(new[] { "GetCallerIdentity" }));
    }

    [Test]
    public async Task Offline_asks_nobody()
    {
        await using var stage = await Minted.StageAsync();

        var who = await AskAsync(stage, "whoami", "alice-x", "--json", "--offline");

        Assert.That(Text(who, "profile", "user", "source"), Is.EqualTo(new[] { "alice-x", "alice-x", "credentials-file" }));
        Assert.That(stage.Aws.Calls, Is.Empty);
    }

    [Test]
    public async Task Handed_out_session()
    {
        await using var stage = await Minted.ConfiguredAsync();
        stage.Aws.ClearCalls();

        var who = await AskAsync(stage, "whoami", "alice-x", "--json");

        Assert.That(
            Text(who, "profile", "user", "account_id", "source"), Is.EqualTo(
                new[] { "alice-x", "alice-x", stage.Account.Id, "handed-out-sessions" }));
    }

    [Test]
    public async Task Without_a_profile_it_is_the_manager()
    {
        await using var stage = await Stage.SealedAsync();

        var who = await AskAsync(stage, "whoami", "--json");

        Assert.That(
            Text(who, "profile", "user", "account_id", "source"), Is.EqualTo(
                new[] { "iam-sorry", "alice-mgr", stage.Account.Id, "sealed" }));
        Assert.That(who.GetProperty("seconds_left").ValueKind, Is.EqualTo(JsonValueKind.Null));
    }

    [Test]
    public async Task AWS_PROFILE_names_the_active_identity()
    {
        await using var stage = await Minted.StageAsync();
        stage.Home.Environment["AWS_PROFILE"] = "alice-x";

        Assert.That(
            Text(await AskAsync(stage, "whoami", "--json"), "profile", "user"), Is.EqualTo(new[] { "alice-x", "alice-x" }));
    }

    [Test]
    public async Task Keys_in_the_environment_win()
    {
        await using var stage = await Stage.SealedAsync();
        stage.Home.Environment["AWS_PROFILE"] = "work";
        stage.Home.Environment["AWS_ACCESS_KEY_ID"] = Stage.ManagerKey.Id;
        stage.Home.Environment["AWS_SECRET_ACCESS_KEY"] = Stage.ManagerKey.Secret;

        var who = await AskAsync(stage, "whoami", "--json");

        Assert.That(Text(who, "profile", "user", "source"), Is.EqualTo(new[] { null, "alice-mgr", "environment" }));
    }

    [Test]
    public async Task Inside_exec()
    {
        await using var stage = await Minted.StageAsync();

        var run = (await stage.RunAsync("exec", "alice-x", "--", TheProgram.Path, "whoami", "--json")).MustSucceed();

        using var json = JsonDocument.Parse(run.Out);
        Assert.That(Text(json.RootElement, "profile", "user", "source"), Is.EqualTo(new[] { "alice-x", "alice-x", "exec" }));
        Assert.That(json.RootElement.GetProperty("seconds_left").GetInt64(), Is.GreaterThan(35 * 3600));
    }

    [Test]
    public async Task Without_AWS_the_files_tell_and_a_warning_says_so()
    {
        await using var stage = (await Minted.StageAsync()).WithoutAws();

        var run = (await stage.RunAsync("whoami", "alice-x")).MustSucceed("warning: AWS did not confirm this");

        Assert.That(
            run.Out, Does.StartWith("profile   alice-x\nuser      alice-x\n").And.Contain(
                "left      1d 11h\nsource    credentials file\n"));
    }

    [Test]
    public async Task Profile_that_is_not_there()
    {
        await using var stage = await Stage.SealedAsync();

        await stage.MustRefuseAsync(ExitCode.Failed, ["there is no profile 'nobody'", "iam-sorry list"], "whoami", "nobody");
    }

    private static async Task<JsonElement> AskAsync(Stage stage, params string[] words)
    {
        var run = (await stage.RunAsync(words)).MustSucceed();
        using var json = JsonDocument.Parse(run.Out);
        return json.RootElement.Clone();
    }

    private static string?[] Text(JsonElement who, params string[] names)
        => [.. names.Select(name => who.GetProperty(name).GetString())];
}
