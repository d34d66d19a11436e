using IamSorry.Cli.CommandLine;
using IamSorry.Cli.Commands;
using IamSorry.Cli.Tests.Infrastructure;

namespace IamSorry.Cli.Tests.Commands;

/// <summary>A user that is not there yet: created without a question, unless its name looks like a slip of the finger.</summary>
public sealed class NewUserTests
{
    [TestCase("alice-bedrok", "alice-bedrock")]
    [TestCase("alice-bedorck", "alice-bedrock")]
    [TestCase("alice-bedroock", "alice-bedrock")]
    [TestCase("alice-mrg", "alice-mgr")]
    [TestCase("alice-bedrock", null)]
    [TestCase("alice-ci-2", null)]
    [TestCase("alice-x", null)]
    [TestCase("alice-web", null)]
    [TestCase("alice", null)]
    public void Name_is_nearly_a_known_one(string name, string? known)
        => Assert.That(
            NewUserQuestion.Like(name, ["alice-bedrock", "alice-mgr", "alice-ci-1", "alice-y", "work"]), Is.EqualTo(known));

    [Test]
    public async Task WithANearNameIsAskedAboutOnATerminal_AndNotCreatedWithoutAYes()
    {
        await using var stage = await WithBedrockAsync();
        using var terminal = Pty.Start(stage, "iam-sorry alice-bedrok", columns: 200);

        await terminal.WaitForAsync("'alice-bedrok', for good? [y/N]");
        await terminal.TypeAsync("\n");

        Assert.That(await terminal.EndAsync(), Is.EqualTo((int)ExitCode.Failed), terminal.Shown);
        Assert.That(terminal.Shown, Does.Contain("was not created").And.Contain("iam-sorry alice-bedrock"));
        Assert.That(stage.Account.Users.Select(user => user.Name), Does.Not.Contain("alice-bedrok"));
        Assert.That(stage.NothingIsUnderWay);
    }

    [TestCase("iam-sorry alice-bedrok", "y\n")]
    [TestCase("iam-sorry alice-bedrok --yes", "")]
    [TestCase("iam-sorry -y alice-bedrok", "")]
    public async Task WithANearNameIsCreatedWhereThatIsMeant(string command, string typed)
    {
        await using var stage = await WithBedrockAsync();
        using var terminal = Pty.Start(stage, command);

        await terminal.TypeAsync(typed);

        Assert.That(await terminal.EndAsync(), Is.Zero, terminal.Shown);
        Assert.That(stage.Account.Users.Select(user => user.Name), Does.Contain("alice-bedrok"));
    }

    [Test]
    public async Task WithANearNameIsCreatedWithoutATerminal_AndThatIsSaid()
    {
        await using var stage = await WithBedrockAsync();

        (await stage.RunAsync("alice-bedrok")).MustSucceed("its name is nearly 'alice-bedrock'", "created IAM user");
    }

    [Test]
    public async Task WithANameOfItsOwnIsCreatedWithoutAQuestion_AndSaysHowItGetsPermissions()
    {
        await using var stage = await WithBedrockAsync();
        using var terminal = Pty.Start(stage, "iam-sorry alice-ci", columns: 200);

        Assert.That(await terminal.EndAsync(), Is.Zero, terminal.Shown);
        Assert.That(
            terminal.Shown, Does.Contain("'alice-ci' has no permissions yet").And.Contain(
                "iam-sorry policy alice --kind bedrock"));

        Assert.That((await stage.RunAsync("alice-ci")).MustSucceed().Err, Does.Not.Contain("no permissions yet"));
    }

    [TestCase("alice-")]
    [TestCase("alice-ci-")]
    public async Task WhoseNameEndsInAHyphenIsRefused(string name)
    {
        await using var stage = await Stage.SealedAsync();

        await stage.MustRefuseAsync(ExitCode.WrongUsage, ["ends in a hyphen", "alice"], name);
        await stage.MustRefuseAsync(ExitCode.WrongUsage, ["ends in a hyphen"], "delegate", "bob-", "bob");
    }

    [TestCase("lsit", "did you mean iam-sorry list?")]
    [TestCase("ls", "did you mean iam-sorry list?")]
    [TestCase("init", "did you mean iam-sorry setup?")]
    public async Task OfACommandsNameIsNoUserWhereThereIsNoManager(string word, string says)
    {
        await using var stage = await Stage.PlainAsync();
        stage.Home.Credentials = "";

        await stage.MustRefuseAsync(ExitCode.WrongUsage, ["neither a command nor a profile", says], word);
    }

    [Test]
    public async Task OfACommandsNameIsOutsideTheNamespace()
    {
        await using var stage = await Stage.SealedAsync();

        await stage.MustRefuseAsync(ExitCode.RefusedByRule, ["outside your namespace", "did you mean the command?"], "lsit");
    }

    private static async Task<Stage> WithBedrockAsync()
    {
        var stage = await Stage.SealedAsync();
        (await stage.RunAsync("alice-bedrock")).MustSucceed();
        return stage;
    }
}
