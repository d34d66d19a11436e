using IamSorry.Cli.CommandLine;
using System.Text.Json;
using IamSorry.Cli.Tests.Infrastructure;

namespace IamSorry.Cli.Tests.Commands;

/// <summary>What the audit log says of the program's runs.</summary>
public sealed class AuditTests
{
    [Test]
    public async Task IsEveryCallThatChangedSomething_WithAwsOwnRequestIds()
    {
        await using var stage = await Stage.SealedAsync();
        (await stage.RunAsync("alice-x", "--tag", "team=research")).MustSucceed();

        var records = Records(stage);
        var calls = stage.Aws.Calls.Where(
            call => !call.Action.StartsWith("Get", StringComparison.Ordinal) || call.Action == "GetSessionToken").ToList();

        Assert.That(
            calls.Select(call => call.Action), Is.EqualTo(
                new[] { "CreateUser", "CreateAccessKey", "GetSessionToken", "DeleteAccessKey" }));
        Assert.That(
            records.Select(record => record.GetProperty("operation").GetString()), Is.EqualTo(calls.Select(call => call.Action)));
        Assert.That(
            records.Select(record => record.GetProperty("request_id").GetString()), Is.EqualTo(
                calls.Select(call => call.RequestId)));
        Assert.That(records.Select(record => record.GetProperty("user").GetString()), Has.All.EqualTo("alice-x"));
        Assert.That(records.Select(record => record.GetProperty("command").GetString()), Has.All.EqualTo("mint"));
        Assert.That(records[0].GetProperty("tags").GetProperty("team").GetString(), Is.EqualTo("research"));
        Assert.That(records[2].GetProperty("key_id").GetString(), Is.EqualTo(stage.Home.Field("alice-x", "aws_access_key_id")));
        Assert.That(TestHome.ModeOf(stage.Home.InHome(".aws/iam-sorry/audit.jsonl")), Is.EqualTo("600"));
    }

    [Test]
    public async Task HoldsNoSecret()
    {
        await using var stage = await Stage.SealedAsync();
        (await stage.RunAsync("alice-x")).MustSucceed();

        var log = await File.ReadAllTextAsync(stage.Home.InHome(".aws/iam-sorry/audit.jsonl"));

        Assert.That(log, Does.Not.Contain(stage.Home.Field("alice-x", "aws_secret_access_key")!)
            .And.Not.Contain(stage.Home.Field("alice-x", "aws_session_token")!).And.Not.Contain(Stage.ManagerKey.Secret));
    }

    [Test]
    public async Task IsToldOneLineACall_AndVerified()
    {
        await using var stage = await Stage.SealedAsync();
        (await stage.RunAsync("alice-x")).MustSucceed();

        var told = (await stage.RunAsync("audit")).MustSucceed();
        var verified = (await stage.RunAsync("audit", "--verify")).MustSucceed("the audit log is whole: 4 records");

        Assert.That(told.Out.TrimEnd('\n').Split('\n'), Has.Length.EqualTo(4));
        Assert.That(told.Out, Does.Contain("CreateUser").And.Contain("owner=alice").And.Contain(stage.Aws.Calls[^1].RequestId));
        Assert.That((await stage.RunAsync("audit", "--json")).MustSucceed().Out, Is.EqualTo(
            await File.ReadAllTextAsync(stage.Home.InHome(".aws/iam-sorry/audit.jsonl"))));
        Assert.That(verified.Out, Does.Match(@"\A4 [0-9a-f]{64}\n\z"));
    }

    [Test]
    public async Task ThatSomebodyEditedIsFoundOut()
    {
        await using var stage = await Stage.SealedAsync();
        (await stage.RunAsync("alice-x")).MustSucceed();
        var log = stage.Home.InHome(".aws/iam-sorry/audit.jsonl");
        await File.WriteAllTextAsync(
            log, (await File.ReadAllTextAsync(log)).Replace("alice-x", "alice-y", StringComparison.Ordinal));

        await stage.MustRefuseAsync(ExitCode.Failed, ["is broken"], "audit", "--verify");
    }

    [Test]
    public async Task IsAlsoWhatAwsRefused()
    {
        await using var stage = await Stage.SealedAsync();
        stage.Aws.Faults.Error("CreateAccessKey", 403, "AccessDenied", "no");

        (await stage.RunAsync("alice-x")).MustFail(ExitCode.RefusedByAws);

        Assert.That(Records(stage)[^1].GetProperty("error").GetString(), Is.EqualTo("AccessDenied"));
    }

    [Test]
    public async Task ThatCannotBeRecordedIsDoneAllTheSame_WithAWarning()
    {
        await using var stage = await Stage.SealedAsync();
        Directory.CreateDirectory(stage.Home.InHome(".aws/iam-sorry/audit.jsonl"));

        var run = (await stage.RunAsync("alice-x")).MustSucceed("warning: what was done in AWS is not recorded");

        Assert.That(run.Err.Split("is not recorded"), Has.Length.EqualTo(2), "said once");
        Assert.That(stage.Account.User("alice-x").Keys, Is.Empty);
    }

    [Test]
    public async Task ShowsWhichSessionsWereHandedOut()
    {
        await using var stage = await Minted.StageAsync();
        (await stage.RunAsync("eval", "alice-x")).MustSucceed();
        (await stage.RunAsync("exec", "alice-x", "--", "true")).MustSucceed();
        var last = stage.Account.Sessions.Single().AccessKeyId[^4..];

        var told = (await stage.RunAsync("audit", "--since", "1h")).MustSucceed().Out.TrimEnd('\n').Split('\n');

        Assert.That(told[^2], Does.Contain("hand-out   eval").And.Contain("alice-x").And.Contain($"session ...{last}"));
        Assert.That(told[^1], Does.Contain("hand-out   exec"));
        Assert.That(TestHome.ModeOf(stage.Home.InHome(".aws/iam-sorry/handouts.jsonl")), Is.EqualTo("600"));
    }

    [Test]
    public async Task IsTheLastTwenty_UnlessAllIsAskedFor()
    {
        await using var stage = await Minted.StageAsync();
        await Task.WhenAll(Enumerable.Range(0, 25).Select(_ => stage.RunAsync("eval", "alice-x")));

        Assert.That((await stage.RunAsync("audit")).Out.TrimEnd('\n').Split('\n'), Has.Length.EqualTo(20));
        Assert.That((await stage.RunAsync("audit", "--all")).Out.TrimEnd('\n').Split('\n'), Has.Length.EqualTo(4 + 25));
    }

    [Test]
    public async Task IsComparedWithCloudTrail()
    {
        await using var stage = await Minted.StageAsync();
        var ids = Records(stage).Select(record => record.GetProperty("request_id").GetString()!).ToList();
        string Event(string id, string name)
            => $$$"""{"requestID":"{{{id}}}","eventTime":"{{{DateTimeOffset.UtcNow:O}}}","eventName":"{{{name}}}","userIdentity":{"userName":"alice-mgr"}}""";
        var trail = string.Join('\n', [.. ids.Skip(1).Select(id => Event(id, "CreateAccessKey")), Event("another", "ListUsers")]);

        var run = await stage.RunAsync(["audit", "--cloudtrail", "-"], trail);

        Assert.That(run.ExitCode, Is.EqualTo((int)ExitCode.Failed));
        Assert.That(run.Out.Split('\n').Select(line => line.Split("  ")[0]), Is.EqualTo(
            new[] { "found   ", "found   ", "found   ", "missing ", "not ours", "" }.Select(word => word.TrimEnd())));
        Assert.That(run.Out, Does.Contain("ListUsers"));
        Assert.That(run.Err, Does.Contain("3 of our calls found, 1 missing, 1 calls about the namespace not made here"));
    }

    private static IReadOnlyList<JsonElement> Records(Stage stage)
        => [.. File.ReadAllLines(stage.Home.InHome(".aws/iam-sorry/audit.jsonl")).Select(
            line => JsonSerializer.Deserialize<JsonElement>(line))];
}
