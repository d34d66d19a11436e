using System.Text;
using IamSorry.Errors;
using IamSorry.OpenSsh;
using NUnit.Framework;

namespace IamSorry.Tests.OpenSsh;

/// <summary>A remedy never has another program write to a path that is in use.</summary>
public sealed class NewKeyFileTests
{
    private TestFolder _folder = null!;

    [SetUp]
    public void SetUp() => _folder = new TestFolder();

    [TearDown]
    public void TearDown() => _folder.Dispose();

    [TestCase("k", "k")]
    [TestCase("k", "k-2", "k")]
    [TestCase("k", "k-2", "k.pub")]
    [TestCase("k", "k-3", "k", "k-2.pub")]
    [TestCase("id_ed25519", "id_ed25519")]
    [TestCase("id_ed25519", "iam-sorry", "id_ed25519")]
    [TestCase("id_ed25519", "iam-sorry-2", "id_ed25519.pub", "iam-sorry")]
    public void LiesWhereNothingIs(string wanted, string free, params string[] inUse)
    {
        foreach (var name in inUse)
        {
            _folder.Write(name, "x"u8);
        }

        Assert.That(NewKeyFile.FreePath(_folder[wanted]), Is.EqualTo(_folder[free]));
    }

    [TestCase("PuTTY-User-Key-File-3: ssh-ed25519\n", "puttygen {0} -O private-openssh-new -o {0}.openssh-2, then")]
    [TestCase("-----BEGIN PRIVATE KEY-----\n", "cp -p {0} {0}.openssh-2 && ssh-keygen -p -f {0}.openssh-2, then")]
    public void IsWhatAKeyOfAnotherFormatIsConvertedTo(string text, string remedy)
    {
        var key = _folder.Write("k", Encoding.ASCII.GetBytes(text));
        _folder.Write("k.openssh", "the key of something else"u8);

        var error = Assert.Throws<UnsealException>(() => PrivateKeyHeader.Read(key))!;

        Assert.That(error.Remedy!.ToString(), Does.Contain(string.Format(remedy, key)));
        Assert.That(error.Remedy!.ToString(), Does.Contain($"<option SshKey {key}.openssh-2>"));
    }

    [Test]
    public void IsNotMadeOverThePublicHalfOfAKeyThatLiesElsewhere()
    {
        _folder.Write("k.pub", "not a key"u8);

        var error = Assert.Throws<UnsealException>(() => KeyFile.Read(_folder["k"]))!;

        Assert.That(error.Remedy!.ToString(), Does.Contain($"ssh-keygen -t ed25519 -f {_folder["k-2"]}, then"));
    }
}
