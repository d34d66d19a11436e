using IamSorry.Cli.CommandLine;
using IamSorry.Cli.Tests.Infrastructure;

namespace IamSorry.Cli.Tests.Commands;

/// <summary>An SSH key that cannot seal: each kind has its own message and its own way out, and nothing is changed.</summary>
public sealed class SshKeyTests
{
    [Test]
    public async Task MissingFile()
        => await RefusesAsync(
            home =>
            {
                File.Delete(home.KeyPath);
                File.Delete(home.KeyPath + ".pub");
            },
            "no SSH key at", "ssh-keygen -t ed25519");

    [Test]
    public async Task MissingPrivateHalf()
        => await RefusesAsync(home => File.Delete(home.KeyPath), "nobody can sign with the SSH key", "no SSH key at", "ssh-add");

    [Test]
    public async Task WithoutAPassphrase()
        => await RefusesAsync(home => Remake(home, "ed25519", ""), "has no passphrase", "ssh-keygen -p");

    [Test]
    public async Task Rsa()
        => await RefusesAsync(
            home => Remake(home, "rsa", TestKey.Passphrase, "-b", "2048"), "is an ssh-rsa key", "ssh-keygen -t ed25519",
            ".ssh/iam-sorry, then name it: --ssh-key");

    [Test]
    public async Task Ecdsa()
        => await RefusesAsync(
            home => Remake(home, "ecdsa", TestKey.Passphrase), "is an ecdsa-sha2-nistp256 key", "ssh-keygen -t ed25519");

    [Test]
    public async Task PemOfRsa()
        => await RefusesAsync(
            home => Remake(home, "rsa", TestKey.Passphrase, "-b", "2048", "-m", "PEM"), "is a PEM file", "ssh-keygen -t ed25519");

    [Test]
    public async Task PublicKey()
        => await RefusesAsync(
            home => File.Copy(home.KeyPath + ".pub", home.KeyPath, overwrite: true), "is a public key", "nobody can sign");

    [Test]
    public async Task Folder()
        => await RefusesAsync(
            home =>
            {
                File.Delete(home.KeyPath);
                Directory.CreateDirectory(home.KeyPath);
            },
            "is a folder");

    [Test]
    public async Task OpenToOthers()
        => await RefusesAsync(
            home => File.SetUnixFileMode(home.KeyPath, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.OtherRead),
            "others may read",
            "chmod 600");

    [Test]
    public async Task WrongPassphrase()
        => await RefusesAsync(home => home.AnswerWith("not it"), "wrong passphrase", "ssh-keygen -y -f");

    [Test]
    public async Task NobodyToAsk()
        => await RefusesAsync(
            home => home.Environment.Remove("SSH_ASKPASS"), "nobody can be asked for the passphrase", "ssh-add");

    [TestCase("exit 255")]
    [TestCase("echo 'unknown option -- Y' >&2; exit 1")]
    [TestCase("kill -9 $$")]
    public async Task IsNotNeededOfSshKeygenWhereTheAgentSigns(string keygen)
    {
        await using var stage = await Stage.PlainAsync();
        stage.NobodyAnswers().Home.Environment["SSH_AUTH_SOCK"] = TestRun.Agent.Socket;
        stage.Home.WriteProgram("ssh-keygen", $"#!/bin/sh\n{keygen}\n");

        var run = (await stage.RunAsync("--encrypt")).MustSucceed();

        Assert.That(run.Err, Does.Not.Contain("in the agent's place"));
        Assert.That(stage.Home.Credentials, Does.Contain("__encrypted__:v2:").And.Not.Contain(Stage.ManagerKey.Secret));
    }

    [TestCase(false)]
    [TestCase(true)]
    public async Task IsThePublicHalf_WhereTheAgentAloneHoldsTheOther(bool isNamed)
    {
        await using var stage = await Stage.PlainAsync();
        stage.NobodyAnswers().Home.Environment["SSH_AUTH_SOCK"] = TestRun.Agent.Socket;
        File.Delete(stage.Home.KeyPath);
        string[] option = isNamed ? ["--ssh-key", stage.Home.KeyPath + ".pub"] : [];

        (await stage.RunAsync(["--encrypt", .. option])).MustSucceed("its private half is the agent's");

        (await stage.RunAsync(["alice-x", .. option])).MustSucceed("session of IAM user 'alice-x'");
        var doctor = await stage.RunAsync(["doctor", "--offline", .. option]);
        Assert.That(doctor.Out, Does.Not.Contain("SSH key"), doctor.ToString);
    }

    [TestCase("")]
    [TestCase("no key at all")]
    [TestCase("-----BEGIN OPENSSH PRIVATE KEY-----\n")]
    [TestCase("-----BEGIN OPENSSH PRIVATE KEY-----\n!!!!\n-----END OPENSSH PRIVATE KEY-----\n")]
    [TestCase("-----BEGIN OPENSSH PRIVATE KEY-----\nb3BlbnNzaC1rZXktdjEA/////w==\n-----END OPENSSH PRIVATE KEY-----\n")]
    public async Task Malformed(string text) => await RefusesAsync(home => File.WriteAllText(home.KeyPath, text), "id_ed25519");

    [TestCase(1)]
    [TestCase(40)]
    [TestCase(100)]
    [TestCase(250)]
    [TestCase(390)]
    public async Task Truncated(int left)
        => await RefusesAsync(home => File.WriteAllText(home.KeyPath, File.ReadAllText(home.KeyPath)[..left]), "id_ed25519");

    private static void Remake(TestHome home, string type, string passphrase, params string[] more)
    {
        File.Delete(home.KeyPath);
        TestKey.Make(home.KeyPath, passphrase, type, more);
    }

    private static async Task RefusesAsync(Action<TestHome> spoil, params string[] says)
    {
        await using var stage = await Stage.PlainAsync();
        spoil(stage.Home);
        await stage.MustRefuseAsync(ExitCode.NotUnsealed, says, "--encrypt");
    }
}
