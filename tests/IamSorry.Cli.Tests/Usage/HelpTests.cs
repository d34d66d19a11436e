using IamSorry.Cli.CommandLine;
using IamSorry.Cli.Commands;
using IamSorry.Cli.Output.Help;
using IamSorry.Cli.Tests.Infrastructure;
using IamSorry.Testing;

namespace IamSorry.Cli.Tests.Usage;

/// <summary>The help and the version, and what is rendered from the definitions.</summary>
public sealed class HelpTests
{
    // where the command line stands in the definition's own file, and what writes it
    private static readonly (string Path, Func<string> Write)[] Rendered =
    [
        ("src/IamSorry.Cli/Manual/iam-sorry.1", ManualPage.Write),
        ("docs/cli-reference.md", MarkdownReference.Write),
    ];

    private static IEnumerable<string> Names => Registry.Names;

    [Category(Categories.EveryBuild)]
    [TestCase(null, "--help")]
    [TestCase(null, "-h")]
    [TestCase(null, "help")]
    [TestCase("mint", "alice-x", "--help")]
    [TestCase("encrypt", "--encrypt", "--help")]
    [TestCase("exec", "help", "exec")]
    public async Task IsPrintedOnStdout(string? command, params string[] arguments)
    {
        await using var stage = (await Stage.PlainAsync()).WithoutAws();

        var run = (await stage.RunAsync(arguments)).MustSucceed();

        Assert.That(run.Out, Is.EqualTo(command is null ? MainHelp.Write() : CommandHelp.Write(Registry.Find(command)!)));
        Assert.That(run.Err, Is.Empty);
    }

    [Test]
    public async Task OfACommandThatIsNotThereNamesTheNearest()
    {
        await using var stage = (await Stage.PlainAsync()).WithoutAws();

        await stage.MustRefuseAsync(
            ExitCode.WrongUsage, ["there is no command 'docter'", "did you mean iam-sorry help doctor"], "help", "docter");
    }

    [TestCaseSource(nameof(Names))]
    public void Definition_is_whole(string name)
    {
        var command = Registry.Find(name)!;

        Assert.That(command.Name, Is.EqualTo(name), "the registry calls it otherwise");
        Assert.That(command.Summary, Is.Not.Empty.And.Length.LessThanOrEqualTo(100).And.Not.EndsWith("."));
        Assert.That(command.Details.Trim(), Is.Not.Empty.And.EndsWith("."));
        Assert.That(command.Examples, Is.Not.Empty);
        foreach (var option in command.Options)
        {
            Assert.That(OptionTable.TakesValue(option.Name), Is.EqualTo(option.ValueName is not null), option.Name);
            Assert.That(option.Description, Is.Not.Empty.And.Not.EndsWith("."), option.Name);
        }
    }

    [TestCaseSource(nameof(Names))]
    public void Examples_parse(string name)
    {
        foreach (var example in Registry.Find(name)!.Examples)
        {
            // as a shell reads it: without what stands around the call
            var call = example.Line[example.Line.IndexOf("iam-sorry", StringComparison.Ordinal)..].Split('|', ')')[0].Trim();
            Assert.That(
                Parser.Parse([.. call.Split(' ').Skip(1).Select(word => word.Trim('\''))]).Definition.Name, Is.EqualTo(
                    name), example.Line);
        }
    }

    [TestCaseSource(nameof(Names))]
    public void Fits_80_columns_and_names_what_there_is(string name)
    {
        var command = Registry.Find(name)!;
        var help = CommandHelp.Write(command);

        Assert.That(help.Split('\n'), Has.All.Length.LessThanOrEqualTo(80));
        Assert.That(
            command.Options.Concat(CommonOptions.All).Select(option => option.Name).Where(
                option => !help.Contains(option, StringComparison.Ordinal)), Is.Empty);
        Assert.That(MainHelp.Write(), Does.Match($@"[ ,]{name}(,|\n)"));
        Assert.That(MainHelp.WriteAll(), Does.Contain($"  {name} "));
        Assert.That(MainHelp.WriteAll(200), Does.Contain(command.Summary));
    }

    [Test]
    public void FitsAScreen()
    {
        Assert.That(MainHelp.Write().Split('\n'), Has.All.Length.LessThanOrEqualTo(80));
        Assert.That(MainHelp.Write().Split('\n'), Has.Length.LessThan(25));
        Assert.That(MainHelp.WriteAll().Split('\n'), Has.All.Length.LessThanOrEqualTo(80));
    }

    [TestCase("help", 60)]
    [TestCase("help exec", 60)]
    [TestCase("--eval --help", 60)]
    [TestCase("--print-policy --help", 50)]
    [TestCase("help --all", 70)]
    public async Task FitsTheTerminal(string arguments, int columns)
    {
        await using var stage = (await Stage.PlainAsync()).WithoutAws();
        using var terminal = Pty.Start(stage, $"iam-sorry {arguments}; echo the-end", columns);
        await terminal.EndAsync();

        var lines = Shown.Plain(terminal.Shown.Split("the-end")[0]).Split('\n').Select(line => line.TrimEnd('\r')).ToList();
        Assert.That(lines, Has.Count.GreaterThan(5));

        // what is typed or pasted is not cut
        Assert.That(
            lines.Where(
                line => line.Length > columns && !line.Contains("iam-sorry", StringComparison.Ordinal)
                    && line.Trim().Contains(' ', StringComparison.Ordinal)), Is.Empty);
        Assert.That(lines.Max(line => line.Length), Is.GreaterThan(columns - 25));
    }

    [Test]
    public void Every_option_in_the_table_belongs_to_a_command()
    {
        var all = Registry.All.SelectMany(command => command.Options).Concat(CommonOptions.All).ToList();
        Assert.That(
            all.Where(option => option.ValueName is not null != OptionTable.TakesValue(option.Name)).Select(
                option => option.Name), Is.Empty);
        Assert.That(all.Where(option => option.Short is { } letter && OptionTable.LongName(letter) != option.Name), Is.Empty);
        Assert.That(
            SeedFlags.All.Select(flag => flag.Name).Intersect(
                all.Select(option => option.Name)), Is.Empty, "a flag is also an option");
        Assert.That(SeedFlags.All.Where(flag => !Registry.Has(flag.Command)), Is.Empty);
    }

    [Test]
    public void Files_are_up_to_date()
    {
        foreach (var (path, write) in Rendered)
        {
            Assert.That(
                File.ReadAllText(RepositoryFiles.Path(path.Split("/"))), Is.EqualTo(
                    write()), $"{path} is stale: scripts/generate.sh");
        }

        var readme = File.ReadAllText(RepositoryFiles.Path("README.md"));
        Assert.That(
            readme.Split("<!-- commands:begin -->\n")[1].Split("<!-- commands:end -->")[0], Is.EqualTo(
                ReadmeTable.Write()), "README.md is stale: scripts/generate.sh");
    }

    [Test]
    public async Task JsonNamesEveryCommand()
    {
        await using var stage = (await Stage.PlainAsync()).WithoutAws();

        var run = (await stage.RunAsync("help", "--format", "json")).MustSucceed();

        using var json = System.Text.Json.JsonDocument.Parse(run.Out);
        Assert.That(
            json.RootElement.EnumerateArray().Select(command => command.GetProperty("name").GetString()), Is.EqualTo(
                Registry.Names));
    }

    [Test]
    public void NamesEveryExitCode()
    {
        Assert.That(Enum.GetValues<ExitCode>().Select(code => (int)code), Is.EqualTo(new[] { 0, 1, 2, 3, 4, 5, 130 }));
        Assert.That(ExitCodes.All.Select(each => each.Code), Is.EqualTo(Enum.GetValues<ExitCode>()));
        Assert.That(MarkdownReference.Write(), Does.Contain("| 3 | refused by a rule of iam-sorry |"));
    }

    [TestCase("--version")]
    [TestCase("version")]
    [Category(Categories.EveryBuild)]
    public async Task VersionIsOneLine(string word)
    {
        await using var stage = await Stage.PlainAsync();

        var run = (await stage.RunAsync(word)).MustSucceed();

        Assert.That(run.Out, Does.Match(@"\Aiam-sorry [0-9]+\.[0-9]+\.[0-9]+[^ \n]*\n\z"));
        Assert.That(run.Out, Is.EqualTo(VersionCommand.Text));
        Assert.That(run.Err, Is.Empty);
    }
}
