using IamSorry.Cli.CommandLine;
using System.Text.Json;
using IamSorry.Cli.Tests.Infrastructure;
using IamSorry.Testing;

namespace IamSorry.Cli.Tests.Commands;

/// <summary><c>doctor</c>: what it prints, and what its exit code says.</summary>
public sealed class DoctorTests
{
    [Category(Categories.EveryBuild)]
    [Test]
    public async Task OfSomethingSeriousExitsWithOne()
    {
        await using var stage = await Stage.PlainAsync();

        var run = await stage.RunAsync("doctor", "--offline");

        Assert.That((run.ExitCode, run.Err), Is.EqualTo((1, "")));
        Assert.That(
            run.Out, Does.Contain(
                "serious  the keys of manager profile 'iam-sorry' lie in plain text\n         try: iam-sorry encrypt\n"));
        Assert.That(run.Out, Does.Not.Contain('\u001b'));
        Assert.That(stage.Aws.Calls, Is.Empty);
    }

    [Test]
    public async Task OfNothingSeriousExitsWithZero_AndAsksAws()
    {
        await using var stage = await Stage.SealedAsync();
        var before = stage.Home.Snapshot();

        var run = (await stage.RunAsync("doctor")).MustSucceed();

        Assert.That(
            run.Out, Does.Contain("warning  profile 'work' holds a permanent key").And.Contain(
                "note     the policy of 'alice-mgr'"));
        Assert.That(stage.Actions.Distinct(), Is.EquivalentTo(new[] { "GetCallerIdentity", "GetUser", "ListAccessKeys" }));
        Assert.That(stage.Home.Snapshot(), Is.EqualTo(before));
    }

    [Test]
    public async Task NeverAsksForAPassphrase()
    {
        await using var stage = await Stage.SealedAsync();
        stage.WithoutAgent();

        Assert.That((await stage.RunAsync("doctor")).Out, Does.Contain("AWS was not asked"));
        Assert.That(stage.Home.TimesAsked, Is.Zero);
    }

    [Test]
    public async Task OnATerminalFitsEightyColumns()
    {
        await using var stage = await Stage.PlainAsync();
        stage.Home.Environment["AWS_PROFILE"] = "nobody-has-a-profile-of-this-name-whatever-they-may-have-thought-of-it";

        var shown = await Shown.OnATerminalAsync(stage, "doctor --offline");

        Assert.That(shown, Does.Contain("\u001b[31mserious\u001b[0m").And.Contain("\u001b[33mwarning\u001b[0m"));
        Assert.That(
            Shown.Plain(shown).Split('\n').Where(
                line => !line.Contains("nobody-has") && !line.Contains(stage.Home.Folder)).Select(line => line.Length),
            Has.All.LessThanOrEqualTo(80));
    }

    [Test]
    public async Task AsJsonIsForScripts()
    {
        await using var stage = await Stage.PlainAsync();

        using var json = JsonDocument.Parse((await stage.RunAsync("doctor", "--offline", "--json")).Out);

        var finding = json.RootElement.EnumerateArray().First();
        Assert.That(
            string.Join(' ', finding.EnumerateObject().Select(field => field.Name)), Is.EqualTo(
                "severity code subject message remedy fixable"));
        Assert.That(finding.GetProperty("code").GetString(), Is.EqualTo("manager-unsealed"));
    }

    [Test]
    public async Task OfWhatCanBeMendedIsTheSameForFixProfiles()
    {
        await using var stage = await Stage.SealedAsync();
        stage.Home.Credentials += "[old]\naws_access_key_id = AKIAXXXXXXXXXXXXXXXX\naws_secret_access_key = "
            + "x\naws_session_token = stale\n";
        Assert.That((await stage.RunAsync("doctor", "--offline")).Out, Does.Contain("iam-sorry doctor --fix fixes 1 of them"));

        (await stage.RunAsync("--fix-profiles")).MustSucceed(
            "✓ removed the token of an old session from profile 'old'", "not fixed: profile 'work'");
        (await stage.RunAsync("--fix-profiles")).MustSucceed("nothing that can safely be fixed");

        Assert.That(stage.Home.Credentials, Does.Not.Contain("stale"));
    }

    [Test]
    public async Task ResetForgetsWhatWasMinted()
    {
        await using var stage = await Stage.SealedAsync();
        var before = stage.Home.Credentials;
        (await stage.RunAsync("alice-x")).MustSucceed();

        (await stage.RunAsync("--reset")).MustSucceed(
            "✓ forgot the session of IAM user 'alice-x'", "AWS cannot revoke a session");

        Assert.That(stage.Home.Credentials.TrimEnd(), Is.EqualTo(before.TrimEnd()));
        await stage.MustRefuseAsync(ExitCode.RefusedByRule, ["a permanent key"], "--reset", "work");
        (await stage.RunAsync("--reset")).MustSucceed("no session to forget");
    }
}
