using IamSorry.Errors;
using IamSorry.OpenSsh;
using IamSorry.Testing;
using NUnit.Framework;

namespace IamSorry.Tests.OpenSsh;

[CancelAfter(60_000)]
public sealed class SshKeygenTests
{
    private static readonly byte[] Text = [.. "message"u8];

    private readonly Notices _notices = new();
    private TestFolder _folder = null!;
    private string _key = null!;
    private SshKeyId _id = null!;

    [SetUp]
    public void SetUp()
    {
        _folder = new TestFolder();
        _key = _folder.MakeKey("k");
        _id = PrivateKeyHeader.Read(_key).PublicKey.KeyId;
        _notices.Clear();
    }

    [TearDown]
    public void TearDown() => _folder.Dispose();

    [Test]
    public void WithNobodyToAskNothingIsStarted()
    {
        var program = _folder.Script("keygen", $"touch {_folder["started"]}; exit 1");
        var error = Failure(program, PassphrasePrompt.None);
        Assert.That(error.Message, Does.Contain("nobody can be asked"));
        Assert.That(error.Remedy?.ToString(), Does.Contain($"ssh-add {_key}"));
        Assert.That(File.Exists(_folder["started"]), Is.False);
    }

    [Test]
    public void SshKeygenIsMissing()
        => Assert.That(Failure(program: null).Message, Does.Contain("ssh-keygen is not on the PATH"));

    [Test]
    public void SshKeygenIsNoProgram() => Assert.That(Failure(_folder.Write("x", [1])).Message, Does.Contain("could not start"));

    [Test]
    public void AWrongPassphraseFromAskPassIsAskedOnce()
    {
        Assert.That(
            Failure(_folder.KeygenThatIsTold("wrong one")).Message, Does.StartWith($"wrong passphrase for {_key}, or none"));
        Assert.That(_notices.All, Has.Count.EqualTo(1));
    }

    [TestCase("exit 1", "or none", TestName = "AnAskPassThatIsCancelledIsNotAWrongPassphrase")]
    [TestCase("echo 'cannot open display' >&2; exit 1", "cannot open display", TestName = "AnAskPassThatDiesIsTold")]
    [TestCase("kill -9 $$", "or none", TestName = "AnAskPassThatIsKilledIsNotAWrongPassphrase")]
    [TestCase(null, "No such file or directory", TestName = "AnAskPassThatIsMissingIsTold")]
    public void AskPassFails(string? script, string says)
    {
        var ask = script is null ? _folder["gone"] : _folder.Script("ask", script);

        var error = Failure(_folder.Script("keygen", $"SSH_ASKPASS={ask} exec ssh-keygen \"$@\""));

        Assert.That(error.Message, Does.Contain(says).And.Contain("SSH_ASKPASS"));
        Assert.That(error.Remedy?.ToString(), Does.Contain($"ssh-add {_key}"));
    }

    [TestCase("ssh-keygen: unknown option -- Y\nusage: ssh-keygen [-q] [-b bits]")]
    [TestCase("unknown option -- Y\nusage: ssh-keygen")]
    [TestCase("ssh-keygen: illegal option -- Y\nusage: ssh-keygen")]
    [TestCase("ssh-keygen: invalid option -- 'Y'\nusage: ssh-keygen")]
    public void OneThatIsTooOldIsToldWithTheVersionThatIsNeeded(string says)
    {
        var text = says.Replace("'", "'\\''", StringComparison.Ordinal);

        var error = Failure(_folder.Script("keygen", $"printf '{text}\n' >&2; exit 1"));

        Assert.That(error.Message, Does.Contain("needs OpenSSH 8.1 or later"));
        Assert.That(error.Remedy?.ToString(), Does.Contain("ssh -V").And.Contain($"ssh-add {_key}"));
    }

    [Test]
    public void AWrongPassphraseAtTheTerminalIsAskedThreeTimes()
    {
        var program = _folder.Script(
            "keygen",
            $"echo x >> {_folder["tries"]}; echo 'Load key: incorrect passphrase supplied to decrypt private key' >&2; exit 255");
        Assert.That(Failure(program, PassphrasePrompt.Terminal).Message, Does.Contain("wrong passphrase"));
        Assert.That(File.ReadAllLines(_folder["tries"]), Has.Length.EqualTo(3));
        Assert.That(_notices.All, Has.Count.EqualTo(3).And.Some.Contains("try again"));
    }

    [Test]
    public async Task TheSecondTryMaySucceed()
    {
        var told = _folder.KeygenThatIsTold(TestFolder.Passphrase);
        var program = _folder.Script(
            "keygen",
            $"[ -e {_folder["once"]} ] && SSH_ASKPASS_REQUIRE=force exec {told} \"$@\"; touch {_folder["once"]}; echo "
            + $"'incorrect passphrase' >&2; exit 255");
        var answer = await Signer(program, PassphrasePrompt.Terminal).TrySignAsync(_id, Text, CancellationToken.None);
        Assert.That(answer.Signature, Has.Length.EqualTo(64));
    }

    [Test]
    public async Task AKeyThatIsAnotherIsNotMine()
    {
        var answer = await Signer("/nowhere").TrySignAsync(new SshKeyId(new byte[32]), Text, CancellationToken.None);
        Assert.That(answer.Problem, Does.Contain(_id.Fingerprint));
        Assert.That(answer.OtherKey, Is.EqualTo(_id));
    }

    [Test]
    public async Task AKeyThatIsMissingIsNotMine()
    {
        File.Delete(_key);
        var answer = await Signer("/nowhere").TrySignAsync(_id, Text, CancellationToken.None);
        Assert.That(answer.Problem, Does.Contain("no SSH key at"));
    }

    [Test]
    public void AKeyThatOthersMayReadIsRefusedWithTheMend()
    {
        TestFolder.SetMode(_key, UnixFileMode.UserRead | UnixFileMode.GroupRead);
        Assert.That(
            Failure(_folder.KeygenThatIsTold(TestFolder.Passphrase)).Remedy?.ToString(), Does.Contain($"chmod 600 {_key}"));
    }

    [Test]
    public void AStalePublicHalfIsNamed()
    {
        File.Copy(_folder.MakeKey("other") + ".pub", _key + ".pub", overwrite: true);
        var error = Failure(_folder.KeygenThatIsTold(TestFolder.Passphrase));
        Assert.That(error.Message, Does.Contain($"{_key}.pub belongs to another key"));
        Assert.That(error.Remedy?.ToString(), Does.Contain($"mv -n {_key}.pub {_key}.pub.other"));
    }

    [Test]
    public async Task AMissingPublicHalfDoesNotMatter()
    {
        File.Delete(_key + ".pub");
        var answer = await Signer(_folder.KeygenThatIsTold(TestFolder.Passphrase)).TrySignAsync(
            _id, Text, CancellationToken.None);
        Assert.That(answer.Signature, Has.Length.EqualTo(64));
    }

    [Test]
    public async Task AKeyWhosePassphraseWasTakenAwayStillSigns()
    {
        _ = TestFolder.Run("ssh-keygen", ["-q", "-p", "-P", TestFolder.Passphrase, "-N", "", "-f", _key]);
        var answer = await Signer(_folder.Script("keygen", "exec ssh-keygen \"$@\""), PassphrasePrompt.None).TrySignAsync(
            _id, Text, CancellationToken.None);
        Assert.That(answer.Signature, Has.Length.EqualTo(64));
        Assert.That(_notices.All, Has.One.Contains($"ssh-keygen -p -f {_key}"));
    }

    [Test]
    public void WhatItComplainsOfIsToldInOneLineWithoutControlCharacters()
    {
        var error = Failure(_folder.Script("keygen", "printf 'no \\033[2Jgood.\\nmore\\n' >&2; exit 7"));
        Assert.That(error.Message, Is.EqualTo($"ssh-keygen could not sign with {_key}: no ?[2Jgood (exit code 7)"));
    }

    [Test]
    public void ASignatureOfAnotherKeyIsRefused()
    {
        var signature = Vector.PathOf("sshsig", "message.sig");
        Assert.That(Failure(_folder.Script("keygen", $"cat '{signature}'")).Message, Does.Contain("another key made it"));
    }

    [TestCase("exit 0")]
    [TestCase("echo hello")]
    [TestCase("head -c 10000000 /dev/zero; head -c 10000000 /dev/zero >&2")]
    [TestCase("cat; cat >&2")]
    public void AnAnswerThatIsNoSignatureIsRefused(string script) =>
        Assert.That(Failure(_folder.Script("keygen", script)).Message, Does.Contain("not acceptable"));

    [Test]
    public void AHelperThatStaysBehindDoesNotKeepUsWaiting()
    {
        try
        {
            var program = _folder.Script("keygen", $"sleep 3600 > /dev/null & echo $! > {_folder["pid"]}; exit 1");
            Assert.That(Failure(program).Message, Does.Contain("exit code 1"));
        }
        finally
        {
            _ = TestFolder.Run("kill", [File.ReadAllText(_folder["pid"]).Trim()]);
        }
    }

    [Test]
    public void AnInterruptIsNoFailure() =>
        Assert.That(
            async () => await Signer(_folder.Script("keygen", "kill -INT $$; exit 130"))
                .TrySignAsync(_id, Text, CancellationToken.None),
            Throws.InstanceOf<OperationCanceledException>());

    [TestCase(
        "trap 'touch {0}; exit 1' TERM", true, Description = "it is asked to end first, so that it can give the terminal back")]
    [TestCase("trap '' TERM", false, Description = "one that does not listen is killed")]
    public void CancellingEndsIt(string trap, bool endsByItself)
    {
        var program = _folder.Script(
            "keygen", string.Format(trap, _folder["asked"])
                + $"; echo $$ > {_folder["pid.tmp"]}; mv {_folder["pid.tmp"]} {_folder["pid"]}; while :; do sleep 0.05; done");
        using var source = new CancellationTokenSource();
        var work = Signer(program).TrySignAsync(_id, Text, source.Token);
        Assert.That(() => File.Exists(_folder["pid"]), Is.True.After(20_000, 20));
        source.Cancel();
        Assert.That(async () => await work, Throws.InstanceOf<OperationCanceledException>());
        Assert.That(File.Exists(_folder["asked"]), Is.EqualTo(endsByItself));
        Assert.That(() => Directory.Exists("/proc/" + File.ReadAllText(_folder["pid"]).Trim()), Is.False.After(10_000, 20));
    }

    [Test]
    public void ItsArgumentsCannotBeTakenForOptionsAndTheAgentIsLeftOut()
    {
        var before = Environment.CurrentDirectory;
        var agent = Environment.GetEnvironmentVariable("SSH_AUTH_SOCK");
        Environment.SetEnvironmentVariable("SSH_AUTH_SOCK", "/a/socket");
        Environment.CurrentDirectory = _folder.Path;
        try
        {
            File.Move(_key, "-Oevil");
            _key = "-Oevil";
            var program = _folder.Script(
                "keygen",
                $"printf '%s\\n' \"$@\" \"sock=$SSH_AUTH_SOCK\" \"require=$SSH_ASKPASS_REQUIRE\" > {_folder["seen"]}; exit 1");
            _ = Failure(program);
        }
        finally
        {
            Environment.CurrentDirectory = before;
            Environment.SetEnvironmentVariable("SSH_AUTH_SOCK", agent);
        }

        Assert.That(File.ReadAllLines(_folder["seen"]), Is.EqualTo(new[]
        {
            "-Y", "sign", "-n", "iam-sorry", "-f", _folder["-Oevil"], "sock=", "require=force",
        }));
    }

    [Test]
    public void AProgramInTheCurrentFolderIsNotTaken()
    {
        _ = _folder.Script("ssh-keygen", "exit 0");
        var before = Environment.CurrentDirectory;
        Environment.CurrentDirectory = _folder.Path;
        try
        {
            Assert.That(ProgramFinder.Find("ssh-keygen", ":.:bin:/usr/bin"), Is.EqualTo("/usr/bin/ssh-keygen"));
            Assert.That(ProgramFinder.Find("ssh-keygen", ""), Is.Null);
            Assert.That(ProgramFinder.Find("ssh-keygen", null), Is.Null);
            Assert.That(ProgramFinder.Find("ssh-keygen", _folder.Path), Is.EqualTo(_folder["ssh-keygen"]));
            TestFolder.SetMode(_folder["ssh-keygen"], UnixFileMode.UserRead);
            Assert.That(ProgramFinder.Find("ssh-keygen", _folder.Path), Is.Null);
        }
        finally
        {
            Environment.CurrentDirectory = before;
        }
    }

    private SshKeygen Signer(string? program, PassphrasePrompt prompt = PassphrasePrompt.AskPass)
        => new(_key, _notices, () => prompt, () => program);

    private UnsealException Failure(string? program, PassphrasePrompt prompt = PassphrasePrompt.AskPass) =>
        Assert.ThrowsAsync<UnsealException>(
            async () => await Signer(program, prompt).TrySignAsync(_id, Text, CancellationToken.None)).GetAwaiter().GetResult()!;
}
