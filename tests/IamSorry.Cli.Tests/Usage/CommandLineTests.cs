using IamSorry.Cli.Output;
using IamSorry.Cli.Tests.Infrastructure;
using IamSorry.Errors;

namespace IamSorry.Cli.Tests.Usage;

/// <summary>What the command line makes of its words, without starting a program for each.</summary>
[Category(TheProgram.AnyBuild)]
public sealed class CommandLineTests
{
    [TestCase("alice-x --duration 1.5", "'1.5' is no number of hours")]
    [TestCase("alice-x --duration -3", "-3")]
    [TestCase("alice-x --duration=-3", "-3 hours")]
    [TestCase("alice-x --duration=", "--duration")]
    [TestCase("alice-x --duration 99999999999", "is no number of hours")]
    [TestCase("alice-x --duration", "--duration needs a value")]
    [TestCase("alice-x --duration 2 --duration 3", "--duration is given twice")]
    [TestCase("alice-x --user", "--user needs a value")]
    [TestCase("--show-decrypted", "--show-decrypted needs a value")]
    [TestCase("--show-encrypted", "--show-encrypted needs a value")]
    [TestCase("--encrypt --profile", "--profile needs a value")]
    [TestCase("--encrypt --duration 3", "--duration means nothing to --encrypt")]
    [TestCase("--encrypt --replace", "--replace means nothing to --encrypt")]
    [TestCase("--eval alice-x --user alice-y", "--user means nothing to --eval")]
    [TestCase("alice-x --shell fish", "--shell means nothing to minting")]
    [TestCase("alice-x --kind bedrock", "--kind means nothing to minting")]
    [TestCase("--duration 3", "--duration alone does nothing")]
    [TestCase("--eval --shell", "--shell needs a value")]
    [TestCase("--print-policy alice --eval", "two commands at once")]
    [TestCase("alice-x --print-policy", "two commands at once")]
    [TestCase("--show-encrypted a --show-decrypted a", "two commands at once")]
    [TestCase("--print-policy alice --kind nonsense", "no policy of kind nonsense")]
    [TestCase("--print-policy alice --kind bedrock --delegate-to bob", "means nothing to the bedrock policy")]
    [TestCase("--encrypt extra", "two commands at once")]
    [TestCase("--eval a b", "two commands at once: minting (iam-sorry PROFILE) and --eval")]
    [TestCase("rotate --max-age", "--max-age needs a value")]
    [TestCase("rotate --max-age -1", "--max-age '-1' is no number of days")]
    [TestCase("rotate --max-age=-1", "--max-age '-1' is no number of days")]
    [TestCase("rotate --max-age 1.5", "--max-age '1.5' is no number of days")]
    [TestCase("rotate --max-age soon", "--max-age 'soon' is no number of days")]
    [TestCase("rotate --max-age 99999999", "is no number of days")]
    [TestCase("rotate --rollback --keep-old", "--keep-old means nothing to --rollback")]
    [TestCase("rotate --rollback --max-age 90", "--max-age means nothing to --rollback")]
    [TestCase("rotate alice-x", "one word too many")]
    public void AreRefusedWithAReasonAndAHint(string line, string says)
    {
        var error = Assert.Throws<InvalidInputException>(() => CommandLine.Parse(line.Split(' ')))!;

        Assert.That(error.Message, Does.Contain(says));
        Assert.That(error.Remedy, Is.Not.Null.And.Not.Empty);
    }

    [TestCase("alice-x")]
    [TestCase("alice-x --duration 12 --user alice-y --replace --profile boss --ssh-key /k --debug")]
    [TestCase("--duration 12 alice-x")]
    [TestCase("-p boss alice-x")]
    public void Mint(string line) => Assert.That(((Mint)CommandLine.Parse(line.Split(' '))).Profile, Is.EqualTo("alice-x"));

    [TestCase("rotate", null, false, false)]
    [TestCase("rotate --max-age 90", 90, false, false)]
    [TestCase("rotate --max-age 0 --keep-old", 0, true, false)]
    [TestCase("rotate --rollback -p boss", null, false, true)]
    public void Rotate(string line, int? days, bool keepOld, bool rollback)
    {
        var rotate = (Rotate)CommandLine.Parse(line.Split(' '));
        Assert.That(
            (rotate.MaxAge, rotate.KeepOld, rotate.Rollback), Is.EqualTo((days is { } d ? TimeSpan.FromDays(d) : (TimeSpan?)null, keepOld, rollback)));
    }

    [Test]
    public void TakeTheProgramsOwnNameForAProfile()
    {
        var program = Path.GetFileNameWithoutExtension(Environment.GetCommandLineArgs()[0]);
        Assert.That(((Mint)CommandLine.Parse([program])).Profile, Is.EqualTo(program));
        Assert.That(((Mint)CommandLine.Parse(["@alice"])).Profile, Is.EqualTo("@alice"));
    }

    [Test]
    public void MintForThirtySixHoursUnlessTold()
    {
        Assert.That(((Mint)CommandLine.Parse(["alice-x"])).Duration, Is.EqualTo(TimeSpan.FromHours(36)));
        Assert.That(((Mint)CommandLine.Parse(["alice-x", "--duration", "1"])).Duration, Is.EqualTo(TimeSpan.FromHours(1)));
        Assert.That(((Mint)CommandLine.Parse(["alice-x", "--duration=36"])).Duration, Is.EqualTo(TimeSpan.FromHours(36)));
    }

    [Test]
    public void EvalTakesAProfileOrNone()
    {
        Assert.That(((Eval)CommandLine.Parse(["--eval"])).Profile, Is.Null);
        Assert.That(((Eval)CommandLine.Parse(["--eval", "a"])).Profile, Is.EqualTo("a"));
        Assert.That(((Eval)CommandLine.Parse(["--eval", "--shell", "fish"])).Shell, Is.EqualTo(Shell.Fish));
    }

    [Test]
    public void WithoutAnythingAreBare() => Assert.That(CommandLine.Parse([]), Is.InstanceOf<Bare>());

    [Test]
    public void TakeASubCommandsNameForAProfileBehindDashes()
        => Assert.That(((Mint)CommandLine.Parse(["--", "list"])).Profile, Is.EqualTo("list"));

    [TestCase("exec alice-x", "needs a command")]
    [TestCase("exec alice-x --", "needs a command")]
    [TestCase("exec -- env", "needs a PROFILE")]
    [TestCase("exec alice-x alice-y -- env", "one word too many")]
    [TestCase("exec alice-x --sever -- env", "no option '--sever'")]
    [TestCase("exec alice-x --duration 40 -- env", "cannot last 40 hours")]
    [TestCase("list extra", "one word too many")]
    [TestCase("list --verify", "no option '--verify'")]
    [TestCase("--profile boss list", "only")]
    [TestCase("configure", "needs a PROFILE")]
    [TestCase("credential-process --duration 3", "needs a PROFILE")]
    [TestCase("--reset a --profiles", "two commands at once")]
    [TestCase("list -- env", "nothing goes behind --")]
    public void OfSubCommandsAreRefusedWithAReasonAndAHint(string line, string says) => AreRefusedWithAReasonAndAHint(line, says);

    [Test]
    public void HandTheCommandOfExecOnWordForWord()
    {
        var exec = (ExecRequest)CommandLine.Parse(["exec", "alice-x", "--server", "--", "aws", "--", "--help", "@x", "-p"]);
        Assert.That((exec.Profile, exec.Server), Is.EqualTo(("alice-x", true)));
        Assert.That(exec.Command, Is.EqualTo(new[] { "aws", "--", "--help", "@x", "-p" }));
    }
}
