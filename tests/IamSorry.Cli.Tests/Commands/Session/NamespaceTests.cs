using IamSorry.Cli.CommandLine;
using IamSorry.Cli.Tests.Infrastructure;

namespace IamSorry.Cli.Tests.Commands;

/// <summary>Names the manager of alice may not touch: refused before AWS or anybody is asked anything.</summary>
public sealed class NamespaceTests
{
    [TestCase("bob-x", "outside your namespace")]
    [TestCase("alicex", "outside your namespace")]
    [TestCase("ali", "outside your namespace")]
    [TestCase("default", "outside your namespace")]
    [TestCase("ALICE-x", "only by upper and lower case")]
    [TestCase("Alice", "only by upper and lower case")]
    [TestCase("alice-mgr", "is the manager itself")]
    [TestCase("alice-MGR", "is the manager itself")]
    public async Task IsRefused(string name, string says) => await MustRefuseAsync(ExitCode.RefusedByRule, says, name);

    [TestCase("alice-x/bob")]
    [TestCase("alice x")]
    [TestCase("alice-x\n")]
    [TestCase("alice\u001b[2J")]
    [TestCase("alice-ü")]
    [TestCase("alice-x ")]
    [TestCase("")]
    [TestCase(" ")]
    public async Task IsNoName(string name) => await MustRefuseAsync(ExitCode.WrongUsage, "name", name);

    [Test]
    public async Task IsTooLong() => await MustRefuseAsync(ExitCode.WrongUsage, "65 characters", "alice-" + new string('x', 59));

    [Test]
    public async Task IsRefusedForAnUserNamedByOptionToo()
    {
        await MustRefuseAsync(ExitCode.RefusedByRule, "outside your namespace", "alice-x", "--user", "bob-x");
        await MustRefuseAsync(ExitCode.WrongUsage, "a slash", "alice-x", "--user", "alice/x");
        await MustRefuseAsync(ExitCode.WrongUsage, "must not be empty", "alice-x", "--user", "");
    }

    private static async Task MustRefuseAsync(ExitCode code, string says, params string[] arguments)
    {
        // nobody could open the seal, so getting as far as that would show
        await using var stage = (await Stage.SealedAsync()).WithoutAgent(passphrase: null);

        var run = await stage.MustRefuseAsync(code, [says], arguments);

        Assert.That(stage.Aws.Calls, Is.Empty);
        Assert.That(run.Err, Does.Not.Contain("\u001b"), "a name acts on the terminal");
    }
}
