using IamSorry.OpenSsh;
using IamSorry.Crypto;
using IamSorry.Tests.OpenSsh;
using NUnit.Framework;
using BigInteger = System.Numerics.BigInteger;

namespace IamSorry.Tests.Crypto;

/// <summary>Only the key itself makes a signature: whatever else is offered is refused.</summary>
public sealed class Ed25519VerifierTests
{
    // RFC 8032 section 7.1, test 2
    private static readonly byte[] PublicKey = Convert.FromHexString(
        "3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c");
    private static readonly byte[] Message = [0x72];
    private static readonly byte[] Signature = Convert.FromHexString(
        "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00");

    [Test]
    public void Accepts_the_vector_of_rfc_8032() => Assert.That(Ed25519Verifier.IsValid(PublicKey, Message, Signature), Is.True);

    [Test]
    public void Accepts_the_published_vector()
    {
        var blob = Convert.FromBase64String(File.ReadAllText(Vector.PathOf("sshsig", "id_ed25519.pub")).Split(' ')[1]);
        var data = SshSignature.DataToSign(Vector.Bytes("message_hex"));
        Assert.That(
            Ed25519Verifier.IsValid(SshPublicKey.TryRead(blob)!.RawEd25519, data, Vector.Bytes("signature_hex")), Is.True);
    }

    [Test]
    public void Refuses_any_flipped_bit()
    {
        for (var bit = 0; bit < 64 * 8; bit++)
        {
            var changed = Signature.ToArray();
            changed[bit / 8] ^= (byte)(1 << (bit % 8));
            Assert.That(Ed25519Verifier.IsValid(PublicKey, Message, changed), Is.False, $"bit {bit}");
        }
    }

    [Test]
    public void Refuses_a_second_spelling_of_the_same_signature()
    {
        var order = BigInteger.Pow(2, 252) + BigInteger.Parse("27742317777372353535851937790883648493", null);
        var s = new BigInteger(Signature.AsSpan(32), isUnsigned: true) + order;
        var other = Signature.ToArray();
        s.ToByteArray(isUnsigned: true).CopyTo(other, 32);
        Assert.That(Ed25519Verifier.IsValid(PublicKey, Message, other), Is.False);
    }

    // points of small order, and spellings of them that are not canonical: with such a key one signature fits many messages
    [TestCase("0100000000000000000000000000000000000000000000000000000000000000")]
    [TestCase("0000000000000000000000000000000000000000000000000000000000000000")]
    [TestCase("0000000000000000000000000000000000000000000000000000000000000080")]
    [TestCase("ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f")]
    [TestCase("26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05")]
    [TestCase("c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a")]
    [TestCase("eeffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f")]
    [TestCase("0200000000000000000000000000000000000000000000000000000000000000")]
    public void Refuses_a_key_that_is_not_a_good_point(string key)
    {
        var publicKey = Convert.FromHexString(key);

        // R = the neutral element, S = 0: fits every message where the key is the neutral element and nobody looks
        byte[] forged = [1, .. new byte[63]];
        Assert.That(Ed25519Verifier.IsValid(publicKey, Message, forged), Is.False);
        Assert.That(Ed25519Verifier.IsValid(publicKey, Message, [.. publicKey, .. new byte[32]]), Is.False);
    }

    [TestCase(0)]
    [TestCase(31)]
    [TestCase(33)]
    [TestCase(64)]
    public void Refuses_a_key_or_signature_of_another_length(int length)
    {
        Assert.That(Ed25519Verifier.IsValid(new byte[length], Message, Signature), Is.False);
        Assert.That(Ed25519Verifier.IsValid(PublicKey, Message, new byte[length]), Is.False);
        Assert.That(Ed25519Verifier.IsValid(PublicKey, Message, [.. Signature, 0]), Is.False);
    }
}
