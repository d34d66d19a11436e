using System.Text.Json;
using IamSorry.LocalAws;
using IamSorry.Testing;
using NUnit.Framework;

namespace IamSorry.Tests.LocalAws;

/// <summary>The real <c>aws</c> program against LocalAws.</summary>
[Category(Categories.Foreign)]
internal sealed class AwsCommandLineTests
{
    private LocalAwsServer _server = null!;

    [SetUp]
    public async Task Start()
    {
        await ExternalProgram.RequireAsync("the aws command line", "aws", "--version");
        _server = await LocalAwsServer.StartAsync();
        _server.Account.AddUser("admin");
        _server.Account.AttachUserPolicy("admin", AwsManagedPolicy.AdministratorAccess);
    }

    [TearDown]
    public async Task Stop() => await (_server?.DisposeAsync() ?? ValueTask.CompletedTask);

    [Test]
    public async Task MakesUsersKeysAndSessions()
    {
        var admin = _server.Account.AddAccessKey("admin");
        var user = await Json(admin.Id, admin.Secret, null, "iam create-user --user-name alice-x --tags Key=owner,Value=alice");
        Assert.That(user.GetProperty("User").GetProperty("Tags")[0].GetProperty("Value").GetString(), Is.EqualTo("alice"));
        var key = (await Json(admin.Id, admin.Secret, null, "iam create-access-key --user-name alice-x")).GetProperty(
            "AccessKey");
        var session = (await Json(Text(key, "AccessKeyId"), Text(key, "SecretAccessKey"), null, "sts get-session-token"))
            .GetProperty("Credentials");
        var identity = await Json(
            Text(session, "AccessKeyId"), Text(session, "SecretAccessKey"), Text(
                session, "SessionToken"), "sts get-caller-identity");
        Assert.That(Text(identity, "Arn"), Is.EqualTo("arn:aws:iam::123456789012:user/alice-x"));
    }

    [Test]
    public async Task FollowsPages()
    {
        Enumerable.Range(0, 5).ToList().ForEach(i => _server.Account.AddUser($"u{i}"));
        var admin = _server.Account.AddAccessKey("admin");
        var users = await Json(admin.Id, admin.Secret, null, "iam list-users --page-size 2");
        Assert.That(users.GetProperty("Users").GetArrayLength(), Is.EqualTo(6));
        Assert.That(_server.Calls, Has.Count.EqualTo(3));
    }

    [Test]
    public async Task ShowsTheErrorAsAwsWouldSendIt()
    {
        _server.Account.AddUser("alice");
        var key = _server.Account.AddAccessKey("alice");
        var run = await Run(key.Id, key.Secret, null, "iam get-user");
        Assert.That(run.ExitCode, Is.Not.Zero);
        Assert.That(
            run.Error, Does.Contain(
                "(AccessDenied) when calling the GetUser operation: User: arn:aws:iam::123456789012:user/alice"));
    }

    [Test]
    public async Task IsRefusedWithAWrongSecret()
    {
        var run = await Run(_server.Account.AddAccessKey("admin").Id, "wrong", null, "sts get-caller-identity");
        Assert.That(run.Error, Does.Contain("(SignatureDoesNotMatch)"));
    }

    private static string Text(JsonElement json, string name) => json.GetProperty(name).GetString()!;

    private async Task<JsonElement> Json(string key, string secret, string? token, string command)
    {
        var run = await Run(key, secret, token, command);
        Assert.That(run.ExitCode, Is.Zero, run.Error);
        using var json = JsonDocument.Parse(run.Output);
        return json.RootElement.Clone();
    }

    private Task<ExternalProgram> Run(string key, string secret, string? token, string command)
    {
        var environment = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["AWS_ENDPOINT_URL"] = _server.Endpoint.ToString(),
            ["AWS_DEFAULT_REGION"] = "us-east-1",
            ["AWS_ACCESS_KEY_ID"] = key,
            ["AWS_SECRET_ACCESS_KEY"] = secret,
            ["AWS_MAX_ATTEMPTS"] = "1",
        };
        if (token is not null)
        {
            environment["AWS_SESSION_TOKEN"] = token;
        }

        return ExternalProgram.RunAsync("aws", [.. command.Split(' '), "--output", "json"], environment);
    }
}
