using IamSorry.Cli.CommandLine;
using IamSorry.Cli.Tests.Infrastructure;

namespace IamSorry.Cli.Tests.Output;

/// <summary>A product that cannot be delivered is a failure, told in words.</summary>
public sealed class UnwritableStdoutTests
{
    [TestCase("list", ">/dev/full", "No space left on device")]
    [TestCase("list", ">&-", "")]
    [TestCase("eval alice-x", ">/dev/full", "No space left on device")]
    [TestCase("eval alice-x", ">&-", "")]
    [TestCase("help", ">/dev/full", "No space left on device")]
    public async Task IsAFailure(string command, string redirection, string why)
    {
        await using var stage = await Minted.StageAsync();

        var run = await stage.RunOtherAsync("/bin/sh", "-c", $"iam-sorry {command} {redirection}");

        run.MustFail(ExitCode.Failed, "cannot write to stdout: ", why, "send it to a file");
    }

    [Test]
    public async Task IsNoneForACommandWithoutProduct()
    {
        await using var stage = await Stage.SealedAsync();

        var run = await stage.RunOtherAsync("/bin/sh", "-c", "iam-sorry alice-x >/dev/full");

        Assert.That(run.ExitCode, Is.Zero, run.ToString);
    }

    [Test]
    public async Task IsNoneWhereTheReaderHasReadEnough()
    {
        await using var stage = await Stage.SealedAsync();

        var run = await stage.RunOtherAsync("/bin/sh", "-c", "(iam-sorry help; echo $? >&2) | head -1 >/dev/null");

        Assert.That(run.Err, Is.EqualTo("0\n"), run.ToString);
    }
}
