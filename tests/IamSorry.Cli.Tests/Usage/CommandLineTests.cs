using IamSorry.Cli.CommandLine;
using IamSorry.Cli.Output;
using IamSorry.Cli.Tests.Infrastructure;
using IamSorry.Errors;
using IamSorry.Sessions;

namespace IamSorry.Cli.Tests.Usage;

/// <summary>What the command line makes of its words, without starting a program for each.</summary>
[Category(TheProgram.AnyBuild)]
public sealed class CommandLineTests
{
    [TestCase("alice-x --duration 1.5", "--duration: '1.5' is not a duration")]
    [TestCase("alice-x --duration -3", "-3")]
    [TestCase("alice-x --duration=-3", "-3 hours")]
    [TestCase("alice-x --duration=", "--duration")]
    [TestCase("alice-x --duration 99999999999", "is not a duration")]
    [TestCase("alice-x --duration 8hours", "is not a duration")]
    [TestCase("alice-x --duration h", "is not a duration")]
    [TestCase("alice-x --duration 1h30", "is not a duration")]
    [TestCase("alice-x --duration 30m1h", "is not a duration")]
    [TestCase("alice-x --duration 8s", "is not a duration")]
    [TestCase("alice-x --duration 14m", "cannot last 14 minutes")]
    [TestCase("alice-x --duration 37h", "cannot last 37 hours")]
    [TestCase("alice-x --duration 36h1m", "cannot last 2161 minutes")]
    [TestCase("alice-x --duration 0", "cannot last 0 hours")]
    [TestCase("alice-x --duration", "--duration needs a value")]
    [TestCase("alice-x --duration 2 --duration 3", "--duration is given twice")]
    [TestCase("alice-x --user", "--user needs a value")]
    [TestCase("--show-decrypted", "iam-sorry show needs a PROFILE")]
    [TestCase("--show-encrypted", "iam-sorry show needs a PROFILE")]
    [TestCase("--encrypt --profile", "--profile needs a value")]
    [TestCase("--encrypt --duration 3", "--duration cannot be combined with --encrypt")]
    [TestCase("--encrypt --replace", "--replace cannot be combined with --encrypt")]
    [TestCase("--eval alice-x --user alice-y", "--user cannot be combined with --eval")]
    [TestCase("alice-x --shell fish", "--shell cannot be combined with mint")]
    [TestCase("alice-x --kind bedrock", "--kind cannot be combined with mint")]
    [TestCase("--duration 3", "--duration needs a PROFILE")]
    [TestCase("--eval --shell", "--shell needs a value")]
    [TestCase("--print-policy alice --eval", "two commands at once")]
    [TestCase("alice-x --print-policy", "two commands at once")]
    [TestCase("--show-encrypted a --show-decrypted a", "two commands at once")]
    [TestCase(
        "--print-policy alice --kind nonsense",
        "--kind: 'nonsense' is not one of manager, refresh, bedrock, restricted, lambda, boundary, trust, role-trust")]
    [TestCase("policy alice --kind bedrock --roles", "--roles does not apply to the bedrock policy")]
    [TestCase("policy alice --mantle", "--mantle does not apply to the manager policy")]
    [TestCase("policy alice --kind trust --user alice-x", "--user does not apply to the trust policy")]
    [TestCase("policy alice --kind manager --region us-east-1", "--region does not apply to the manager policy")]
    [TestCase("--print-policy alice --kind bedrock --delegate-to bob", "does not apply to the bedrock policy")]
    [TestCase("--encrypt extra", "unexpected argument 'extra'")]
    [TestCase("--eval a b", "unexpected argument 'b'")]
    [TestCase("a --eval", "two commands at once: mint (iam-sorry PROFILE) and --eval")]
    [TestCase("alice-x --chown bob --duration 3", "--duration cannot be combined with --chown")]
    [TestCase("--chown bob", "--chown needs a USER")]
    [TestCase("alice-x --chown", "--chown needs an OWNER")]
    [TestCase("alice-x --replace=yes", "--replace does not take a value")]
    [TestCase("--fix-profiles --json", "--json cannot be combined with --fix")]
    [TestCase("rotate --max-age", "--max-age needs a value")]
    [TestCase("rotate --max-age -1", "--max-age: '-1' is not a whole number of days")]
    [TestCase("rotate --max-age=-1", "--max-age: '-1' is not a whole number of days")]
    [TestCase("rotate --max-age 1.5", "--max-age: '1.5' is not a whole number of days")]
    [TestCase("rotate --max-age soon", "--max-age: 'soon' is not a whole number of days")]
    [TestCase("rotate --max-age 99999999", "is not a whole number of days")]
    [TestCase("rotate --rollback --keep-old", "--keep-old cannot be combined with --rollback")]
    [TestCase("rotate --rollback --max-age 90", "--max-age cannot be combined with --rollback")]
    [TestCase("rotate alice-x", "unexpected argument 'alice-x'")]
    public void AreRefusedWithAReasonAndAHint(string line, string says)
    {
        var error = Assert.Throws<InvalidInputException>(() => Parser.Parse(line.Split(' ')))!;

        Assert.That(error.Message, Does.Contain(says));
        Assert.That(error.Remedy?.ToString(), Is.Not.Null.And.Not.Empty);
    }

    [TestCase("alice-x")]
    [TestCase("alice-x --duration 12 --user alice-y --replace --profile boss --ssh-key /k --debug")]
    [TestCase("--duration 12 alice-x")]
    [TestCase("-p boss alice-x")]
    [TestCase("-pboss alice-x")]
    [TestCase("-p=boss alice-x")]
    [TestCase("mint alice-x")]
    [TestCase("mint --tag a=b alice-x --tag c=d")]
    public void Mint(string line) => MustBe(line, "mint alice-x");

    [TestCase("-p boss --encrypt", "encrypt -p boss")]
    [TestCase("alice-x --chown bob", "delegate alice-x bob")]
    [TestCase("--chown bob alice-x", "delegate alice-x bob")]
    [TestCase("--chown=bob alice-x", "delegate alice-x bob")]
    [TestCase("--eval", "eval")]
    [TestCase("--eval a", "eval a")]
    [TestCase("--eval=a", "eval a")]
    [TestCase("--eval --shell fish a", "eval a --shell fish")]
    [TestCase("--print-policy", "policy")]
    [TestCase("--print-policy alice --kind bedrock", "policy alice --kind bedrock")]
    [TestCase("--reset", "forget")]
    [TestCase("--reset alice-x", "forget alice-x")]
    [TestCase("--create-manager alice-mgr --boundary b", "create-manager alice-mgr --boundary b")]
    [TestCase("--show-encrypted a", "show a")]
    [TestCase("--show-decrypted a", "show a --decrypted")]
    [TestCase("--fix-profiles", "doctor --fix")]
    [TestCase("--profiles", "list --names")]
    [TestCase("--version", "version")]
    [TestCase("--encrypt --version", "version")]
    [TestCase("--help", "help")]
    [TestCase("-h", "help")]
    [TestCase("list --help", "help list")]
    [TestCase("--eval --help", "help eval")]
    [TestCase("--print-policy --help", "help policy")]
    [TestCase("help --eval", "help eval")]
    [TestCase("help --print-policy", "help policy")]
    [TestCase("--quiet list", "list -q")]
    [TestCase("alice-x --help", "help mint")]
    [TestCase("--profile boss list", "list --profile boss")]
    [TestCase("--json --offline doctor", "doctor --json --offline")]
    [TestCase("--server --duration 4 exec alice-x -- env", "exec alice-x --server --duration 4 -- env")]
    [TestCase("--eval list", "eval list")]
    public void Flag_of_the_first_version_is_moved_to_the_front(string line, string command) => MustBe(line, command);

    [TestCase("rotate", null, false, false)]
    [TestCase("rotate --max-age 90", 90, false, false)]
    [TestCase("rotate --max-age 0 --keep-old", 0, true, false)]
    [TestCase("rotate --rollback -p boss", null, false, true)]
    public void Rotate(string line, int? days, bool keepOld, bool rollback)
    {
        var rotate = Parser.Parse(line.Split(' '));
        Assert.That(
            (Value<TimeSpan?>(rotate, "--max-age"), Has(rotate, "--keep-old"), Has(rotate, "--rollback")),
            Is.EqualTo((days is { } d ? TimeSpan.FromDays(d) : (TimeSpan?)null, keepOld, rollback)));
    }

    [Test]
    public void TakeTheProgramsOwnNameForAProfile()
    {
        var program = Path.GetFileNameWithoutExtension(Environment.GetCommandLineArgs()[0]);
        Assert.That(Parser.Parse(program).Arguments, Is.EqualTo(new[] { program }));
        Assert.That(Parser.Parse("@alice").Arguments, Is.EqualTo(new[] { "@alice" }));
    }

    [Test]
    public void MintForThirtySixHoursUnlessTold()
    {
        Assert.That(Has(Parser.Parse("alice-x"), "--duration"), Is.False);
        Assert.That(Value<TimeSpan>(Parser.Parse("alice-x", "--duration", "1"), "--duration"), Is.EqualTo(TimeSpan.FromHours(1)));
        Assert.That(Value<TimeSpan>(Parser.Parse("alice-x", "--duration=36"), "--duration"), Is.EqualTo(TimeSpan.FromHours(36)));
    }

    [TestCase("8h", 480)]
    [TestCase("90m", 90)]
    [TestCase("1h30m", 90)]
    [TestCase("12", 720)]
    [TestCase("2160m", 2160)]
    public void MintForHoursOrMinutes(string text, int minutes)
    {
        var duration = Value<TimeSpan>(Parser.Parse("alice-x", "--duration", text), "--duration");

        Assert.That(duration, Is.EqualTo(TimeSpan.FromMinutes(minutes)));
        Assert.That(DurationText.Read(DurationText.Write(duration)), Is.EqualTo(duration));
    }

    [Test]
    public void EvalTakesAShell()
        => Assert.That(Value<Shell>(Parser.Parse("--eval", "--shell", "fish"), "--shell"), Is.EqualTo(Shell.Fish));

    [TestCase("-p boss")]
    [TestCase("--debug")]
    public void WithoutACommandAreTheFirstRunOrTheStatus(string line)
    {
        Assert.That(Parser.Parse().Definition.Name, Is.Empty);
        Assert.That(Parser.Parse(line.Split(' ')).Definition.AuditName, Is.EqualTo("setup"));
    }

    [Test]
    public void TakeACommandsNameForAProfileBehindDashes()
    {
        MustBe("-- list", "mint list");
        MustBe("-p boss -- list", "mint list -p boss");
    }

    [TestCase("renew", "renew needs to know which sessions")]
    [TestCase("renew --all alice-x", "not both")]
    [TestCase("export alice-x --format yaml", "is not one of env, dotenv, json")]
    [TestCase("exec -- env", "needs a PROFILE")]
    [TestCase("exec alice-x alice-y -- env", "unexpected argument")]
    [TestCase("exec alice-x --sever -- env", "no option '--sever'")]
    [TestCase("exec alice-x --duration 40 -- env", "cannot last 40 hours")]
    [TestCase("list extra", "unexpected argument")]
    [TestCase("list --verify", "--verify cannot be combined with list")]
    [TestCase("--duration 3 list", "--duration cannot be combined with list")]
    [TestCase("doctor --reset", "two commands at once: doctor and --reset")]
    [TestCase("configure", "needs a PROFILE")]
    [TestCase("credential-process --duration 3", "needs a PROFILE")]
    [TestCase("--reset a --profiles", "two commands at once")]
    [TestCase("list -- env", "nothing goes behind --")]
    public void OfSubCommandsAreRefusedWithAReasonAndAHint(string line, string says) => AreRefusedWithAReasonAndAHint(line, says);

    [TestCase("exec alice-x aws s3 ls", "exec alice-x -- aws s3 ls")]
    [TestCase("exec alice-x aws s3 ls --recursive", "exec alice-x -- aws s3 ls --recursive")]
    [TestCase("exec --duration 2 alice-x env", "exec --duration 2 alice-x -- env")]
    public void ThatForgetTheDashesOfExecAreAnsweredWithTheCorrectedLine(string line, string corrected)
        => Assert.That(
            Assert.Throws<InvalidInputException>(() => Parser.Parse(line.Split(' ')))!.Remedy!.ToString(),
            Is.EqualTo($"write iam-sorry {corrected}"));

    [Test]
    public void HandTheCommandOfExecOnWordForWord()
    {
        var exec = Parser.Parse("exec", "alice-x", "--server", "--", "aws", "--", "--help", "@x", "-p");
        Assert.That((exec.Definition.Name, Has(exec, "--server")), Is.EqualTo(("exec", true)));
        Assert.That(exec.Arguments, Is.EqualTo(new[] { "alice-x" }));
        Assert.That(exec.Command, Is.EqualTo(new[] { "aws", "--", "--help", "@x", "-p" }));
    }

    /// <summary>
    /// Whatever the words, the parser reads them or refuses them as wrong usage; and options may stand anywhere before --.
    /// </summary>
    [Test]
    public void Any_words_are_read_or_refused()
    {
        string[] words =
        [
            "", "-", "--", "-p", "-h", "-pboss", "--", "--=", "--x", "--eval", "--chown", "--chown=bob", "--encrypt", "--reset",
            "--duration", "--duration=3",
            "3", "-3", "alice-x", "bob", "list", "exec", "doctor", "help", "mint", "--json", "--profile", "--profile=boss",
            "--server", "@x", "\u0000", "é",
            "--help", "--version", "--debug", "setup", "--tag", "a=b", "--show-decrypted", "--kind", "bedrock", "--replace=x",
        ];
        var random = new Random(20261125);
        for (var i = 0; i < 20_000; i++)
        {
            var line = Enumerable.Range(0, random.Next(7)).Select(_ => words[random.Next(words.Length)]).ToArray();
            try
            {
                var read = Parser.Parse(line);
                Assert.That(read.Definition.Name.Length == 0 || Registry.Has(read.Definition.Name), string.Join(' ', line));
                Assert.That(
                    read.Command.Count == 0 || read.Definition.TakesCommand
                        || read.Definition.Name is "help" or "version", string.Join(' ', line));
            }
            catch (InvalidInputException error)
            {
                Assert.That(error.Remedy, Is.Not.Null, string.Join(' ', line));
            }
        }
    }

    [Test]
    public void Options_mean_the_same_wherever_they_stand()
    {
        string[][] parts = [["exec"], ["alice-x"], ["--server"], ["--duration", "4"], ["-p", "boss"]];
        foreach (var order in Permutations(parts))
        {
            if (Array.FindIndex(order, part => part[0] == "exec") < Array.FindIndex(order, part => part[0] == "alice-x"))
            {
                MustBe([.. order.SelectMany(part => part), "--", "env"], [
                    "exec", "alice-x", "--server", "--duration", "4", "-p", "boss", "--", "env"]);
            }
        }
    }

    [TestCase("docter", "doctor")]
    [TestCase("dcotor", "doctor")]
    [TestCase("lst", "list")]
    [TestCase("encript", "encrypt")]
    [TestCase("statsu", "status")]
    [TestCase("rotat", null)]
    [TestCase("forgt", null)]
    [TestCase("delegat", null)]
    [TestCase("lsit", "list")]
    [TestCase("LIST", "list")]
    [TestCase("--list", "list")]
    [TestCase("--status", "status")]
    [TestCase("ls", "list")]
    [TestCase("init", "setup")]
    [TestCase("forget", null)]
    [TestCase("--forget", null)]
    [TestCase("--delete", null)]
    [TestCase("reset", null)]
    [TestCase("rset", null)]
    [TestCase("--rotate", null)]
    [TestCase("alice-bedrock", null)]
    public void Mistyped_command_is_answered_with_the_nearest_that_loses_nothing(string word, string? command)
        => Assert.That(Nearest.Command(word), Is.EqualTo(command));

    [TestCase("mint", "--duratoin", "--duration")]
    [TestCase("mint", "--replac", null)]
    [TestCase("rotate", "--rolback", null)]
    [TestCase("mint", "--rest", null)]
    [TestCase("mint", "--chowm", null)]
    [TestCase("mint", "--list", null)]
    [TestCase("mint", "--delete", null)]
    [TestCase("mint", "--renew", null)]
    [TestCase("list", "--reste", null)]
    [TestCase("mint", "--quite", "--quiet")]
    [TestCase("mint", "--encript", "--encrypt")]
    public void Mistyped_option_likewise(string command, string word, string? option)
        => Assert.That(Nearest.Option(word, Registry.Find(command)!), Is.EqualTo(option));

    [TestCase("", "", 0)]
    [TestCase("abc", "abc", 0)]
    [TestCase("abc", "", 3)]
    [TestCase("abc", "acb", 1)]
    [TestCase("kitten", "sitting", 3)]
    [TestCase("ca", "abc", 3)]
    public void Distance_counts_neighbours_that_are_exchanged_once(string a, string b, int mistakes)
        => Assert.That((Nearest.Distance(a, b), Nearest.Distance(b, a)), Is.EqualTo((mistakes, mistakes)));

    private static IEnumerable<T[]> Permutations<T>(T[] all)
        => all.Length <= 1 ? [all]
            : all.SelectMany(
                (each, index)
                    => Permutations(all.Where((_, other) => other != index).ToArray()).Select(rest => (T[])[each, .. rest]));

    private static void MustBe(string line, string command) => MustBe(line.Split(' '), command.Split(' '));

    // the command itself, its arguments and what the options say
    private static void MustBe(string[] line, string[] command)
    {
        var (read, meant) = (Parser.Parse(line), Parser.Parse(command));
        Assert.That(read.Definition.Name, Is.EqualTo(command[0]), string.Join(' ', line));
        Assert.That(meant.Definition.Name, Is.EqualTo(command[0]));
        Assert.That(read.Arguments, Is.EqualTo(meant.Arguments), string.Join(' ', line));
        Assert.That(read.Command, Is.EqualTo(meant.Command));
        if (read.Definition.Name != "mint")
        {
            Assert.That(read.Common, Is.EqualTo(meant.Common));
            Assert.That(
                read.Definition.Options.Where(read.Has).Select(option => option.Name), Is.EqualTo(
                    meant.Definition.Options.Where(meant.Has).Select(option => option.Name)));
        }
    }

    private static bool Has(Invocation line, string option)
        => line.Has(line.Definition.Options.Single(each => each.Name == option));

    private static T? Value<T>(Invocation line, string option)
        => line.Get((Option<T>)line.Definition.Options.Single(each => each.Name == option));
}
