using IamSorry.OpenSsh;
using NUnit.Framework;

namespace IamSorry.Tests.OpenSsh;

public sealed class KeyFileTests
{
    private TestFolder _folder = null!;

    [SetUp]
    public void SetUp() => _folder = new TestFolder();

    [TearDown]
    public void TearDown() => _folder.Dispose();

    [Test]
    public void TellsItsHeaderWithoutThePassphrase()
    {
        var header = PrivateKeyHeader.Read(_folder.CopyOfVectorKey()).RequireSealable();
        Assert.That((header.Cipher, header.Kdf, header.BcryptRounds), Is.EqualTo(("aes256-ctr", "bcrypt", 16u)));
        Assert.That(header.IsProtected && !header.IsModeTooOpen);
    }

    [Test]
    public void HasTheKeyIdOfTheVector()
    {
        var key = PrivateKeyHeader.Read(_folder.CopyOfVectorKey()).PublicKey;
        Assert.That(key.Blob.ToArray(), Is.EqualTo(Vector.Bytes("public_key_blob_hex")));
        Assert.That(key.KeyId.Bytes.ToArray(), Is.EqualTo(Vector.Bytes("key_id_hex")));
        Assert.That((key.Type, key.Fingerprint), Is.EqualTo(("ssh-ed25519", Vector.Text("fingerprint"))));
    }

    [Test]
    public void HasTheFingerprintThatSshKeygenPrints()
    {
        var path = _folder.MakeKey("k");
        Assert.That(
            TestFolder.Run("ssh-keygen", ["-l", "-f", path]), Does.Contain(
                $" {PrivateKeyHeader.Read(path).PublicKey.Fingerprint} "));
    }

    [TestCase("aes256-gcm@openssh.com")]
    [TestCase("chacha20-poly1305@openssh.com")]
    [TestCase("aes128-cbc")]
    public void MayUseAnyCipher(string cipher) =>
        Assert.That(
            PrivateKeyHeader.Read(_folder.MakeKey("k", options: ["-Z", cipher])).RequireSealable().Cipher, Is.EqualTo(cipher));

    [Test]
    public void IsReadThroughASymbolicLink()
    {
        _ = File.CreateSymbolicLink(_folder["link"], _folder.CopyOfVectorKey());
        Assert.That(
            PrivateKeyHeader.Read(_folder["link"]).RequireSealable().PublicKey.Fingerprint, Is.EqualTo(
                Vector.Text("fingerprint")));
    }

    [Test]
    public void ThatOthersMayReadIsNoticed()
    {
        var path = _folder.CopyOfVectorKey();
        TestFolder.SetMode(path, UnixFileMode.UserRead | UnixFileMode.OtherRead);
        Assert.That(PrivateKeyHeader.Read(path).IsModeTooOpen);
    }
}
