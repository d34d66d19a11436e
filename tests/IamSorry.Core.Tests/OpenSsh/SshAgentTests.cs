using IamSorry.OpenSsh;
using IamSorry.Testing;
using NUnit.Framework;

namespace IamSorry.Tests.OpenSsh;

/// <summary>Whatever an agent does: "not mine", with a reason, and in time.</summary>
[CancelAfter(60_000)]
public sealed class SshAgentTests
{
    private static readonly byte[] Blob = Vector.Bytes("public_key_blob_hex");
    private static readonly SshKeyId Key = SshKeyId.OfBlob(Blob);
    private static readonly TimeSpan Short = TimeSpan.FromMilliseconds(200);

    private static readonly byte[] List = Message(12, writer => writer.UInt32(1).String(Blob).String("comment"u8));
    private static readonly byte[] Signature = Message(14, writer => writer.String(SignatureBlob("ssh-ed25519", 64)));

    private TestFolder _folder = null!;

    [SetUp]
    public void SetUp() => _folder = new TestFolder();

    [TearDown]
    public void TearDown() => _folder.Dispose();

    [Test]
    public async Task TheHonestFakeIsBelieved()
    {
        using var agent = new FakeAgent(_folder, message => FakeAgent.Frame(message[0] == 11 ? List : Signature));
        var answer = await new SshAgent(agent.Address).TrySignAsync(Key, "message"u8.ToArray(), CancellationToken.None);
        Assert.That(answer.Signature, Is.EqualTo(new byte[64]));
        Assert.That(agent.Messages, Is.EqualTo(new[]
        {
            [11], Message(13, writer => writer.String(Blob).String(SshSignature.DataToSign("message"u8)).UInt32(0)),
        }));
    }

    [TestCase(0xFFFFFFFFu)]
    [TestCase(0x80000000u)]
    [TestCase(0x7FFFFFFFu)]
    [TestCase(256 * 1024 + 1u)]
    [TestCase(0u)]
    public async Task ThatClaimsAnImpossibleLength(uint length)
    {
        byte[] header = new SshWireWriter().UInt32(length).ToArray();
        Assert.That(await ProblemOf([.. header, .. List], signature: null), Does.Contain("impossible length"));
        Assert.That(await ProblemOf(FakeAgent.Frame(List), header), Does.Contain("impossible length"));
    }

    [Test]
    public async Task ThatHangsUpAfterAnyByte()
    {
        var list = FakeAgent.Frame(List);
        for (var length = 0; length < list.Length; length++)
        {
            Assert.That(await ProblemOf(list[..length], signature: null), Is.Not.Empty, $"{length} bytes of the list");
        }

        var signature = FakeAgent.Frame(Signature);
        for (var length = 0; length < signature.Length; length++)
        {
            Assert.That(await ProblemOf(list, signature[..length]), Is.Not.Empty, $"{length} bytes of the signature");
        }
    }

    [Test]
    public async Task WhoseMessageEndsAfterAnyByte()
    {
        for (var length = 1; length < List.Length; length++)
        {
            Assert.That(
                await ProblemOf(FakeAgent.Frame(List[..length]), signature: null), Is.Not.Empty, $"{length} bytes of the list");
        }

        for (var length = 1; length < Signature.Length; length++)
        {
            Assert.That(
                await ProblemOf(FakeAgent.Frame(List), FakeAgent.Frame(Signature[..length])), Is.Not.Empty,
                    $"{length} bytes of the signature");
        }
    }

    [Test]
    public async Task ThatLiesAboutTheNumberOfItsKeys()
    {
        var other = Message(12, writer => writer.UInt32(uint.MaxValue).String("other"u8).String("comment"u8));
        Assert.That(await ProblemOf(FakeAgent.Frame(other), signature: null), Does.Contain("list of keys is broken"));
    }

    [Test]
    public async Task ThatAnswersSomethingElse()
    {
        var list = FakeAgent.Frame(List);
        Assert.That(await ProblemOf(FakeAgent.Frame(5), signature: null), Does.Contain("refused to list"));
        Assert.That(await ProblemOf(FakeAgent.Frame(Signature), signature: null), Does.Contain("does not list"));
        Assert.That(await ProblemOf(list, FakeAgent.Frame(5)), Does.Contain("refused to sign"));
        Assert.That(await ProblemOf(list, FakeAgent.Frame(6)), Does.Contain("not a signature"));
        Assert.That(await ProblemOf(list, FakeAgent.Frame([.. Signature, 0])), Does.Contain("not a signature"));
        Assert.That(await ProblemOf(list, OfType("rsa-sha2-512", 256)), Does.Contain("not an ssh-ed25519"));
        Assert.That(await ProblemOf(list, OfType("sk-ssh-ed25519@openssh.com", 64)), Does.Contain("not an ssh-ed25519"));
        Assert.That(await ProblemOf(list, OfType("ssh-ed25519", 63)), Does.Contain("64 bytes"));
        Assert.That(await ProblemOf(list, OfType("ssh-ed25519", 0)), Does.Contain("64 bytes"));

        static byte[] OfType(string type, int size)
            => FakeAgent.Frame(Message(14, writer => writer.String(SignatureBlob(type, size))));
    }

    [Test]
    public async Task OfRandomBytes()
    {
        var random = new Random(1);
        for (var i = 0; i < 300; i++)
        {
            var bytes = new byte[random.Next(1, 100)];
            random.NextBytes(bytes);
            bytes[0] = random.Next(2) == 0 ? (byte)14 : bytes[0];
            Assert.That(await ProblemOf(FakeAgent.Frame(List), FakeAgent.Frame(bytes)), Is.Not.Empty);
        }
    }

    [Test]
    public async Task ThatNeverAnswers()
    {
        using var silent = new FakeAgent(_folder, _ => null);
        Assert.That((await Ask(silent.Address)).Problem, Does.Contain("did not answer within 0.2 s"));
        using var half = new FakeAgent(_folder, message => message[0] == 11 ? FakeAgent.Frame(List) : null);
        Assert.That((await Ask(half.Address)).Problem, Does.Contain("did not answer within 0.2 s"));
    }

    [Test]
    public async Task ThatUnlocksAVaultFirstIsGivenTheTimeToSign_AndToldOf()
    {
        var notices = new Notices();
        var unlocked = new TaskCompletionSource();
        using var agent = new FakeAgent(_folder, message =>
        {
            unlocked.Task.Wait();
            return FakeAgent.Frame(message[0] == 11 ? List : Signature);
        });
        var signer = new SshAgent(agent.Address, Short, TimeSpan.FromMinutes(1)) { Reporter = notices, Patience = Short };

        var signing = signer.TrySignAsync(Key, "message"u8.ToArray(), CancellationToken.None);
        Assert.That(() => notices.All, Has.One.Contains("unlock").After(20_000, 20));
        unlocked.SetResult();

        Assert.That((await signing).Signature, Has.Length.EqualTo(64));
    }

    [Test]
    public async Task ThatUnlocksAVaultFirstDoesNotKeepWhoOnlyLooks()
    {
        using var agent = new FakeAgent(_folder, _ => null);

        Assert.That(
            await new SshAgent(agent.Address, Short, TimeSpan.FromMinutes(1)).ReasonNotLoadedAsync(Key, CancellationToken.None),
            Does.Contain("did not answer within 0.2 s"));
    }

    [Test]
    public async Task ThatIsNotThere()
    {
        Assert.That((await Ask(null)).Problem, Does.Contain("SSH_AUTH_SOCK is not set"));
        Assert.That((await Ask("")).Problem, Does.Contain("SSH_AUTH_SOCK is not set"));
        var gone = _folder["gone"];
        Assert.That((await Ask(gone)).Problem, Is.EqualTo($"there is no socket at {gone}, which SSH_AUTH_SOCK names"));
        Assert.That((await Ask(_folder.Write("file", [1]))).Problem, Does.StartWith("no agent listens at"));
        Assert.That((await Ask("/" + new string('x', 300))).Problem, Does.Contain("too long for a socket"));
        Assert.That(
            await new SshAgent(gone).ReasonNotLoadedAsync(Key, CancellationToken.None), Does.StartWith("there is no socket"));
    }

    [Test]
    public async Task ThatIsDead()
    {
        string socket;
        using (var agent = new RealAgent(_folder))
        {
            socket = agent.Socket;
        }

        Assert.That(File.Exists(socket), "a killed agent leaves its socket behind");
        Assert.That((await Ask(socket)).Problem, Is.EqualTo($"no agent listens at {socket} any more"));
    }

    [Test]
    public void WhileTheUserInterrupts()
    {
        using var source = new CancellationTokenSource();
        using var agent = new FakeAgent(_folder, _ =>
        {
            source.Cancel();
            return null;
        });
        Assert.That(
            async () => await new SshAgent(agent.Address, TimeSpan.FromMinutes(1)).TrySignAsync(
                Key, "m"u8.ToArray(), source.Token),
            Throws.InstanceOf<OperationCanceledException>());
    }

    private static byte[] Message(byte type, Func<SshWireWriter, SshWireWriter> content)
        => content(new SshWireWriter().Byte(type)).ToArray();

    private static byte[] SignatureBlob(string type, int size) =>
        new SshWireWriter().String(System.Text.Encoding.ASCII.GetBytes(type)).String(new byte[size]).ToArray();

    private static Task<SignerAnswer> Ask(string? address) =>
        new SshAgent(address, Short, Short).TrySignAsync(Key, "message"u8.ToArray(), CancellationToken.None);

    private async Task<string> ProblemOf(byte[] list, byte[]? signature)
    {
        using var agent = new FakeAgent(_folder, message => message[0] == 11 ? list : signature);
        var answer = await new SshAgent(agent.Address, TimeSpan.FromSeconds(10), TimeSpan.FromSeconds(10))
            .TrySignAsync(Key, "message"u8.ToArray(), CancellationToken.None);
        Assert.That(answer.Signature, Is.Null);
        return answer.Problem!;
    }
}
