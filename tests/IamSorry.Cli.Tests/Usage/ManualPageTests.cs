using System.Text.RegularExpressions;

namespace IamSorry.Cli.Tests.Usage;

/// <summary>The hand-written manual page against the commands and options there are.</summary>
public sealed partial class ManualPageTests
{
    private static readonly string Text = Read();

    private static IEnumerable<string> Options
        => CommandLine.OptionNames.Concat(SubCommands.Names.SelectMany(name => SubCommands.Find(name)!.Options.Select(option => option.Name)))
            .Distinct(StringComparer.Ordinal);

    [Test]
    public void NamesEveryOption()
        => Assert.That(Options, Is.SubsetOf(Words().Matches(Text).Select(match => match.Value)));

    [Test]
    public void NamesNoOptionThatIsNotThere()
        => Assert.That(Words().Matches(Text).Select(match => match.Value).Distinct(StringComparer.Ordinal), Is.SubsetOf(Options));

    [TestCaseSource(typeof(SubCommands), nameof(SubCommands.Names))]
    public void NamesEveryCommand(string name) => Assert.That(Text, Does.Match($@"iam-sorry {Regex.Escape(name)}\b"));

    private static string Read()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            var page = Path.Combine(folder.FullName, "src", "IamSorry.Cli", "Manual", "iam-sorry.1");
            if (File.Exists(page))
            {
                return Fonts().Replace(File.ReadAllText(page), "").Replace(@"\-", "-", StringComparison.Ordinal);
            }
        }

        throw new FileNotFoundException("no manual page");
    }

    [GeneratedRegex(@"\\f[BIPR]", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Fonts();

    [GeneratedRegex(@"(?<![\w-])--[a-z][a-z-]*", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Words();
}
