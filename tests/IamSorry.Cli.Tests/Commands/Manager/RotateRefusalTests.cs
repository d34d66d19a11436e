using IamSorry.Cli.CommandLine;
using IamSorry.Cli.Tests.Infrastructure;

namespace IamSorry.Cli.Tests.Commands;

/// <summary>
/// A rotation that would seal with another SSH key than before, or undo one that another profile is in the middle of.
/// </summary>
public sealed class RotateRefusalTests
{
    [Test]
    public async Task WithAnotherSshKeyThanTheOneThatSealed_IsRefusedUnlessItIsNamed()
    {
        await using var stage = await Stage.SealedAsync();
        File.Delete(stage.Home.KeyPath);
        TestKey.Make(stage.Home.KeyPath);

        await stage.MustRefuseAsync(ExitCode.RefusedByRule, ["is another one", "--ssh-key"], "rotate");

        stage.Home.AnswerWith(TestKey.Passphrase);
        (await stage.RunAsync("rotate", "--ssh-key", stage.Home.KeyPath)).MustSucceed();
    }

    [Test]
    public async Task InAProfileThatHoldsTheOldKeyStill_DoesNotDeleteTheNewOne()
    {
        await using var stage = await Stage.SealedAsync();
        stage.Home.Credentials += $"[copy]\naws_access_key_id = {Stage.ManagerKey.Id}\naws_secret_access_key = "
            + $"{Stage.ManagerKey.Secret}\n";
        (await stage.RunAsync("--encrypt", "--profile", "copy")).MustSucceed();

        // as a run leaves it that ends right after the swap: the old key is still active
        (await stage.RunAsync("rotate", "--keep-old")).MustSucceed();
        stage.Account.Change(
            Stage.Manager, user => user with { Keys = [.. user.Keys.Select(key => key with { IsActive = true })] });

        await stage.MustRefuseAsync(
            ExitCode.RefusedByRule, ["in profile 'iam-sorry'", "iam-sorry rotate"], "rotate", "--profile", "copy");

        (await stage.RunAsync("rotate")).MustSucceed();
        Assert.That(stage.Account.User(Stage.Manager).Keys, Has.Count.EqualTo(1));
        (await stage.RunAsync("alice-x")).MustSucceed();
    }
}
