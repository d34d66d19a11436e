using System.Text.Json;
using IamSorry.Crypto;
using IamSorry.Tests.OpenSsh;
using NUnit.Framework;

namespace IamSorry.Tests.Crypto;

/// <summary>
/// HPKE against its own vectors (<c>docs/vectors/v3/hpke.json</c>): those of RFC 9180 for the KEM and KDF that are used here, and
/// the working group's for the whole suite, which the RFC does not print.
/// </summary>
public sealed class HpkeTests
{
    private static readonly JsonElement[] Vectors =
        [.. JsonDocument.Parse(File.ReadAllText(Vector.PathOf("v3", "hpke.json"))).RootElement.EnumerateArray()];

    [TestCaseSource(nameof(OfTheRfc))]
    public void Encapsulates_to_the_same_secret_on_both_sides(JsonElement vector)
    {
        using var ephemeral = X25519Key.Take(Bytes(vector, "skEm"));
        using var recipient = X25519Key.Take(Bytes(vector, "skRm"));
        Assert.That(ephemeral.Public.ToArray(), Is.EqualTo(Bytes(vector, "pkEm")).And.EqualTo(Bytes(vector, "enc")));
        Assert.That(recipient.Public.ToArray(), Is.EqualTo(Bytes(vector, "pkRm")));
        var (sent, received) = (new byte[32], new byte[32]);
        Assert.That(Hpke.TryShare(ephemeral, recipient.Public, ephemeral.Public, recipient.Public, sent));
        Assert.That(Hpke.TryShare(recipient, ephemeral.Public, ephemeral.Public, recipient.Public, received));
        Assert.That(sent, Is.EqualTo(Bytes(vector, "shared_secret")).And.EqualTo(received));
    }

    [TestCaseSource(nameof(OfTheRfc))]
    public void Derives_the_key_and_the_base_nonce(JsonElement vector)
    {
        var (key, nonce) = (new byte[Bytes(vector, "key").Length], new byte[12]);
        Hpke.Schedule(
            Bytes(vector, "shared_secret"), Bytes(vector, "info"), vector.GetProperty("aead_id").GetUInt16(), key, nonce);
        Assert.That((key, nonce), Is.EqualTo((Bytes(vector, "key"), Bytes(vector, "base_nonce"))));
    }

    [Test]
    public void Of_this_suite_encrypts_the_first_message()
    {
        var vector = Vectors.Single(each => each.GetProperty("aead_id").GetInt32() == 2);
        using var ephemeral = X25519Key.Take(Bytes(vector, "skEm"));
        var (shared, key, nonce) = (new byte[32], new byte[32], new byte[12]);
        Assert.That(Hpke.TryShare(ephemeral, Bytes(vector, "pkRm"), Bytes(vector, "enc"), Bytes(vector, "pkRm"), shared));
        Hpke.Schedule(shared, Bytes(vector, "info"), 2, key, nonce);
        using var aes = AesKey.Take(key);
        var sealedBytes = new byte[Bytes(vector, "ct").Length];
        aes.Encrypt(nonce, Bytes(vector, "aad"), Bytes(vector, "pt"), sealedBytes);
        Assert.That(sealedBytes, Is.EqualTo(Bytes(vector, "ct")));
        Assert.That(key, Is.All.Zero, "a key that was moved in stayed where it was");
    }

    [Test]
    public void Opens_what_it_sealed_and_nothing_else()
    {
        using var recipient = X25519Key.Generate();
        using var other = X25519Key.Generate();
        var (enc, wrapped, secret, opened) = (new byte[32], new byte[48], new byte[32], new byte[32]);
        Random.Shared.NextBytes(secret);
        Assert.That(Hpke.TrySeal(recipient.Public, "info"u8, secret, enc, wrapped));
        Assert.That(Hpke.TryOpen(recipient, enc, "info"u8, wrapped, opened));
        Assert.That(opened, Is.EqualTo(secret));
        Assert.That(Hpke.TryOpen(recipient, enc, "other"u8, wrapped, opened), Is.False);
        Assert.That(Hpke.TryOpen(other, enc, "info"u8, wrapped, opened), Is.False);
        Assert.That(opened, Is.All.Zero);
        for (var bit = 0; bit < (enc.Length + wrapped.Length) * 8; bit++)
        {
            var (changedEnc, changed) = (enc.ToArray(), wrapped.ToArray());
            (bit < 256 ? changedEnc : changed)[bit / 8 % (bit < 256 ? 32 : int.MaxValue) - (bit < 256 ? 0 : 32)]
                ^= (byte)(1 << (bit % 8));
            Assert.That(Hpke.TryOpen(recipient, changedEnc, "info"u8, changed, opened), Is.False, $"bit {bit}");
        }
    }

    // RFC 7748 section 6.1, and the points that libsodium lists: whoever gives one as a public key makes the shared secret zero
    [TestCase("0000000000000000000000000000000000000000000000000000000000000000")]
    [TestCase("0100000000000000000000000000000000000000000000000000000000000000")]
    [TestCase("ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f")]
    [TestCase("edffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f")]
    [TestCase("eeffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f")]
    [TestCase("e0eb7a7c3b41b8ae1656e3faf19fc46ada098deb9c32b1fd866205165f49b800")]
    [TestCase("5f9c95bca3508c24b1d0b1559c83ef5b04445cc4581c8e86d8224eddd09f1157")]
    public void Refuses_a_public_key_that_makes_no_secret(string hex)
    {
        using var key = X25519Key.Generate();
        var point = Convert.FromHexString(hex);
        var shared = Enumerable.Repeat((byte)1, 32).ToArray();
        Assert.That(key.TryAgree(point, shared), Is.False);
        Assert.That(shared, Is.All.Zero);
        Assert.That(Hpke.TrySeal(point, [], new byte[32], new byte[32], new byte[48]), Is.False);
        Assert.That(Hpke.TryOpen(key, point, [], new byte[48], new byte[32]), Is.False);
    }

    private static IEnumerable<TestCaseData> OfTheRfc() => Vectors.Where(each => each.TryGetProperty("shared_secret", out _))
        .Select(each => new TestCaseData(each).SetArgDisplayNames(each.GetProperty("name").GetString()!));

    private static byte[] Bytes(JsonElement vector, string name) => Convert.FromHexString(vector.GetProperty(name).GetString()!);
}
