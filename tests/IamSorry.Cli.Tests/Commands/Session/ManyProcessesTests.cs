using IamSorry.Cli.Tests.Infrastructure;

namespace IamSorry.Cli.Tests.Commands;

/// <summary>Many processes work on the same files.</summary>
public sealed class ManyProcessesTests
{
    [Test, NonParallelizable]
    public async Task TwentyProcessesMintTwentyUsers()
    {
        await using var stage = await Stage.SealedAsync();
        var names = Enumerable.Range(1, 20).Select(number => $"alice-{number}").ToArray();

        var runs = await Task.WhenAll(names.Select(name => stage.RunAsync(name)));

        foreach (var (name, run) in names.Zip(runs))
        {
            run.MustSucceed($"session of IAM user '{name}' in profile '{name}'");
            var session = stage.Account.Sessions.Single(each => each.UserName == name);
            Assert.That(stage.Home.Field(name, "aws_access_key_id"), Is.EqualTo(session.AccessKeyId));
            Assert.That(stage.Home.Field(name, "aws_secret_access_key"), Is.EqualTo(session.Secret));
            Assert.That(stage.Home.Field(name, "aws_session_token"), Is.EqualTo(session.Token));
            Assert.That(stage.Home.Field(name, "credentials_owner"), Is.EqualTo(name));
            Assert.That(IniText.Field(stage.Home.Config, $"profile {name}", "region"), Is.EqualTo("eu-central-1"));
            Assert.That(stage.Account.User(name).Keys, Is.Empty);
        }

        Assert.That(stage.Home.Credentials, Does.StartWith(TestRun.SealedCredentials));
        Assert.That(stage.Home.Credentials.Split("\n[").Length, Is.EqualTo(TestRun.SealedCredentials.Split("\n[").Length + 20));
        Assert.That(TestHome.ModeOf(stage.Home.CredentialsPath), Is.EqualTo("600"));
        Assert.That(TestHome.ModeOf(stage.Home.ConfigPath), Is.EqualTo("600"));
        Assert.That(stage.NothingIsUnderWay);
    }

    [Test, NonParallelizable]
    public async Task FourProcessesMintTheSameUserOneAfterTheOther()
    {
        await using var stage = await Stage.SealedAsync();

        foreach (var run in await Task.WhenAll(Enumerable.Range(1, 4).Select(_ => stage.RunAsync("alice-x"))))
        {
            run.MustSucceed();
        }

        Assert.That(stage.Account.User("alice-x").Keys, Is.Empty);
        Assert.That(
            stage.Account.Sessions.Select(session => session.Token), Has.One.EqualTo(
                stage.Home.Field("alice-x", "aws_session_token")));
        Assert.That(stage.Home.Credentials.Split("[alice-x]"), Has.Length.EqualTo(2));
    }
}
