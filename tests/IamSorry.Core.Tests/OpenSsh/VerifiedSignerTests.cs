using IamSorry.Errors;
using IamSorry.OpenSsh;
using IamSorry.Sealing.Recipients;
using NUnit.Framework;

namespace IamSorry.Tests.OpenSsh;

/// <summary>
/// Something at the agent's socket that lists the key and makes the signature up: it would know the sealing key.
/// </summary>
public sealed class VerifiedSignerTests
{
    private static readonly byte[] Message = "iam-sorry sealing key v2\nsalt"u8.ToArray();

    private TestFolder _folder = null!;
    private SshPublicKey _key = null!;
    private string _path = null!;

    [SetUp]
    public void SetUp()
    {
        _folder = new TestFolder();
        _path = _folder.MakeKey("k");
        _key = PrivateKeyHeader.Read(_path).PublicKey;
    }

    [TearDown]
    public void TearDown() => _folder.Dispose();

    [TestCase(0)]
    [TestCase(0x41)]
    public async Task IsFoundOut(int constant)
    {
        var bytes = Enumerable.Repeat((byte)constant, 64).ToArray();
        var list = Frame(12, writer => writer.UInt32(1).String(_key.Blob).String("k"u8));
        var signature = Frame(14, writer => writer.String(new SshWireWriter().String("ssh-ed25519"u8).String(bytes).ToArray()));
        using var agent = new FakeAgent(_folder, message => message[0] == 11 ? list : signature);

        var error = await Assert.ThrowsAsync<UnsealException>(() => SignAsync(new SshAgent(agent.Address)));

        Assert.That(error!.Message, Does.Contain("did not make").And.Contain(_key.Fingerprint));
        Assert.That(error.Remedy?.ToString(), Does.Contain("run it again with SSH_AUTH_SOCK= in front"));
    }

    [Test]
    public async Task IsFoundOutWhenItSignsSomethingElse()
    {
        using var agent = new RealAgent(_folder);
        agent.Add(_path);

        await Assert.ThrowsAsync<UnsealException>(() => SignAsync(new Replayer(new SshAgent(agent.Socket))));
    }

    [Test]
    public async Task IsNotTheRealAgent()
    {
        using var agent = new RealAgent(_folder);
        agent.Add(_path);

        Assert.That((await SignAsync(new SshAgent(agent.Socket))).Signature, Has.Length.EqualTo(64));
    }

    [Test]
    public async Task IsNotTheRealAgentThatHoldsAnotherKey()
    {
        using var agent = new RealAgent(_folder);
        agent.Add(_folder.MakeKey("other"));

        Assert.That((await SignAsync(new SshAgent(agent.Socket))).Problem, Is.Not.Null);
    }

    private Task<SignerAnswer> SignAsync(ISshSigner inner)
        => new VerifiedSigner(inner, _key).TrySignAsync(_key.KeyId, Message, CancellationToken.None);

    private static byte[] Frame(byte type, Action<SshWireWriter> write)
    {
        var writer = new SshWireWriter().Byte(type);
        write(writer);
        return FakeAgent.Frame(writer.ToArray());
    }

    /// <summary>Answers with a true signature of another message.</summary>
    private sealed class Replayer(ISshSigner inner) : ISshSigner
    {
        public string Name => inner.Name;

        public Task<SignerAnswer> TrySignAsync(SshKeyId key, ReadOnlyMemory<byte> message, CancellationToken cancellationToken)
            => inner.TrySignAsync(key, "another"u8.ToArray(), cancellationToken);
    }
}
