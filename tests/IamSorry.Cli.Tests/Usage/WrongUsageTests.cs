using IamSorry.Cli.CommandLine;
using IamSorry.Cli.Tests.Infrastructure;

namespace IamSorry.Cli.Tests.Usage;

/// <summary>Command lines that make no sense, through the program: exit code 2, a reason and a hint, nothing done.</summary>
public sealed class WrongUsageTests
{
    [TestCase("did you mean --duration?", "alice-x", "--duratoin", "2")]
    [TestCase("there is no option '-x'", "-x")]
    [TestCase("did you mean --encrypt?", "--encript")]
    [TestCase("two commands at once: --encrypt and --eval", "--encrypt", "--eval")]
    [TestCase("two commands at once", "alice-x", "--eval")]
    [TestCase("unexpected argument 'alice-y'", "alice-x", "alice-y")]
    [TestCase("a session cannot last 0 hours", "alice-x", "--duration", "0")]
    [TestCase("a session cannot last 30 minutes", "alice-x", "--duration", "30m")]
    [TestCase("a session cannot last 37 hours", "alice-x", "--duration", "37")]
    [TestCase("--duration: 'abc' is not a duration", "alice-x", "--duration", "abc")]
    [TestCase("--ssh-key", "alice-x", "--ssh-key")]
    public async Task IsRefused(string says, params string[] arguments)
    {
        await using var stage = (await Stage.SealedAsync()).WithoutAgent(passphrase: null);

        await stage.MustRefuseAsync(ExitCode.WrongUsage, [says, "  try: "], arguments);

        Assert.That(stage.Aws.Calls, Is.Empty);
    }
}
