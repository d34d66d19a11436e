using IamSorry.Cli.Tests.Infrastructure;

namespace IamSorry.Cli.Tests.Commands;

/// <summary>
/// AWS_CONFIG_FILE and AWS_SHARED_CREDENTIALS_FILE name other files, perhaps of another account, with profiles of the same names.
/// </summary>
public sealed class AwsFilesTests
{
    [Test]
    public async Task HaveSessionsOfTheirOwn()
    {
        await using var stage = await Stage.SealedAsync();
        (await stage.RunAsync("configure", "alice-x")).MustSucceed();
        var first = (await stage.RunAsync("credential-process", "alice-x")).MustSucceed().Out;
        Copy(stage, ".aws/config", "AWS_CONFIG_FILE");
        Copy(stage, ".aws/credentials", "AWS_SHARED_CREDENTIALS_FILE");

        var second = (await stage.RunAsync("credential-process", "alice-x")).MustSucceed().Out;

        Assert.That(second, Is.Not.EqualTo(first));
        Assert.That(stage.Account.Sessions, Has.Count.EqualTo(2));
    }

    [Test]
    public async Task OfWhichOneIsNoFileAreNotMended()
    {
        await using var stage = await Stage.SealedAsync();
        stage.Home.Environment["AWS_CONFIG_FILE"] = "/dev/null";
        var before = TestHome.ModeOf("/dev/null");

        var run = await stage.RunAsync("--fix-profiles");

        Assert.That(TestHome.ModeOf("/dev/null"), Is.EqualTo(before));
        Assert.That(run.Out + run.Err, Does.Not.Contain("/dev/null"));
    }

    private static void Copy(Stage stage, string path, string variable)
    {
        var copy = stage.Home.InHome(Path.GetFileName(path) + "-of-another");
        File.Copy(stage.Home.InHome(path), copy);
        stage.Home.Environment[variable] = copy;
    }
}
