using IamSorry.OpenSsh;
using NUnit.Framework;

namespace IamSorry.Tests.OpenSsh;

public sealed class SignerAgreementTests
{
    private static readonly SshKeyId VectorKey = new(Vector.Bytes("key_id_hex"));

    private TestFolder _folder = null!;

    [SetUp]
    public void SetUp() => _folder = new TestFolder();

    [TearDown]
    public void TearDown() => _folder.Dispose();

    [Test]
    public async Task TheAgentGivesTheSignatureOfTheVector()
    {
        using var agent = new RealAgent(_folder);
        agent.Add(_folder.MakeKey("other"));
        agent.Add(_folder.CopyOfVectorKey(), Vector.Text("passphrase"));
        var answer = await new SshAgent(agent.Socket).TrySignAsync(
            VectorKey, Vector.Bytes("message_hex"), CancellationToken.None);
        Assert.That(answer.Problem, Is.Null);
        Assert.That(answer.Signature, Is.EqualTo(Vector.Bytes("signature_hex")));
    }

    [Test]
    public async Task SshKeygenGivesTheSignatureOfTheVector()
    {
        var keygen = _folder.KeygenThatIsTold(Vector.Text("passphrase"));
        var signer = new SshKeygen(_folder.CopyOfVectorKey(), reporter: null, () => PassphrasePrompt.AskPass, () => keygen);
        var answer = await signer.TrySignAsync(VectorKey, Vector.Bytes("message_hex"), CancellationToken.None);
        Assert.That(answer.Signature, Is.EqualTo(Vector.Bytes("signature_hex")));
    }

    [Test]
    public async Task BothAgreeOnAnyKeyAndMessage()
    {
        using var agent = new RealAgent(_folder);
        var path = _folder.MakeKey("k");
        agent.Add(path);
        var key = PrivateKeyHeader.Read(path).PublicKey.KeyId;
        var keygen = _folder.KeygenThatIsTold(TestFolder.Passphrase);
        foreach (var message in new byte[][] { [], [0], [.. "sealing\0\n"u8], new byte[40_000] })
        {
            var first = await new SshAgent(agent.Socket).TrySignAsync(key, message, CancellationToken.None);
            var second = await new SshKeygen(path, null, () => PassphrasePrompt.AskPass, () => keygen).TrySignAsync(
                key, message, CancellationToken.None);
            Assert.That(first.Signature, Has.Length.EqualTo(64).And.EqualTo(second.Signature));
        }
    }

    [Test]
    public async Task AnAgentWithoutTheKeySaysSo()
    {
        using var agent = new RealAgent(_folder);
        Assert.That((await Ask(agent)).Problem, Does.Contain("holds no keys"));
        agent.Add(_folder.MakeKey("other"));
        Assert.That((await Ask(agent)).Problem, Does.Contain("does not hold the key"));
        agent.Add(_folder.CopyOfVectorKey(), Vector.Text("passphrase"));
        agent.Lock();
        Assert.That((await Ask(agent)).Problem, Does.Contain("locked"));
    }

    private static Task<SignerAnswer> Ask(RealAgent agent) =>
        new SshAgent(agent.Socket).TrySignAsync(VectorKey, Vector.Bytes("message_hex"), CancellationToken.None);
}
