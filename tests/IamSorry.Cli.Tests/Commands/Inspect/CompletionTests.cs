using IamSorry.Cli.CommandLine;
using IamSorry.Cli.Tests.Infrastructure;

namespace IamSorry.Cli.Tests.Commands;

/// <summary>What real shells offer.</summary>
public sealed class CompletionTests
{
    [TestCase("iam-sorry|d", "delegate doctor")]
    [TestCase("iam-sorry|al", "alice-x")]
    [TestCase("iam-sorry|--eval|al", "alice-x")]
    [TestCase("iam-sorry|exec|my", @"my\ own")]
    [TestCase("iam-sorry|--kind|b", "bedrock boundary")]
    [TestCase("iam-sorry|--kind|=|b", "bedrock boundary")]
    [TestCase("iam-sorry|completion|", "bash zsh fish pwsh")]
    [TestCase("iam-sorry|doctor|--o", "--offline")]
    [TestCase("iam-sorry|list|d", "")]
    [TestCase("iam-sorry|--region|eu-central-1|doctor|--o", "--offline")]
    [TestCase("iam-sorry|--region|=|eu-central-1|doctor|--o", "--offline")]
    [TestCase("iam-sorry|-p|work|--quiet|d", "delegate doctor")]
    [TestCase("iam-sorry|--eval|d", "")]
    [TestCase("iam-sorry|--credential", "")]
    public async Task OfBash(string line, string offered)
    {
        await using var stage = await StageAsync();
        var words = line.Split('|');
        var script =
            $"source <(iam-sorry completion bash); COMP_WORDS=({string.Join(' ', words.Select(word => $"'{word}'"))}); "
            + $"COMP_CWORD={words.Length - 1}; _iam_sorry; echo \"${{COMPREPLY[*]}}\"";

        var run = await stage.RunOtherAsync(Tools.FindOrIgnore("bash"), "--norc", "-c", script);

        Assert.That((run.Out.Trim(), run.Err), Is.EqualTo((offered, "")));
    }

    [TestCase("iam-sorry d", "delegate doctor")]
    [TestCase("iam-sorry al", "alice-x")]
    [TestCase("iam-sorry --eval al", "alice-x")]
    [TestCase("iam-sorry --kind b", "bedrock boundary")]
    [TestCase("iam-sorry doctor --o", "--offline")]
    [TestCase("iam-sorry list d", "")]
    [TestCase("iam-sorry --region eu-central-1 doctor --o", "--offline")]
    [TestCase("iam-sorry -p work --quiet d", "delegate doctor")]
    [TestCase("iam-sorry --eval d", "")]
    public async Task OfFish(string line, string offered)
    {
        await using var stage = await StageAsync();

        var run = await stage.RunOtherAsync(
            Tools.FindOrIgnore("fish"), "-N", "-c", $"iam-sorry completion fish | source; complete -C '{line}'");

        Assert.That(
            string.Join(' ', run.Out.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(each => each.Split('\t')[0])),
            Is.EqualTo(offered), run.Err);
    }

    [TestCase("bash", "-n")]
    [TestCase("zsh", "-n")]
    [TestCase("fish", "--no-execute")]
    public async Task AreSound(string shell, string check)
    {
        await using var stage = await StageAsync();
        var program = Tools.FindOrIgnore(shell);
        var script = stage.Home.Write("completion", (await stage.RunAsync("completion", shell)).MustSucceed().Out);

        var run = await stage.RunOtherAsync(program, check, script);

        Assert.That((run.ExitCode, run.Err), Is.EqualTo((0, "")));
    }

    [Test]
    public async Task OfAnotherShellAreRefused()
    {
        await using var stage = await StageAsync();

        await stage.MustRefuseAsync(ExitCode.WrongUsage, ["csh", "bash, zsh, fish, pwsh"], "completion", "csh");
    }

    [TestCase("bash"), TestCase("zsh"), TestCase("fish"), TestCase("pwsh")]
    public async Task NameEveryOptionAndCommand(string shell)
    {
        await using var stage = await StageAsync();

        var script = (await stage.RunAsync("completion", shell)).MustSucceed().Out;

        foreach (
            var word in Registry.Names.Concat(
                Registry.All.SelectMany(command => command.Options).Select(option => option.Name).Concat(
                    SeedFlags.All.Select(flag => flag.Name)).Select(name => shell == "fish" ? $"-l {name[2..]}" : name)))
        {
            Assert.That(script, Does.Contain(word));
        }
    }

    private static async Task<Stage> StageAsync()
    {
        var stage = await Stage.PlainAsync();
        stage.Home.Config += "[profile alice-x]\nregion = x\n[profile \"my own\"]\nregion = x\n";
        return stage;
    }
}
