using FsCheck;
using FsCheck.Fluent;
using IamSorry.Errors;
using IamSorry.OpenSsh;
using NUnit.Framework;

namespace IamSorry.Tests.OpenSsh;

public sealed class PrivateKeyHeaderTests
{
    private static readonly byte[] Whole = File.ReadAllBytes(Vector.PathOf("sshsig", "id_ed25519"));

    private static readonly byte[] Content = Convert.FromBase64String(
        string.Concat(File.ReadAllLines(Vector.PathOf("sshsig", "id_ed25519")).Where(line => !line.StartsWith('-'))));

    [Test]
    public void IsReadWhereItIsWhole()
    {
        Assert.That(Parses(Whole) && Parses(KeyFileRefusalTests.Armor(Content)));
    }

    [Test]
    public void CutAnywhereIsAnError()
    {
        for (var length = 0; length < Whole.Length; length++)
        {
            Assert.That(Parses(Whole[..length]), Is.False, $"{length} bytes of the file");
        }

        for (var length = 0; length < Content.Length; length++)
        {
            Assert.That(Parses(KeyFileRefusalTests.Armor(Content[..length])), Is.False, $"{length} bytes of the content");
        }
    }

    [Test]
    public void WithAnyLengthReplacedIsAnErrorOrReadable()
    {
        uint[] lengths = [0, 1, 0x7FFFFFFF, 0x80000000, 0xFFFFFFFB, 0xFFFFFFFF];
        for (var position = 0; position <= Content.Length - 4; position++)
        {
            foreach (var length in lengths)
            {
                byte[] changed = [
                    .. Content[..position], .. new SshWireWriter().UInt32(length).ToArray(), .. Content[(position + 4)..]];
                Assert.That(() => Parses(KeyFileRefusalTests.Armor(changed)), Throws.Nothing, $"{length} at {position}");
            }
        }
    }

    [Test]
    public void WithAHugeLengthOfTheCipherIsAnError()
    {
        byte[] changed = [.. Content[..15], 0xFF, 0xFF, 0xFF, 0xFF, .. Content[19..]];
        Assert.That(Parses(KeyFileRefusalTests.Armor(changed)), Is.False);
    }

    [Test]
    public void WithBytesBehindIsAnError()
        => Assert.That(Parses(KeyFileRefusalTests.Armor([.. Content, .. new byte[17]])), Is.False);

    [Test]
    public void ThatClaimsToBeProtectedByNothingIsAnError()
    {
        var blob = Vector.Bytes("public_key_blob_hex");
        Assert.That(Parses(KeyFileRefusalTests.Armor(KeyFileRefusalTests.KeyContent("aes256-ctr", "bcrypt", blob))));
        Assert.That(Parses(KeyFileRefusalTests.Armor(KeyFileRefusalTests.KeyContent("aes256-ctr", "none", blob))), Is.False);
        Assert.That(Parses(KeyFileRefusalTests.Armor(KeyFileRefusalTests.KeyContent("none", "bcrypt", blob))), Is.False);
        Assert.That(Parses(KeyFileRefusalTests.Armor(KeyFileRefusalTests.KeyContent("aes256-ctr", "argon", blob))), Is.False);
    }

    [Test]
    public void OfRandomBytesIsAnError() =>
        Prop.ForAll<byte[]>(
            bytes => !Parses(bytes) && !Parses(KeyFileRefusalTests.Armor(bytes))
                && !Parses(KeyFileRefusalTests.Armor([.. Content[..15], .. bytes])))
            .Check(Config.QuickThrowOnFailure.WithMaxTest(3000));

    [Test]
    public void WithSomeBytesChangedNeverThrowsAnythingElse() =>
        Prop.ForAll<(ushort At, byte Value)[]>(changes =>
        {
            var changed = Content.ToArray();
            foreach (var (at, value) in changes)
            {
                changed[at % changed.Length] = value;
            }

            _ = Parses(KeyFileRefusalTests.Armor(changed));
            var text = Whole.ToArray();
            foreach (var (at, value) in changes)
            {
                text[at % text.Length] = value;
            }

            _ = Parses(text);
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(3000));

    // Any exception but UnsealException fails the test that calls this.
    private static bool Parses(byte[] file)
    {
        try
        {
            _ = PrivateKeyHeader.Parse(file, "key").RequireSealable();
            return true;
        }
        catch (UnsealException)
        {
            return false;
        }
    }
}
