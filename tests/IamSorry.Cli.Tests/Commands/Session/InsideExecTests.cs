using IamSorry.Cli.CommandLine;
using IamSorry.Cli.Tests.Infrastructure;

namespace IamSorry.Cli.Tests.Commands;

/// <summary>What a command that was given a session gets when it asks the program for more.</summary>
public sealed class InsideExecTests
{
    [TestCase("--eval", "iam-sorry")]
    [TestCase("export", "iam-sorry")]
    [TestCase("--show-decrypted", "iam-sorry")]
    public async Task IsNoPermanentKey(params string[] arguments)
    {
        await using var stage = await Stage.SealedAsync();
        stage.Home.Environment["IAM_SORRY_EXEC"] = "alice-x";

        await stage.MustRefuseAsync(ExitCode.RefusedByRule, ["is not shown"], arguments);
    }

    [Test]
    public async Task IsASession()
    {
        await using var stage = await Stage.SealedAsync();
        stage.Home.Environment["IAM_SORRY_EXEC"] = "alice-x";

        (await stage.RunAsync("alice-y")).MustSucceed();

        Assert.That((await stage.RunAsync("--eval", "alice-y")).MustSucceed().Out, Does.Contain("AWS_SESSION_TOKEN="));
    }
}
