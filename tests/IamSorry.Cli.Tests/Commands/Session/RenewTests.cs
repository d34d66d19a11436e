using IamSorry.Cli.CommandLine;
using IamSorry.Cli.Tests.Infrastructure;
using IamSorry.Testing;

namespace IamSorry.Cli.Tests.Commands;

/// <summary><c>renew</c>, and minting what is fresh.</summary>
public sealed class RenewTests
{
    [Test, Category(Categories.EveryBuild)]
    public async Task RenewsEverySessionByOneSignature_WithALineEach()
    {
        await using var stage = await ThreeAsync();
        stage.WithoutAgent();
        var before = stage.Account.Sessions.Count;

        var run = (await stage.RunAsync("renew", "--all", "--force")).MustSucceed(
            "✓ alice-a: 1d 11h left, ", "✓ alice-b: ", "✓ alice-c: ", "3 renewed, 0 kept, 0 failed, in ");

        Assert.That(stage.Home.TimesAsked, Is.EqualTo(1), "signatures, each of which asks for the passphrase");
        Assert.That(stage.Account.Sessions.Skip(before).Select(session => session.UserName), Is.EquivalentTo(
            new[] { "alice-a", "alice-b", "alice-c" }));
        Assert.That(run.Out, Is.Empty);
        Assert.That(stage.NothingIsUnderWay);
    }

    [Test]
    public async Task KeepsWhatIsFresh()
    {
        await using var stage = await ThreeAsync();
        stage.WithoutAgent(passphrase: null).WithoutAws();

        (await stage.RunAsync("renew", "alice-a", "alice-b")).MustSucceed(
            "✓ alice-a: 1d 11h left, kept as it is fresh", "0 renewed, 2 kept, 0 failed");
        (await stage.RunAsync("alice-c")).MustSucceed("is fresh, and stays: 1d 11h left; --force mints another");
    }

    [Test]
    public async Task OneThatFailsIsToldAndTheOthersAreRenewed()
    {
        await using var stage = await ThreeAsync();
        stage.Account.Change("alice-b", user => user with { Tags = user.Tags.SetItem("owner", "jimmy") });

        var run = await stage.RunAsync("renew", "--all", "--force");

        Assert.That(run.ExitCode, Is.EqualTo((int)ExitCode.RefusedByRule), run.ToString());
        Assert.That(run.Err, Does.Contain("warning: profile 'alice-b' was not renewed: IAM user 'alice-b' is owned by 'jimmy'")
            .And.Contain("2 renewed, 0 kept, 1 failed"));
    }

    [Test]
    public async Task SaysSoWhereThereIsNothingToRenew()
    {
        await using var stage = await Stage.SealedAsync();

        (await stage.RunAsync("renew", "--all")).MustSucceed("there is no session to renew");
    }

    private static async Task<Stage> ThreeAsync()
    {
        var stage = await Stage.SealedAsync();
        foreach (var profile in new[] { "alice-a", "alice-b", "alice-c" })
        {
            (await stage.RunAsync(profile)).MustSucceed();
        }

        return stage;
    }
}
