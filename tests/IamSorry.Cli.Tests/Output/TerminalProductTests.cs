using IamSorry.Cli.Output;
using IamSorry.Cli.Tests.Infrastructure;

namespace IamSorry.Cli.Tests.Output;

/// <summary>Somebody has written escape sequences into the files: what is printed on a terminal does not steer it.</summary>
public sealed class TerminalProductTests
{
    private const string Title = "\u001b]0;owned\u0007";
    private const string Colour = "\u001b[31m";

    [TestCase("--show-decrypted alice-x"), TestCase("show alice-x --decrypted")]
    public async Task NothingOfThemReachesATerminal(string command)
    {
        await using var stage = await StageAsync();

        using var terminal = Pty.Start(stage, "iam-sorry " + command);
        await terminal.EndAsync();

        Assert.That(terminal.Shown, Does.Contain("aws_session_token").And.Not.Contain("\u001b]0;").And.Not.Contain(Colour));
    }

    [Test]
    public async Task AProgramGetsThemAsTheyAre()
    {
        await using var stage = await StageAsync();

        Assert.That((await stage.RunAsync("--show-decrypted", "alice-x")).MustSucceed().Out, Does.Contain(Title));
    }

    [TestCase("a\u001b[31mb\u001b[0mc\n", "a\u001b[31mb\u001b[0mc\n")]
    [TestCase("a\u001b[2Jb\u001b]0;x\u0007", "a?[2Jb?]0;x?")]
    [TestCase("\u001b[1;", "?[1;")]
    [TestCase("\r\u202e\u009b1m", "???1m")]
    public void OnlyColoursAndLineFeedsPassTheLastNet(string text, string shown)
        => Assert.That(Screen.WithoutControls(text), Is.EqualTo(shown));

    private static async Task<Stage> StageAsync()
    {
        var stage = await Minted.StageAsync();
        stage.Home.Credentials = stage.Home.Credentials.Replace(
            "credentials_owner = alice-x", $"credentials_owner = {Title}{Colour}alice-x", StringComparison.Ordinal);
        return stage;
    }
}
