using IamSorry.OpenSsh;
using IamSorry.Crypto;
using IamSorry.Sealing.Formats;
using IamSorry.Sealing.Recipients;
using IamSorry.Tests.OpenSsh;
using NUnit.Framework;

namespace IamSorry.Tests.Sealing;

public sealed class SealingVectorTests
{
    // RFC 5869, appendix A.1 to A.3.
    [TestCase(
        "0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b", "000102030405060708090a0b0c", "f0f1f2f3f4f5f6f7f8f9",
        "3cb25f25faacd57a90434f64d0362f2a2d2d0a90cf1a5a4c5db02d56ecc4c5bf34007208d5b887185865")]
    [TestCase(
        "000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f202122232425262728292a2b2c2d2e2f303132333435363738393a3b3c3d3e3f404142434445464748494a4b4c4d4e4f",
        "606162636465666768696a6b6c6d6e6f707172737475767778797a7b7c7d7e7f808182838485868788898a8b8c8d8e8f909192939495969798999a9b9c9d9e9fa0a1a2a3a4a5a6a7a8a9aaabacadaeaf",
        "b0b1b2b3b4b5b6b7b8b9babbbcbdbebfc0c1c2c3c4c5c6c7c8c9cacbcccdcecfd0d1d2d3d4d5d6d7d8d9dadbdcdddedfe0e1e2e3e4e5e6e7e8e9eaebecedeeeff0f1f2f3f4f5f6f7f8f9fafbfcfdfeff",
        "b11e398dc80327a1c8e7f78c596a49344f012eda2d4efad8a050cc4c19afa97c59045a99cac7827271cb41c65e590e09da3275600c2f09b8367793a9aca3db71cc30c58179ec3e87c14c01d5c1f3434f1d87")]
    [TestCase(
        "0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b", "", "",
        "8da4e775a563c18f715f802a063c5a31b8a11f5c5ee1879ec3454e5f3c738d2d9d201395faa4b61a96c8")]
    public void HkdfSha256IsThatOfRfc5869(string secret, string salt, string info, string expected)
    {
        var output = new byte[expected.Length / 2];
        AesKey.HkdfSha256(Convert.FromHexString(secret), Convert.FromHexString(salt), Convert.FromHexString(info), output);
        Assert.That(Convert.ToHexStringLower(output), Is.EqualTo(expected));
    }

    [Test]
    public void TheMessageIsThatOfTheVector()
        => Assert.That(SealingKey.MessageFor(Vector.Bytes("salt_hex")), Is.EqualTo(Vector.Bytes("message_hex")));

    [Test]
    public void TheAssociatedDataIsThatOfTheVector() =>
        Assert.That(SealingKey.AssociatedData(Vector.Text("profile"), Vector.Text("field")), Is.EqualTo(Vector.Bytes("aad_hex")));

    [Test]
    public void TheSealingKeyIsThatOfTheVector()
    {
        var key = new byte[32];
        AesKey.HkdfSha256(Vector.Bytes("signature_hex"), Vector.Bytes("salt_hex"), "iam-sorry/v2 aes-256-gcm"u8, key);
        Assert.That(key, Is.EqualTo(Vector.Bytes("sealing_key_hex")));
    }

    [Test]
    public void TheSealedValueIsThatOfTheVectorByteForByte()
    {
        using var key = Key();
        var value = key.Seal(
            Vector.Text("profile"), Vector.Text("field"), Vector.Text("plaintext"), Vector.Bytes("nonce_hex"));
        Assert.That(value.ToString(), Is.EqualTo(Vector.Text("sealed_value")));
    }

    [Test]
    public void TheSealedValueOfTheVectorOpens()
    {
        using var key = Key();
        var opened = key.TryOpen(Vector.Text("profile"), Vector.Text("field"), SealedValue.Parse(Vector.Text("sealed_value")));
        Assert.That(opened, Is.EqualTo(Vector.Text("plaintext")));
    }

    private static SealingKey Key() => SealingKey.Derive(
        new KeyStanza(new SshKeyId(Vector.Bytes("key_id_hex")), Vector.Bytes("salt_hex")), GuardedSecret.Take(
            Vector.Bytes("signature_hex")));
}
