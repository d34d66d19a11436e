using IamSorry.Cli.Tests.Infrastructure;
using IamSorry.Testing;

namespace IamSorry.Cli.Tests.Usage;

/// <summary>The help and the version.</summary>
public sealed class HelpTests
{
    [Category(Categories.Native)]
    [TestCase("--help")]
    [TestCase("-h")]
    [TestCase("alice-x", "--help")]
    [TestCase("--encrypt", "--help")]
    public async Task IsPrintedOnStdout(params string[] arguments)
    {
        await using var stage = (await Stage.PlainAsync()).WithoutAws();

        var run = (await stage.RunAsync(arguments)).MustSucceed();

        Assert.That(run.Out, Is.EqualTo(HelpText.Main));
        Assert.That(run.Err, Is.Empty);
    }

    [Test]
    public void NamesEveryOption()
        => Assert.That(CommandLine.OptionNames.Where(name => !HelpText.Main.Contains(name)), Is.Empty);

    [Test]
    public void NamesNoOptionThatDoesNotExist()
    {
        var subCommands = SubCommands.Names.Select(name => SubCommands.Find(name)!);
        Assert.That(OptionsIn(HelpText.Main).Except(CommandLine.OptionNames).Except(subCommands.SelectMany(each => each.Options).Select(option => option.Name)), Is.Empty);
    }

    [TestCaseSource(typeof(SubCommands), nameof(SubCommands.Names))]
    public void OfASubCommandNamesItsOptionsAndNoOther(string name)
    {
        var command = SubCommands.Find(name)!;
        var common = new CommonWords().All.Select(option => option.Name).ToList();
        var own = command.Options.Select(option => option.Name).Except(common).ToList();

        Assert.That(OptionsIn(command.Help).Except(common), Is.EquivalentTo(own));
        Assert.That(command.Help, Does.StartWith($"Usage: iam-sorry {name}"));
        Assert.That(command.Help.Split('\n'), Has.All.Length.LessThanOrEqualTo(120));
        Assert.That(((ShowHelp)CommandLine.Parse([name, "--help"])).Text, Is.EqualTo(command.Help));
        Assert.That(HelpText.Main.Split('\n'), Has.Some.Contains($"iam-sorry {name}"));
    }

    [Test]
    public void FitsAnOrdinaryTerminal() => Assert.That(HelpText.Main.Split('\n'), Has.All.Length.LessThanOrEqualTo(110));

    private static IEnumerable<string> OptionsIn(string help)
        => help.Split([' ', '\n', ',', '(', ')', '[', ']', ';', ':']).Where(word => word.StartsWith("--", StringComparison.Ordinal) && word.Length > 2).Distinct();

    [Test]
    public void NamesEveryExitCode()
    {
        Assert.That(Enum.GetValues<ExitCode>().Select(code => (int)code), Is.EqualTo(new[] { 0, 1, 2, 3, 4, 5, 130 }));
        Assert.That(HelpText.Main, Does.Contain("0 done, 1 failed, 2 wrong usage, 3 refused").And.Contain("4 refused by AWS, 5 could not unseal, 130 interrupted"));
    }

    [Test]
    public async Task VersionIsOneLine()
    {
        await using var stage = await Stage.PlainAsync();

        var run = (await stage.RunAsync("--version")).MustSucceed();

        Assert.That(run.Out, Does.Match(@"\Aiam-sorry [0-9]+\.[0-9]+\.[0-9]+[^ \n]*\n\z"));
        Assert.That(run.Err, Is.Empty);
    }
}
