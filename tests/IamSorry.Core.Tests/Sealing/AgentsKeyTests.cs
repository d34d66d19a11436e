using IamSorry.Errors;
using IamSorry.OpenSsh;
using IamSorry.Sealing.Recipients;
using IamSorry.Testing;
using IamSorry.Tests.OpenSsh;
using NUnit.Framework;

namespace IamSorry.Tests.Sealing;

/// <summary>A key whose private half only the agent holds: a vault's, or one of a forwarded agent.</summary>
public sealed class AgentsKeyTests
{
    private readonly Notices _notices = new();
    private TestFolder _folder = null!;
    private string _key = null!;

    [SetUp]
    public void SetUp()
    {
        _folder = new TestFolder();
        _key = _folder.MakeKey("k");
        _notices.Clear();
    }

    [TearDown]
    public void TearDown() => _folder.Dispose();

    [TestCase("k")]
    [TestCase("k.pub")]
    public async Task SealsAndOpens(string named)
    {
        using var agent = new RealAgent(_folder);
        agent.Add(_key);
        File.Delete(_key);

        var recipient = Recipient(named, agent.Socket);
        using var wrapped = await recipient.WrapAsync("seal", CancellationToken.None);
        var opened = await new SshIdentity(new SshAgent(agent.Socket)).UnwrapAsync(wrapped.Stanza, CancellationToken.None);

        Assert.That(opened.Secret?.Matches(wrapped.Secret), Is.True);
        Assert.That(_notices.All, Has.One.Contains("its private half is the agent's"));
        opened.Secret?.Dispose();
    }

    [Test]
    public void ThatTheAgentDoesNotHoldSaysWhoWasAsked()
    {
        using var agent = new RealAgent(_folder);
        File.Delete(_key);

        var error = Assert.ThrowsAsync<UnsealException>(
            () => Recipient("k", agent.Socket).WrapAsync("seal", CancellationToken.None)).GetAwaiter().GetResult()!;

        Assert.That(error.Message, Does.Contain("it holds no keys").And.Contain($"no SSH key at {_key}"));
    }

    [Test]
    public void OfAnotherTypeIsRefused()
    {
        var rsa = _folder.MakeKey("rsa", options: ["-t", "rsa", "-b", "2048"]);

        var error = Assert.Throws<UnsealException>(() => Recipient("rsa.pub", "/nowhere"))!;

        Assert.That(error.Message, Does.Contain("rsa.pub is an ssh-rsa key"));
        Assert.That(File.Exists(rsa));
    }

    [TestCase("k.pub", "")]
    [TestCase("k.pub", "ssh-ed25519")]
    [TestCase("k.pub", "ssh-ed25519 AAAA x")]
    [TestCase("k.pub", "ssh-rsa {0} x")]
    [TestCase("k.pub", "ssh-ed25519 !{0} x")]
    public void ThatIsNoneIsNotRead(string name, string text)
    {
        var blob = File.ReadAllText(_key + ".pub").Split(' ')[1];
        File.WriteAllText(_folder[name], string.Format(text, blob));

        Assert.That(SshPublicKey.TryReadFile(_folder[name]), Is.Null);
    }

    [Test]
    public void IsNotThePublicHalfBesideAPrivateOne() => Assert.That(SshPublicKey.OfAgentsKey(_key), Is.Null);

    private SshRecipient Recipient(string named, string socket) => SshRecipient.OfKeyFile(
        _folder[named], new SshAgent(socket), new SshKeygen(_folder[named]), _notices);
}
