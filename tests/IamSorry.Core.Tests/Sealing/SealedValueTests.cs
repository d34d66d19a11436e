using FsCheck;
using FsCheck.Fluent;
using IamSorry.Errors;
using IamSorry.Sealing.Formats;
using IamSorry.Tests.OpenSsh;
using NUnit.Framework;

namespace IamSorry.Tests.Sealing;

public sealed class SealedValueTests
{
    private static readonly string Good = Vector.Text("sealed_value");

    [Test]
    public void HasItsPartsInTheirPlaces()
    {
        var value = SealedValue.Parse(Good);
        Assert.That(value.KeyId.Bytes.ToArray(), Is.EqualTo(Vector.Bytes("key_id_hex")));
        Assert.That(value.Salt.ToArray(), Is.EqualTo(Vector.Bytes("salt_hex")));
        Assert.That(value.Nonce.ToArray(), Is.EqualTo(Vector.Bytes("nonce_hex")));
        Assert.That(value.Ciphertext.Length, Is.EqualTo(Vector.Text("plaintext").Length));
        Assert.That(value.Tag.Length, Is.EqualTo(16));
        Assert.That(value.ToString(), Is.EqualTo(Good));
    }

    [Test]
    public void HasOneSpellingOnly()
    {
        var encoded = Good[SealedValue.V2Prefix.Length..];
        Assert.That(encoded, Does.EndWith("7A=="));
        string[] others =
        [
            encoded[..^3] + "B==", encoded[..^2], encoded[..^1], encoded + "=", encoded + " ", " " + encoded, encoded
                + "\n", encoded.Insert(10, " "),
            encoded.Insert(76, "\r\n"), encoded.Replace('/', '_'), encoded.Replace('+', '-'), encoded + "\0",
        ];
        foreach (var other in others.Where(other => other != encoded))
        {
            Assert.That(() => SealedValue.Parse(SealedValue.V2Prefix + other), Throws.TypeOf<UnsealException>(), other);
        }
    }

    [TestCase(0)]
    [TestCase(32)]
    [TestCase(92)]
    [TestCase(92 + 4096 + 1)]
    [TestCase(1_000_000)]
    public void HasALengthWithinBounds(int size) =>
        Assert.That(
            () => SealedValue.Parse(
                SealedValue.V2Prefix + Convert.ToBase64String(new byte[size])), Throws.TypeOf<UnsealException>());

    [TestCase(93)]
    [TestCase(92 + 4096)]
    public void MayBeAsShortOrLongAsTheBounds(int size) =>
        Assert.That(
            SealedValue.Parse(SealedValue.V2Prefix + Convert.ToBase64String(new byte[size])).Ciphertext.Length, Is.EqualTo(
                size - 92));

    [TestCase("AKIAIOSFODNN7EXAMPLE", false, false)]
    [TestCase("__encrypted__:v2:AAAA", true, false)]
    [TestCase("__encrypted__:v3:AAAA", true, false)]
    [TestCase("__encrypted__:AAAA", true, true)]
    [TestCase("__encrypted__", false, false)]
    [TestCase("__ENCRYPTED__:v2:AAAA", false, false)]
    [TestCase(" __encrypted__:v2:AAAA", false, false)]
    [TestCase("", false, false)]
    public void TellsItsKind(string text, bool isSealed, bool isLegacy)
    {
        Assert.That((SealedValue.IsSealed(text), SealedValue.IsLegacy(text)), Is.EqualTo((isSealed, isLegacy)));
    }

    [Test]
    public void OfAnotherVersionIsNamed() =>
        Assert.That(
            () => SealedValue.Parse(Good.Replace(":v2:", ":v3:")), Throws.TypeOf<UnsealException>().With.Message.Contains(
                "version is not v2"));

    [Test]
    public void WhateverItIsNothingButAnErrorComesOfIt() =>
        Prop.ForAll<string, byte[]>(
            (text, bytes)
                => Survives(text) && Survives(SealedValue.V2Prefix + text)
                    && Survives(SealedValue.V2Prefix + Convert.ToBase64String(bytes)))
            .Check(Config.QuickThrowOnFailure.WithMaxTest(3000));

    private static bool Survives(string? text)
    {
        if (text is null || !SealedValue.TryParse(text, out var value, out var problem))
        {
            return true;
        }

        return value.ToString() == text && problem.Length == 0;
    }
}
