using System.Globalization;
using System.Text.Json;
using IamSorry.Cli.Tests.Infrastructure;
using IamSorry.Testing;

namespace IamSorry.Cli.Tests.Commands;

/// <summary><c>list</c> and <c>--profiles</c>, piped and on a terminal.</summary>
public sealed class ListTests
{
    private const string LongName = "alice-a-very-long-profile-name-for-the-quarterly-report-of-the-team";

    [Category(Categories.EveryBuild)]
    [Test]
    public async Task PipedHasNoColourAndCutsNothing()
    {
        await using var stage = await StageAsync();

        var run = (await stage.RunAsync("list")).MustSucceed("half a key pair");

        var lines = run.Out.TrimEnd('\n').Split('\n');
        Assert.That(run.Out, Does.Not.Contain('\u001b').And.Not.Contain('…').And.Contain(LongName));
        Assert.That(lines[0], Does.Match("^PROFILE +KIND +USER +KEYS +LEFT +REGION$"));
        Assert.That(
            lines.Single(line => line.StartsWith("iam-sorry ", StringComparison.Ordinal)), Does.Match(
                "manager +alice-mgr +sealed +- +eu-central-1$"));
        Assert.That(
            lines.Single(line => line.StartsWith(LongName, StringComparison.Ordinal)), Does.Match(
                "session +alice-quarterly +- +1d 11h"));
        Assert.That(
            lines.Single(line => line.StartsWith("alice-ci ", StringComparison.Ordinal)), Does.Match(
                "session +alice-ci +- +expired"));
        Assert.That(lines.Single(line => line.StartsWith("half ", StringComparison.Ordinal)), Does.Match("unreadable"));
        Assert.That(stage.Aws.Calls, Is.Empty);
    }

    [Test]
    public async Task OnATerminalFitsEightyColumns_InColour()
    {
        await using var stage = await StageAsync();

        var shown = await Shown.OnATerminalAsync(stage, "list");

        Assert.That(
            Shown.Plain(shown).Split('\n').Where(line => !line.StartsWith("warning:", StringComparison.Ordinal)).Select(
                line => line.Length), Has.All.LessThanOrEqualTo(80));
        Assert.That(Shown.Plain(shown), Does.Contain("alice-").And.Contain("…"));
        Assert.That(
            shown, Does.Contain("\u001b[32m1d 11h\u001b[0m").And.Contain("\u001b[31mexpired\u001b[0m").And.Contain(
                "\u001b[33m4"));
    }

    [TestCase("NO_COLOR", "1")]
    [TestCase("TERM", "dumb")]
    public async Task OnATerminalHasNoColourWhereNoneIsWanted(string variable, string value)
    {
        await using var stage = await StageAsync();
        stage.Home.Environment[variable] = value;

        Assert.That(
            await Shown.OnATerminalAsync(stage, "list"), Does.Contain("PROFILE").And.Not.Contain("\u001b[3").And.Not.Contain(
                "\u001b[2m"));
    }

    [Test]
    public async Task AsJsonIsForScripts()
    {
        await using var stage = await StageAsync();

        using var json = JsonDocument.Parse((await stage.RunAsync("list", "--json")).MustSucceed().Out);

        var profiles = json.RootElement.EnumerateArray().ToDictionary(each => each.GetProperty("name").GetString()!);
        Assert.That(profiles["alice-ci"].GetProperty("seconds_left").GetInt64(), Is.Zero);
        Assert.That(profiles[LongName].GetProperty("seconds_left").GetInt64(), Is.InRange(126_000, 129_000));
        Assert.That(profiles[LongName].GetProperty("expiration").GetString(), Does.Match(@"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$"));
        Assert.That(profiles["iam-sorry"].GetProperty("sealed").GetBoolean(), Is.True);
        Assert.That(profiles["half"].GetProperty("kind").GetString(), Is.EqualTo("unreadable"));
        Assert.That(
            profiles.Values.Select(
                each => string.Join(' ', each.EnumerateObject().Select(field => field.Name))).Distinct().Single(),
            Is.EqualTo(
                "name kind owner sealed old_seal handed_out active expiration seconds_left region role_arn source limits account_id problem"));
    }

    [Test]
    public async Task OfNamesHasOneALine()
    {
        await using var stage = await StageAsync();

        Assert.That(
            (await stage.RunAsync("--profiles")).MustSucceed().Out, Is.EqualTo(
                $"work\niam-sorry\n{LongName}\nalice-bedrock\nalice-ci\nhalf\n"));
    }

    [Test]
    public async Task LetsNoNameSteerTheTerminal()
    {
        await using var stage = await StageAsync();
        stage.Home.Credentials += "[evil\u001b]2;title\u0007]\nregion = x\n".Replace("]2", "2", StringComparison.Ordinal);

        Assert.That(await Shown.OnATerminalAsync(stage, "list"), Does.Contain("evil?2;title?"));
        Assert.That(await Shown.OnATerminalAsync(stage, "--profiles"), Does.Contain("evil?2;title?"));
    }

    private static async Task<Stage> StageAsync()
    {
        var stage = await Stage.SealedAsync();
        stage.Home.Credentials += Session(LongName, "alice-quarterly", 35.5) + Session("alice-bedrock", "alice-bedrock", 0.7)
            + Session("alice-ci", "alice-ci", -1)
            + "[half]\naws_access_key_id = AKIAHALFHALFHALFHALF\n";
        return stage;
    }

    private static string Session(string profile, string owner, double hours)
        => $"""
            [{profile}]
            aws_access_key_id = ASIAXXXXXXXXXXXXXXXX
            aws_secret_access_key = x
            aws_session_token = x
            credentials_owner = {owner}
            expiration = {DateTime.UtcNow.AddHours(hours).ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture)}

            """;

    [TestCase("export AWS_PROFILE=alice-x", "alice-x, by AWS_PROFILE")]
    [TestCase("eval \"$(iam-sorry eval alice-x)\"", "alice-x, loaded into this shell")]
    public async Task MarksTheOneThatIsActiveInThisShell(string load, string status)
    {
        await using var stage = await Minted.StageAsync();

        var list = (await stage.RunOtherAsync(
            "/bin/bash", "-c", $"{load}; iam-sorry list; iam-sorry status; iam-sorry doctor --offline")).Out;

        Assert.That(list, Does.Contain("\n* alice-x ").And.Contain("\n  iam-sorry ").And.Contain($"active    {status}\n"));
        Assert.That(list, Does.Not.Contain("win over every profile"), "the doctor knows what eval has loaded");
    }

    [Test]
    public async Task OnlineTellsOwnersTagsAndKeysThatShouldNotBeThere()
    {
        await using var stage = await Stage.SealedAsync();
        (await stage.RunAsync("alice-x", "--tag", "team=red")).MustSucceed();
        (await stage.RunAsync("alice-y")).MustSucceed();
        var key = stage.Account.AddAccessKey("alice-y");
        stage.Account.Change("alice-y", user => user with { Tags = user.Tags.SetItem("owner", "jimmy") });

        var lines = (await stage.RunAsync("list", "--online")).MustSucceed().Out.Split('\n');

        Assert.That(lines[0].Split("  ", StringSplitOptions.RemoveEmptyEntries).Select(word => word.Trim()), Is.EqualTo(
            new[] { "USER", "OWNER", "DELEGATED BY", "KEYS", "OTHER TAGS" }));
        Assert.That(lines, Has.One.Match("^alice-x +alice +alice-mgr +none +team=red$"));
        Assert.That(lines, Has.One.Match($"^alice-y +jimmy +alice-mgr +{key.Id} 0d +-$"));
        Assert.That(lines, Has.One.Match("^alice +- +- +- +there is no such user$"));
        Assert.That((await stage.RunAsync("whoami", "alice-x", "--online")).MustSucceed().Out, Does.Contain(
            "owner     alice\nby        alice-mgr\nkeys      none\ntags      team=red\n"));
    }
}
