using IamSorry.Cli.CommandLine;
using IamSorry.Cli.Output;
using IamSorry.Cli.Tests.Infrastructure;

namespace IamSorry.Cli.Tests.Output;

/// <summary>Texts end their lines where words end, and commands stay in one piece.</summary>
public sealed class WrappingTests
{
    [TestCase("one two three", 8, 2, "one two|  three")]
    [TestCase("  one two three", 8, 2, "  one|    two|    three")]
    [TestCase("one", 2, 2, "one")]
    [TestCase("", 5, 2, "")]
    [TestCase("a /a/long/path b", 6, 0, "a|/a/long/path|b")]
    [TestCase("next:  x", 80, 0, "next:  x")]
    public void WordsStayWhole(string text, int width, int hanging, string lines)
        => Assert.That(string.Join('|', Wrapping.Lines(text, width, hanging)), Is.EqualTo(lines));

    [Test]
    public void ACommandStaysInOnePiece()
        => Assert.That(
            Wrapping.Lines("seal them: " + Wrapping.Whole("iam-sorry encrypt --profile boss") + ", then go on", 20, 2),
            Is.EqualTo(new[] { "seal them:", "  iam-sorry encrypt --profile boss,", "  then go on" }));

    [Test]
    public async Task AnErrorFitsANarrowTerminal()
    {
        await using var stage = await Stage.PlainAsync();
        using var terminal = Pty.Start(stage, "NO_COLOR=1 iam-sorry alice-x; echo the-end", columns: 40);
        await terminal.EndAsync();

        Assert.That(
            Shown.Plain(terminal.Shown.Split("the-end")[0]).Replace("\r", "", StringComparison.Ordinal), Is.EqualTo(
                """
                iam-sorry: the keys of manager profile
                  'iam-sorry' lie in plain text
                  try: seal them first:
                    iam-sorry encrypt

                """));
    }

    [Test]
    public async Task WithoutATerminalALineIsALine()
    {
        await using var stage = await Stage.PlainAsync();

        (await stage.RunAsync("alice-x")).MustFail(
            ExitCode.RefusedByRule, "iam-sorry: the keys of manager profile 'iam-sorry' lie in plain text\n",
            "  try: seal them first: iam-sorry encrypt\n");
    }
}
