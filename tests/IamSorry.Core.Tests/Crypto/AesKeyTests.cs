using System.Security.Cryptography;
using System.Text;
using IamSorry.Crypto;
using IamSorry.Tests.OpenSsh;
using NUnit.Framework;

namespace IamSorry.Tests.Crypto;

/// <summary>libsodium's AES, and the system's where the processor has none: the same bytes, both ways.</summary>
public sealed class AesKeyTests
{
    private static readonly byte[] Info = "iam-sorry/v2 aes-256-gcm"u8.ToArray();

    [Test]
    public void Both_meet_the_published_vector([Values] bool system)
    {
        if (!system && !SodiumAesKey.IsSupported)
        {
            Assert.Ignore("this processor has no AES instructions");
        }

        using var secret = GuardedSecret.Take(Vector.Bytes("signature_hex"));
        using var key = Make(system, secret);
        var plaintext = Encoding.UTF8.GetBytes(Vector.Text("plaintext"));
        var sealedBytes = new byte[plaintext.Length + AesKey.TagSize];

        key.Encrypt(Vector.Bytes("nonce_hex"), Vector.Bytes("aad_hex"), plaintext, sealedBytes);

        var value = Convert.FromBase64String(Vector.Text("sealed_value").Split(':')[2]);
        Assert.That(sealedBytes, Is.EqualTo(value[76..]));
    }

    [Test]
    public void Each_opens_what_the_other_sealed_and_nothing_that_was_changed([Values(0, 1, 15, 16, 17, 4096)] int length)
    {
        if (!SodiumAesKey.IsSupported)
        {
            Assert.Ignore("this processor has no AES instructions");
        }

        foreach (var system in new[] { true, false })
        {
            using var secret = GuardedSecret.Take(Vector.Bytes("signature_hex"));
            using var seals = Make(system, secret);
            using var opens = Make(!system, secret);
            var (nonce, aad, plaintext) = (
                RandomNumberGenerator.GetBytes(12), "aad"u8.ToArray(), RandomNumberGenerator.GetBytes(length));
            var sealedBytes = new byte[length + AesKey.TagSize];
            var opened = new byte[length];
            seals.Encrypt(nonce, aad, plaintext, sealedBytes);

            Assert.That(opens.TryDecrypt(nonce, aad, sealedBytes, opened) && opened.SequenceEqual(plaintext), $"system {system}");

            sealedBytes[length / 2] ^= 1;
            Assert.That(opens.TryDecrypt(nonce, aad, sealedBytes, opened), Is.False, $"changed, system {system}");
            Assert.That(opened, Is.All.Zero);
            sealedBytes[length / 2] ^= 1;
            Assert.That(opens.TryDecrypt(nonce, "other"u8, sealedBytes, opened), Is.False, $"other place, system {system}");
        }
    }

    [Test]
    public void A_secret_leaves_no_copy_where_it_came_from()
    {
        var bytes = Vector.Bytes("signature_hex");
        using var secret = GuardedSecret.Take(bytes);
        using var same = GuardedSecret.Take(Vector.Bytes("signature_hex"));
        using var other = GuardedSecret.Take(new byte[64]);

        Assert.That(bytes, Is.All.Zero);
        Assert.That(secret.Matches(same), Is.True);
        Assert.That(secret.Matches(other), Is.False);
    }

    private static AesKey Make(bool system, GuardedSecret secret) =>
        system ? SystemAesKey.From(secret, Vector.Bytes("salt_hex"), Info)
            : SodiumAesKey.From(secret, Vector.Bytes("salt_hex"), Info);
}
