using IamSorry.Cli.CommandLine;
using IamSorry.Cli.Tests.Infrastructure;

namespace IamSorry.Cli.Tests.Commands;

/// <summary><c>--eval</c> in real shells, written as users write it.</summary>
public sealed class EvalInShellsTests
{
    // what a profile edited by hand may hold: everything shells treat specially, and text outside ASCII
    private const string Awkward = """a'b"c$HOME`id`\d  e*f?g[h]i~j!k#l;m&n|o<p>q(r)s{t,u}v%w^x=y@z ü€😀 \n\' $(id) ${IFS} '‘’‚‛“”""";

    private const string Print = "printf '%s' \"$AWS_SECRET_ACCESS_KEY\"";
    private const string All =
        "printf '%s|' \"$AWS_ACCESS_KEY_ID\" \"$AWS_SECRET_ACCESS_KEY\" \"$AWS_SESSION_TOKEN\" \"$AWS_REGION\" "
        + "\"$AWS_CREDENTIAL_EXPIRATION\" \"${AWS_PROFILE-unset}\" \"${AWS_SECURITY_TOKEN-unset}\"";

    [TestCase("sh", "eval $(iam-sorry --eval alice-x)")]
    [TestCase("bash", "eval $(iam-sorry --eval alice-x)")]
    [TestCase("bash", "eval \"$(iam-sorry --eval alice-x)\"")]
    [TestCase("bash", "set -eu; eval $(iam-sorry --eval alice-x --shell bash)")]
    [TestCase("zsh", "eval $(iam-sorry --eval alice-x --shell zsh)")]
    [TestCase("zsh", "eval \"$(iam-sorry --eval alice-x)\"")]
    public async Task SetsEverythingAndUnsetsWhatIsStale(string shell, string line)
    {
        await using var stage = await MintedAsync();

        var run = await stage.RunOtherAsync(Tools.FindOrIgnore(shell), "-c", $"{line}; {All}");

        var session = stage.Account.Sessions.Single();
        Assert.That(run.ExitCode, Is.Zero, run.ToString);
        Assert.That(run.Out, Is.EqualTo(string.Join('|',
            session.AccessKeyId, session.Secret, session.Token, "eu-central-1", stage.Home.Field(
                "alice-x", "expiration"), "unset", "unset") + "|"));
    }

    [TestCase("--eval alice-x --shell fish")]
    [TestCase("eval alice-x")]
    public async Task SetsEverythingInFish(string arguments)
    {
        await using var stage = await MintedAsync();

        var run = await stage.RunOtherAsync(
            Tools.FindOrIgnore("fish"),
            "-c",
            $"iam-sorry {arguments} | source; set -q AWS_PROFILE; and echo stale; printf '%s|' "
            + "$AWS_SECRET_ACCESS_KEY $AWS_SESSION_TOKEN");

        var session = stage.Account.Sessions.Single();
        Assert.That(run.Out, Is.EqualTo($"{session.Secret}|{session.Token}|"), run.ToString);
    }

    [TestCase("fish", "iam-sorry --eval alice-x --shell fish | source")]
    [TestCase("bash", "eval $(iam-sorry --eval alice-x)")]
    [TestCase("zsh", "eval $(iam-sorry --eval alice-x --shell zsh)")]
    public async Task EndsWithStatusZero(string shell, string line)
    {
        await using var stage = await MintedAsync();

        var run = await stage.RunOtherAsync(Tools.FindOrIgnore(shell), "-c", line);

        Assert.That(run.ExitCode, Is.Zero, run.ToString);
    }

    [Test]
    public async Task NeverEndsWithACommandThatMayFail_InFish()
    {
        await using var stage = await MintedAsync();

        var lines = (await stage.RunAsync("--eval", "alice-x", "--shell", "fish")).MustSucceed().Out.TrimEnd().Split('\n');

        Assert.That(lines.Where(line => line.StartsWith("set -e", StringComparison.Ordinal)), Has.All.EndsWith("; or true;"));
    }

    [TestCase("bash", "eval $(iam-sorry --eval odd); " + Print)]
    [TestCase("bash", "eval \"$(iam-sorry --eval odd)\"; " + Print)]
    [TestCase("bash", "cd /; set -f; eval $(iam-sorry --eval odd); " + Print)]
    [TestCase("bash", "IFS=3; eval \"$(iam-sorry --eval odd)\"; " + Print)]
    [TestCase("zsh", "eval $(iam-sorry --eval odd --shell zsh); " + Print)]
    [TestCase("zsh", "eval \"$(iam-sorry --eval odd --shell zsh)\"; " + Print)]
    [TestCase("fish", "iam-sorry --eval odd --shell fish | source; " + Print)]
    [TestCase("fish", "eval (iam-sorry --eval odd --shell fish); " + Print)]
    public async Task GetsAwkwardValuesByteForByte(string shell, string line)
    {
        await using var stage = await Stage.SealedAsync();
        stage.Home.Credentials += $"[odd]\naws_access_key_id = AKIAODDODDODDODDODD2\naws_secret_access_key = {Awkward}\n";

        var run = await stage.RunOtherAsync(Tools.FindOrIgnore(shell), "-c", line);

        Assert.That(run.Out, Is.EqualTo(Awkward), run.ToString);
    }

    [Test]
    public async Task LosesAStaleSessionTokenForAPermanentKey()
    {
        await using var stage = await Stage.SealedAsync();

        var run = await stage.RunOtherAsync(
            Tools.FindOrIgnore("bash"),
            "-c",
            "export AWS_SESSION_TOKEN=old AWS_SECURITY_TOKEN=old AWS_CREDENTIAL_EXPIRATION=old; eval $(iam-sorry --eval "
            + "work); env");

        Assert.That(run.ExitCode, Is.Zero, run.ToString);
        Assert.That(run.Out, Does.Contain("AWS_ACCESS_KEY_ID=AKIAWORKWORKWORKWORK\n").And.Not.Contain("=old"));
    }

    [Test]
    public async Task StaysAsItWasWhenTheProfileIsUnknown()
    {
        await using var stage = await Stage.SealedAsync();

        var run = await stage.RunOtherAsync(
            Tools.FindOrIgnore(
                "bash"), "-c", "export AWS_ACCESS_KEY_ID=before; eval $(iam-sorry --eval nope); echo \"$AWS_ACCESS_KEY_ID\"");

        Assert.That(run.Out, Is.EqualTo("before\n"));
        Assert.That(run.Err, Does.Contain("profile 'nope' has no credentials").And.Contain("iam-sorry nope"));
    }

    [Test]
    public async Task IsToldWhichOnesThereAre()
    {
        await using var stage = await Stage.SealedAsync();

        await stage.MustRefuseAsync(
            ExitCode.WrongUsage, [
                "--shell: 'tcsh' is not one of bash, zsh, fish, powershell"], "--eval", "work", "--shell", "tcsh");
    }

    private static async Task<Stage> MintedAsync()
    {
        var stage = await Stage.SealedAsync();
        (await stage.RunAsync("alice-x")).MustSucceed();
        stage.Home.Environment["AWS_SECURITY_TOKEN"] = "stale";
        return stage;
    }
}
