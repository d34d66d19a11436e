using IamSorry.Cli.CommandLine;
using IamSorry.Cli.Tests.Infrastructure;
using IamSorry.LocalAws;
using IamSorry.Testing;

namespace IamSorry.Cli.Tests.Output;

/// <summary>Somebody sits at a terminal: prompts, progress, colour.</summary>
[Category(Categories.EveryBuild)]
public sealed class TerminalTests
{
    private const string Prompt = "Enter passphrase";

    [Test]
    public async Task ThePassphraseIsAskedForAndNotShown()
    {
        await using var stage = (await Stage.SealedAsync()).WithoutAgent(passphrase: null);
        using var terminal = Pty.Start(stage, "iam-sorry alice-x");

        await terminal.WaitForAsync(Prompt);
        await terminal.TypeAsync(TestKey.Passphrase + "\n");

        Assert.That(await terminal.EndAsync(), Is.Zero, terminal.Shown);
        Assert.That(terminal.Shown, Does.Contain("session of IAM user 'alice-x'").And.Not.Contain(TestKey.Passphrase));
        Assert.That(terminal.EchoIsOn, terminal.Shown);
    }

    [Test]
    public async Task AWrongPassphraseIsAskedForAgain()
    {
        await using var stage = (await Stage.SealedAsync()).WithoutAgent(passphrase: null);
        using var terminal = Pty.Start(stage, "iam-sorry alice-x");

        await terminal.WaitForAsync(Prompt);
        await terminal.TypeAsync("wrong\n");
        await terminal.WaitForAsync("that was not the passphrase");
        await terminal.WaitForAsync(Prompt, times: 2);
        await terminal.TypeAsync(TestKey.Passphrase + "\n");

        Assert.That(await terminal.EndAsync(), Is.Zero, terminal.Shown);
        Assert.That(terminal.Shown, Does.Contain("session of IAM user 'alice-x'"));
    }

    [Test]
    public async Task ThreeWrongPassphrasesAreEnough()
    {
        await using var stage = (await Stage.SealedAsync()).WithoutAgent(passphrase: null);
        using var terminal = Pty.Start(stage, "iam-sorry alice-x");

        for (var time = 1; time <= 3; time++)
        {
            await terminal.WaitForAsync(Prompt, time);
            await terminal.TypeAsync("wrong\n");
        }

        Assert.That(await terminal.EndAsync(), Is.EqualTo((int)ExitCode.NotUnsealed), terminal.Shown);
        Assert.That(terminal.Shown, Does.Contain("wrong passphrase for"));
    }

    [Test]
    public async Task CtrlCAtThePromptEndsItAndLeavesTheTerminalAsItWas([Values("--encrypt", "alice-x")] string command)
    {
        await using var stage = command == "--encrypt" ? await Stage.PlainAsync() : await Stage.SealedAsync();
        stage.NobodyAnswers().WithoutAgent(passphrase: null);
        var before = stage.Home.Snapshot();
        using var terminal = Pty.Start(stage, $"iam-sorry {command}");

        await terminal.WaitForAsync(Prompt);
        await terminal.TypeAsync(Pty.CtrlC);

        Assert.That(await terminal.EndAsync(), Is.EqualTo((int)ExitCode.Interrupted), terminal.Shown);
        Assert.That(terminal.EchoIsOn, terminal.Shown);
        Assert.That(terminal.Shown, Does.Not.Contain("try again").And.Not.Contain("internal error"));
        Assert.That(stage.Home.Snapshot(), Is.EqualTo(before));
    }

    [Test]
    public async Task ProgressIsShownWhileTheNewKeyIsUnknown_AndLeavesNoTrace()
    {
        await using var stage = await Stage.SealedAsync(new LocalAwsOptions { NewKeyDelay = TimeSpan.FromSeconds(4) });
        using var terminal = Pty.Start(stage, "iam-sorry alice-x");

        Assert.That(await terminal.EndAsync(), Is.Zero, terminal.Shown);
        Assert.That(terminal.Shown, Does.Contain("waiting for AWS to know the new key of 'alice-x'"));
        Assert.That(
            terminal.Shown, Does.Contain("\r\u001b[K\u001b[32m✓\u001b[0m session of"), "the progress line was not taken away");
    }

    [Test]
    public async Task CtrlCWhileTheNewKeyIsUnknownDeletesItAndWritesNothing()
    {
        await using var stage = await Stage.SealedAsync(new LocalAwsOptions { NewKeyDelay = TimeSpan.FromMinutes(10) });
        var before = stage.Home.Snapshot();
        using var terminal = Pty.Start(stage, "iam-sorry alice-x");

        await terminal.WaitForAsync("waiting for AWS");
        await terminal.TypeAsync(Pty.CtrlC);

        Assert.That(await terminal.EndAsync(), Is.EqualTo((int)ExitCode.Interrupted), terminal.Shown);
        Assert.That(terminal.Shown, Does.Contain("interrupted"));
        Assert.That(stage.Account.User("alice-x").Keys, Is.Empty);
        Assert.That(stage.NothingIsUnderWay);
        Assert.That(stage.Home.Snapshot(), Is.EqualTo(before));
    }

    [TestCase("", true)]
    [TestCase("NO_COLOR=1 ", false)]
    [TestCase("NO_COLOR= ", true)]
    [TestCase("TERM=dumb ", false)]
    public async Task ColoursAreShownUnlessUnwanted(string variable, bool colours)
    {
        await using var stage = await Stage.SealedAsync();
        using var terminal = Pty.Start(stage, $"{variable}iam-sorry bob-x");

        Assert.That(await terminal.EndAsync(), Is.EqualTo((int)ExitCode.RefusedByRule));
        Assert.That(
            terminal.Shown, Does.Contain(
                colours ? "\u001b[31miam-sorry:\u001b[0m 'bob-x' is outside" : "iam-sorry: 'bob-x' is outside"));
        Assert.That(terminal.Shown.Contains("\u001b[3", StringComparison.Ordinal), Is.EqualTo(colours));
    }

    [TestCase("list"), TestCase("--version"), TestCase("help"), TestCase("status"), TestCase("doctor --offline")]
    [TestCase("credential-process alice-x"), TestCase("alice-x"), TestCase("bob-x"), TestCase("eval nobody"), TestCase("audit")]
    [TestCase("exec alice-x -- true"), TestCase("policy alice")]
    public async Task TheModesOfTheTerminalAreLeftAlone(string command)
    {
        await using var stage = await Stage.SealedAsync();
        using var terminal = Pty.Start(stage, $"iam-sorry {command}");

        _ = await terminal.EndAsync();

        Assert.That(terminal.Shown, Does.Not.Contain("\u001b[?").And.Not.Contain("\u001b="), terminal.Shown);
    }

    [Test]
    public async Task TheModesOfTheTerminalAreLeftAloneWhereAPassphraseIsAskedFor()
    {
        await using var stage = (await Stage.SealedAsync()).WithoutAgent(passphrase: null);
        using var terminal = Pty.Start(stage, "iam-sorry alice-x");

        await terminal.WaitForAsync(Prompt);
        await terminal.TypeAsync(TestKey.Passphrase + "\n");

        Assert.That(await terminal.EndAsync(), Is.Zero, terminal.Shown);
        Assert.That(terminal.Shown, Does.Not.Contain("\u001b[?").And.Not.Contain("\u001b="), terminal.Shown);
    }

    [TestCase(40), TestCase(160)]
    public async Task TheWidthOfTheTerminalIsKnown(int columns)
    {
        await using var stage = await Stage.SealedAsync();
        stage.Home.Config += $"[profile {new string('n', 70)}]\nregion = eu-central-1\n";
        using var terminal = Pty.Start(stage, "iam-sorry list", columns);

        Assert.That(await terminal.EndAsync(), Is.Zero, terminal.Shown);
        Assert.That(
            terminal.Shown.Contains(new string('n', 70), StringComparison.Ordinal), Is.EqualTo(columns > 100), terminal.Shown);
    }

    [Test]
    public async Task TheProductCanStillBePiped()
    {
        await using var stage = (await Stage.SealedAsync()).WithoutAgent(passphrase: null);
        using var terminal = Pty.Start(stage, "iam-sorry --show-decrypted iam-sorry > product");

        await terminal.WaitForAsync(Prompt);
        await terminal.TypeAsync(TestKey.Passphrase + "\n");

        Assert.That(await terminal.EndAsync(), Is.Zero, terminal.Shown);
        Assert.That(
            File.ReadAllText(stage.Home.InHome("product")), Does.StartWith("[iam-sorry]\n").And.Contain(Stage.ManagerKey.Secret));
        Assert.That(terminal.Shown, Does.Not.Contain(Stage.ManagerKey.Secret));
    }
}
