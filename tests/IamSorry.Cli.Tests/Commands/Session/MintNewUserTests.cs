using System.Globalization;
using IamSorry.Cli.Tests.Infrastructure;
using IamSorry.LocalAws;
using IamSorry.Testing;

namespace IamSorry.Cli.Tests.Commands;

/// <summary>The target user does not exist yet.</summary>
public sealed class MintNewUserTests
{
    [Category(Categories.EveryBuild)]
    [Test]
    public async Task IsCreatedTaggedAndMinted_InFiveCalls()
    {
        await using var stage = await Stage.SealedAsync();

        var run = (await stage.RunAsync("alice-bedrock")).MustSucceed(
            "✓ created IAM user 'alice-bedrock'\n",
            "✓ session of IAM user 'alice-bedrock' in profile 'alice-bedrock', region eu-central-1, account 123456789012\n",
            "✓ valid until ",
            ", 36 hours from now\n");

        Assert.That(run.Out, Is.Empty);
        Assert.That(
            stage.Actions, Is.EqualTo(
                new[] { "GetUser", "CreateUser", "CreateAccessKey", "GetSessionToken", "DeleteAccessKey" }));
        var user = stage.Account.User("alice-bedrock");
        Assert.That(user.Keys, Is.Empty);
        Assert.That(user.Tags["owner"], Is.EqualTo("alice"));
        Assert.That(user.Tags["delegated-by"], Is.EqualTo(Stage.Manager));
        Assert.That(stage.NothingIsUnderWay);
    }

    [Test]
    public async Task GetsAProfileThatHoldsASessionOfItself()
    {
        await using var stage = await Stage.SealedAsync();

        (await stage.RunAsync("alice-bedrock")).MustSucceed();

        var session = stage.Account.Sessions.Single();
        Assert.That(session.UserName, Is.EqualTo("alice-bedrock"));
        Assert.That(session.Duration, Is.EqualTo(TimeSpan.FromHours(36)));
        var expected = TestRun.SealedCredentials +
            $"""

            [alice-bedrock]
            aws_access_key_id = {session.AccessKeyId}
            aws_secret_access_key = {session.Secret}
            aws_session_token = {session.Token}
            aws_account_id = 123456789012
            credentials_owner = alice-bedrock
            expiration = {session.ExpiresAt.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture)}

            """;
        Assert.That(stage.Home.Credentials, Is.EqualTo(expected));
        Assert.That(
            stage.Home.Config, Is.EqualTo(
                "[profile iam-sorry]\nregion = eu-central-1\n\n[profile alice-bedrock]\nregion = eu-central-1\n"));
        Assert.That(TestHome.ModeOf(stage.Home.CredentialsPath), Is.EqualTo("600"));
        Assert.That(TestHome.ModeOf(stage.Home.ConfigPath), Is.EqualTo("600"));
    }

    [Test]
    public async Task TellsTheExpiryInLocalTime()
    {
        if (!TimeZoneInfo.TryFindSystemTimeZoneById("Asia/Kolkata", out _))
        {
            Assert.Ignore("no time zones are installed here");
        }

        await using var stage = await Stage.SealedAsync();
        stage.Home.Environment["TZ"] = "Asia/Kolkata";

        var run = (await stage.RunAsync("alice-bedrock", "--duration", "1")).MustSucceed(", 1 hour from now");

        var local = stage.Account.Sessions.Single().ExpiresAt.ToOffset(TimeSpan.FromHours(5.5));
        Assert.That(
            run.Err, Does.Contain(local.ToString("'valid until' yyyy-MM-dd HH:mm '+05:30'", CultureInfo.InvariantCulture)));
    }

    [Test]
    public async Task IsMintedAlthoughStsDoesNotKnowTheNewKeyForEightSeconds()
    {
        var clock = new ManualClock();
        await using var stage = await Stage.SealedAsync(
            new LocalAwsOptions { NewKeyDelay = TimeSpan.FromSeconds(8), TimeProvider = clock });
        stage.Aws.Faults.OnCall("GetSessionToken", () => clock.Advance(TimeSpan.FromSeconds(3)), times: 5);

        var run = (await stage.RunAsync("alice-bedrock")).MustSucceed("session of IAM user 'alice-bedrock'");

        Assert.That(run.Err, Does.Not.Contain("waiting").And.Not.Contain("\u001b"), "progress on a pipe");
        Assert.That(stage.Actions.Count(action => action == "GetSessionToken"), Is.GreaterThan(1));
        Assert.That(stage.Account.User("alice-bedrock").Keys, Is.Empty);
    }
}
