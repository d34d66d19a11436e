using IamSorry.Cli.CommandLine;
using IamSorry.Cli.Tests.Infrastructure;

namespace IamSorry.Cli.Tests.Commands;

/// <summary>The target user is there already.</summary>
public sealed class MintExistingUserTests
{
    [Test]
    public async Task IsMintedInFourCalls()
    {
        await using var stage = await StageAsync();

        var run = (await stage.RunAsync("alice-bedrock")).MustSucceed(
            "found IAM user 'alice-bedrock'", "session of IAM user 'alice-bedrock'");

        Assert.That(run.Err, Does.Not.Contain("created"));
        Assert.That(stage.Actions, Is.EqualTo(new[] { "GetUser", "CreateAccessKey", "GetSessionToken", "DeleteAccessKey" }));
        Assert.That(stage.Account.User("alice-bedrock").Keys, Is.Empty);
    }

    [Test]
    public async Task IsRenewedEvenWhenItsSessionIsFresh_InTheSameLines()
    {
        await using var stage = await StageAsync();
        (await stage.RunAsync("alice-bedrock")).MustSucceed();
        stage.Home.Credentials += "# added by hand\n";
        var before = stage.Home.Credentials;

        (await stage.RunAsync("alice-bedrock", "--duration", "2")).MustSucceed("2 hours from now");

        var (first, second) = (stage.Account.Sessions[0], stage.Account.Sessions[1]);
        Assert.That(stage.Home.Field("alice-bedrock", "aws_session_token"), Is.EqualTo(second.Token));
        var same = stage.Home.Credentials
            .Replace(second.AccessKeyId, first.AccessKeyId, StringComparison.Ordinal)
            .Replace(second.Secret, first.Secret, StringComparison.Ordinal)
            .Replace(second.Token, first.Token, StringComparison.Ordinal);
        Assert.That(same.Split('\n').Where(Keeps), Is.EqualTo(before.Split('\n').Where(Keeps)));

        static bool Keeps(string line) => !line.StartsWith("expiration", StringComparison.Ordinal);
    }

    [Test]
    public async Task KeepsItsOneStandingKey()
    {
        await using var stage = await StageAsync();
        var key = stage.Account.AddAccessKey("alice-bedrock");

        (await stage.RunAsync("alice-bedrock")).MustSucceed();

        Assert.That(stage.Account.User("alice-bedrock").Keys.Select(each => each.Id), Is.EqualTo(new[] { key.Id }));
    }

    [Test]
    public async Task WithTwoKeysIsListedWithTheirLastUse()
    {
        await using var stage = await StageAsync();
        var (first, second) = (stage.Account.AddAccessKey("alice-bedrock"), stage.Account.AddAccessKey("alice-bedrock"));

        await stage.MustRefuseAsync(
            ExitCode.RefusedByAws,
            [first.Id, second.Id, "never used", "active",
                "aws iam delete-access-key --user-name alice-bedrock --access-key-id ID"],
            "alice-bedrock");

        Assert.That(stage.NothingIsUnderWay);
    }

    [Test]
    public async Task OfSomebodyElseIsOnlyLookedAt()
    {
        await using var stage = await Stage.SealedAsync();
        stage.Account.AddUser("alice-bedrock", "/", ("owner", "bob"));

        await stage.MustRefuseAsync(ExitCode.RefusedByRule, ["is owned by 'bob'", "ask 'bob'"], "alice-bedrock");

        Assert.That(stage.Actions, Is.EqualTo(new[] { "GetUser" }));
    }

    [Test]
    public async Task WithoutAnOwnerTagIsMinted()
    {
        await using var stage = await Stage.SealedAsync();
        stage.Account.AddUser("alice-bedrock");

        (await stage.RunAsync("alice-bedrock")).MustSucceed();
    }

    private static async Task<Stage> StageAsync()
    {
        var stage = await Stage.SealedAsync();
        stage.Account.AddUser("alice-bedrock", "/", ("owner", "alice"));
        return stage;
    }
}
