using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using IamSorry.Cli.CommandLine;
using IamSorry.Cli.Tests.Infrastructure;
using IamSorry.Policies;

namespace IamSorry.Cli.Tests.Commands;

/// <summary><c>bedrock-key</c>, and <c>export --bedrock-key</c>: keys that Bedrock takes, and nobody sees unasked.</summary>
public sealed class BedrockKeyTests
{
    private const string Model = "anthropic.claude-sonnet-4-5-20250929-v1:0";

    [Test]
    public async Task IsTakenByBedrockInTheRegionOfItsProfile()
    {
        await using var stage = await StageAsync();

        var run = (await stage.RunAsync("bedrock-key", "alice-x")).MustSucceed("Bedrock key of alice-x for eu-central-1 until",
            "11h 59m left");

        Assert.That(run.Out, Does.StartWith("bedrock-api-key-").And.EndsWith("\n"));
        Assert.That(await InvokeAsync(stage, run.Out.TrimEnd('\n')), Is.EqualTo(HttpStatusCode.OK));
        Assert.That(stage.Aws.Calls[^1].Region, Is.EqualTo("eu-central-1"));
    }

    [Test]
    public async Task IsMadeWithoutACall()
    {
        await using var stage = (await StageAsync()).WithoutAws().WithoutAgent(passphrase: null);

        (await stage.RunAsync("bedrock-key", "alice-x")).MustSucceed();

        Assert.That(stage.Actions, Is.Empty);
    }

    [Test]
    public async Task IsOfAnotherRegionAndForAShorterTimeWhereAskedFor()
    {
        await using var stage = await StageAsync();

        var run = (await stage.RunAsync("bedrock-key", "alice-x", "--region", "us-west-2", "--duration", "90m")).MustSucceed(
            "for us-west-2 until", "1h");

        Assert.That(LinkOf(run.Out), Does.Contain("%2Fus-west-2%2Fbedrock%2F").And.Contain("X-Amz-Expires=5400&"));
        Assert.That(run.Err, Does.Not.Contain("ends with its session"));
    }

    [Test]
    public async Task IsNeverLongerThanItsSessionAndSaysSo()
    {
        await using var stage = await StageAsync(TimeSpan.FromHours(3));

        var run = (await stage.RunAsync("bedrock-key", "alice-x", "--duration", "8h")).MustSucceed(
            "it ends with its session, sooner than was asked for; for a longer one: iam-sorry alice-x");

        var seconds = int.Parse(
            LinkOf(run.Out).Split("X-Amz-Expires=")[1].Split('&')[0], System.Globalization.CultureInfo.InvariantCulture);
        Assert.That(seconds, Is.InRange((3 * 3600) - 60, 3 * 3600));
    }

    [Test]
    public async Task IsOfAFreshSessionWhereTheStoredOneIsAboutToEnd()
    {
        await using var stage = await StageAsync(TimeSpan.FromMinutes(2));

        var run = (await stage.RunAsync("bedrock-key", "alice-x")).MustSucceed("11h 59m left");

        Assert.That(stage.Actions, Does.Contain("GetSessionToken"));
        Assert.That(await InvokeAsync(stage, run.Out.TrimEnd('\n')), Is.EqualTo(HttpStatusCode.OK));
    }

    [Test]
    public async Task IsMadeOfNoPermanentKey()
    {
        await using var stage = await StageAsync();

        foreach (var profile in new[] { "iam-sorry", "work" })
        {
            (await stage.RunAsync("bedrock-key", profile)).MustFail(
                ExitCode.RefusedByRule, "a Bedrock key is made from a session only");
        }
    }

    [TestCase("bedrock-key", "credentials are not printed to a terminal")]
    [TestCase("export --bedrock-key --format sh", "credentials are not printed to a terminal")]
    public async Task ShowsOnATerminalOnlyWhereAskedFor(string command, string says)
    {
        await using var stage = await StageAsync();

        using var refused = Pty.Start(stage, $"iam-sorry {command} alice-x");
        await refused.EndAsync();
        using var shown = Pty.Start(stage, $"iam-sorry {command} alice-x --print");
        await shown.EndAsync();

        Assert.That(refused.Shown, Does.Contain(says).And.Not.Contain("bedrock-api-key-"));
        Assert.That(shown.Shown, Does.Contain("bedrock-api-key-"));
    }

    [Test]
    public async Task IsNotedAsHandedOut()
    {
        await using var stage = await StageAsync();

        await stage.RunAsync("bedrock-key", "alice-x");

        var log = await File.ReadAllTextAsync(stage.Home.InHome(".aws/iam-sorry/handouts.jsonl"));
        Assert.That(log, Does.Contain("\"how\":\"bedrock-key\"").And.Not.Contain("bedrock-api-key-"));
    }

    [TestCase("sh", "eval \"$(iam-sorry export alice-x --bedrock-key --format sh)\"")]
    [TestCase("dotenv", "set -a; iam-sorry export alice-x --bedrock-key --format dotenv >out; . ./out")]
    [TestCase("env", "iam-sorry export alice-x --bedrock-key >out; while IFS='=' read -r n v; do export \"$n=$v\"; done <out")]
    public async Task AsVariablesStandsBesideWhatIsThere(string format, string load)
    {
        await using var stage = await StageAsync();
        stage.Home.Environment["AWS_ACCESS_KEY_ID"] = "AKIAOTHEROTHEROTHER1";

        var run = await stage.RunOtherAsync(
            "/bin/sh", "-c", $"cd; {load}; printf '%s\\n' \"$AWS_BEARER_TOKEN_BEDROCK\" \"$AWS_REGION\" \"$AWS_ACCESS_KEY_ID\"");

        var lines = run.Out.Split('\n');
        Assert.That(await InvokeAsync(stage, lines[0]), Is.EqualTo(HttpStatusCode.OK), format);
        Assert.That(lines[1..3], Is.EqualTo(new[] { "eu-central-1", "AKIAOTHEROTHEROTHER1" }));
    }

    [Test]
    public async Task AsJsonIsAnObjectOfThreeVariables()
    {
        await using var stage = await StageAsync();

        var run = (await stage.RunAsync("export", "alice-x", "--bedrock-key", "--format", "json")).MustSucceed();

        using var json = JsonDocument.Parse(run.Out);
        Assert.That(
            json.RootElement.EnumerateObject().Select(each => each.Name),
            Is.EqualTo(new[] { "AWS_BEARER_TOKEN_BEDROCK", "AWS_REGION", "AWS_DEFAULT_REGION" }));
    }

    [TestCase("bedrock-key alice-x --duration 13h", "a Bedrock key cannot live 13h")]
    [TestCase("bedrock-key alice-x --duration 0", "cannot l")]
    [TestCase("bedrock-key alice-x --duration -1h", "cannot l")]
    [TestCase("bedrock-key alice-x --duration soon", "is not a duration")]
    [TestCase("bedrock-key alice-x --region eu_central", "is not a region")]
    [TestCase("bedrock-key alice-x --region xx-nowhere-1", "there is no region")]
    [TestCase("bedrock-key alice-x --region cn-north-1", "aws-cn")]
    [TestCase("export alice-x --bedrock-key --format process", "has no place for a Bedrock key")]
    [TestCase("export alice-x --duration 2h", "--duration is of a Bedrock key")]
    [TestCase("export alice-x --region us-east-1", "--region is of a Bedrock key")]
    public async Task RefusesWhatMakesNoSense(string command, string says)
    {
        await using var stage = await StageAsync();

        (await stage.RunAsync(command.Split(' '))).MustFail(ExitCode.WrongUsage, says);
    }

    private static async Task<Stage> StageAsync(TimeSpan? left = null)
    {
        var stage = await Minted.StageAsync(left);
        var policy = new PolicyRequest(PolicyKind.Bedrock, "alice", stage.Account.Id)
        {
            Regions = ["eu-central-1", "us-west-2"],
            Bearer = true,
        };
        stage.Account.AttachUserPolicy("alice-x", stage.Account.AddManagedPolicy("bedrock", PolicyTemplates.Render(policy).Json));
        return stage;
    }

    private static string LinkOf(string key)
        => Encoding.ASCII.GetString(Convert.FromBase64String(key.TrimEnd('\n')["bedrock-api-key-".Length..]));

    private static async Task<HttpStatusCode> InvokeAsync(Stage stage, string key)
    {
        using var http = new HttpClient();
        using var request = new HttpRequestMessage(
            HttpMethod.Post, new Uri(stage.Aws.Endpoint, $"/model/{Uri.EscapeDataString(Model)}/invoke"));
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", key);
        using var reply = await http.SendAsync(request);
        return reply.StatusCode;
    }
}
