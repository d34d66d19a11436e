using IamSorry.Cli.CommandLine;
using System.Diagnostics;
using System.Text;
using IamSorry.Cli.Tests.Infrastructure;

namespace IamSorry.Cli.Tests.Malformed;

/// <summary>A credentials file that is none: an error that names it, and it stays as it is.</summary>
public sealed class CredentialsFileTests
{
    [TestCase("aws_access_key_id = outside of any section\n")]
    [TestCase("[iam-sorry\naws_access_key_id = x\n")]
    [TestCase("[iam-sorry]\nno equals sign here\n")]
    [TestCase("[]\n")]
    [TestCase("\0\0\0\0")]
    public async Task ThatCannotBeParsed(string text)
    {
        await using var stage = await Stage.SealedAsync();
        stage.Home.Credentials = text;

        foreach (var command in new[] { "--encrypt", "list", "alice-x" })
        {
            await stage.MustRefuseAsync(ExitCode.Failed, [".aws/credentials"], command);
        }
    }

    [TestCase(1)]
    [TestCase(2)]
    [TestCase(3)]
    [TestCase(4)]
    public async Task OfRandomBytes(int seed)
    {
        await using var stage = await Stage.SealedAsync();
        var bytes = new byte[500 * seed];
        new Random(seed).NextBytes(bytes);
        File.WriteAllBytes(stage.Home.CredentialsPath, bytes);

        await stage.MustRefuseAsync(ExitCode.Failed, [".aws/credentials"], "alice-x");
    }

    [Test]
    public async Task CutShort([Range(0, 550, 50)] int length)
    {
        await using var stage = await Stage.SealedAsync();
        var cut = Encoding.UTF8.GetBytes(TestRun.SealedCredentials)[..length];
        File.WriteAllBytes(stage.Home.CredentialsPath, cut);

        var run = await stage.RunAsync("--show-decrypted", "iam-sorry");

        run.MustFail(run.ExitCode == 1 ? ExitCode.Failed : ExitCode.NotUnsealed);
        Assert.That(File.ReadAllBytes(stage.Home.CredentialsPath), Is.EqualTo(cut));
    }

    [Test]
    public async Task OfTwentyMegabytes()
    {
        await using var stage = await Stage.SealedAsync();
        stage.Home.Credentials = TestRun.SealedCredentials + new string('#', 20 * 1024 * 1024);

        (await stage.RunAsync("alice-x")).MustFail(ExitCode.Failed, "larger than 16 MiB");
    }

    [Test]
    public async Task ThatIsAPipeNobodyWritesTo()
    {
        await using var stage = await Stage.SealedAsync();
        File.Delete(stage.Home.CredentialsPath);
        using (var mkfifo = Process.Start("mkfifo", [stage.Home.CredentialsPath]))
        {
            await mkfifo.WaitForExitAsync();
        }

        (await stage.RunAsync("alice-x")).MustFail(ExitCode.Failed, "it is a pipe, a socket or a device, not a file");
        (await stage.RunAsync("--encrypt")).MustFail(ExitCode.Failed, "not a file");
    }

    [Test]
    public async Task ThatIsAFolder()
    {
        await using var stage = await Stage.SealedAsync();
        File.Delete(stage.Home.CredentialsPath);
        Directory.CreateDirectory(stage.Home.CredentialsPath);

        (await stage.RunAsync("alice-x")).MustFail(ExitCode.Failed, "it is a folder, not a file");
    }

    [Test]
    public async Task OfWhichHalfIsSealed()
    {
        await using var stage = await Stage.SealedAsync();
        var secret = stage.Home.Field("iam-sorry", "aws_secret_access_key")!;
        stage.Home.Credentials = stage.Home.Credentials.Replace(secret, Stage.ManagerKey.Secret, StringComparison.Ordinal);

        await stage.MustRefuseAsync(ExitCode.NotUnsealed, ["is sealed but aws_secret_access_key is plain text"], "alice-x");
        await stage.MustRefuseAsync(ExitCode.NotUnsealed, ["is sealed but aws_secret_access_key is plain text"], "--encrypt");
    }
}
