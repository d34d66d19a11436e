using System.Security.Cryptography;
using System.Text;
using IamSorry.Credentials;
using IamSorry.Errors;
using IamSorry.OpenSsh;
using IamSorry.Sealing;
using IamSorry.Sealing.Formats;
using IamSorry.Testing;
using IamSorry.Tests.OpenSsh;
using NUnit.Framework;

namespace IamSorry.Tests.Sealing;

/// <summary>Somebody has the key file, its public half and the sealed values, but neither the passphrase nor the agent.</summary>
[FixtureLifeCycle(LifeCycle.SingleInstance)]
public sealed class StolenFilesTests
{
    private static readonly AccessKey Key = new("AKIAIOSFODNN7EXAMPLE", "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY");

    private TestFolder _folder = null!;
    private string _path = null!;
    private SealedKeyPair _pair = null!;

    [OneTimeSetUp]
    public async Task SetUp()
    {
        _folder = new TestFolder();
        _path = _folder.MakeKey("k");
        var program = _folder.KeygenThatIsTold(TestFolder.Passphrase);
        _pair = await new SignerSealer([new SshKeygen(_path, null, () => PassphrasePrompt.AskPass, () => program)])
            .SealAsync("iam-sorry", Key, PrivateKeyHeader.Read(_path).PublicKey, CancellationToken.None);
    }

    [OneTimeTearDown]
    public void TearDown() => _folder.Dispose();

    [Test]
    public void FindsNoKeyInAnyBytesOfThem()
    {
        var value = SealedValue.Parse(_pair.Secret);
        var materials = Materials(value).ToList();
        var tried = 0;
        foreach (var material in materials)
        {
            foreach (var key in Derivations(material, value))
            {
                tried++;
                Assert.That(Opens(key, value), Is.False);
            }
        }

        Assert.That(tried, Is.GreaterThan(5_000));
    }

    [Test]
    public async Task WouldFindItWithTheSignature()
    {
        // The same attack with the one thing the thief lacks: it shows that the test above can fail.
        var value = SealedValue.Parse(_pair.Secret);
        var program = _folder.KeygenThatIsTold(TestFolder.Passphrase);
        var answer = await new SshKeygen(_path, null, () => PassphrasePrompt.AskPass, () => program)
            .TrySignAsync(value.KeyId, SealingKey.MessageFor(value.Salt), CancellationToken.None);
        Assert.That(Derivations(answer.Signature!, value).Count(key => Opens(key, value)), Is.EqualTo(1));
    }

    [Test]
    public void CannotUseTheWayOfTheOlderTool()
    {
        var id = SealedValue.Prefix + _pair.Id[SealedValue.V2Prefix.Length..];
        var secret = SealedValue.Prefix + _pair.Secret[SealedValue.V2Prefix.Length..];
        Assert.That(() => LegacySealing.Open("iam-sorry", _path, id, secret), Throws.TypeOf<UnsealException>());
        Assert.That(
            () => LegacySealing.Open(
                "iam-sorry", _path, _pair.Id, _pair.Secret), Throws.TypeOf<UnsealException>().With.Message.Contains("malformed"));
        Assert.That(() => LegacySealing.Open("iam-sorry", _path + ".pub", id, secret), Throws.TypeOf<UnsealException>());
    }

    [TestCase("")]
    [TestCase("wrong horse")]
    public void CannotSignWithAnotherPassphrase(string passphrase)
    {
        var program = _folder.KeygenThatIsTold(passphrase);
        var sealer = new SignerSealer([new SshKeygen(_path, null, () => PassphrasePrompt.AskPass, () => program)]);
        Assert.That(
            async () => await sealer.OpenAsync("iam-sorry", _pair.Id, _pair.Secret, CancellationToken.None),
            Throws.TypeOf<UnsealException>().With.Message.Contains("wrong passphrase"));
    }

    [Test]
    public void CannotPassOffAnotherKeyForIt()
    {
        // The thief's own unprotected key, with the public half of the victim beside it.
        var own = _folder.MakeKey("own", passphrase: "");
        File.Copy(_path + ".pub", own + ".pub", overwrite: true);
        var sealer = new SignerSealer([new SshKeygen(own)]);
        Assert.That(
            async () => await sealer.OpenAsync(
                "iam-sorry", _pair.Id, _pair.Secret, CancellationToken.None), Throws.TypeOf<UnsealException>());
    }

    private IEnumerable<byte[]> Materials(SealedValue value)
    {
        var file = File.ReadAllBytes(_path);
        var content = Convert.FromBase64String(string.Concat(File.ReadAllLines(_path).Where(line => !line.StartsWith('-'))));
        var publicKey = PrivateKeyHeader.Read(_path).PublicKey;
        byte[][] whole =
        [
            file, content, File.ReadAllBytes(_path + ".pub"), publicKey.Blob.ToArray(), publicKey.Blob[
                ^32..].ToArray(), value.KeyId.Bytes.ToArray(),
            value.Salt.ToArray(), value.Nonce.ToArray(), [], new byte[32], new byte[64], Encoding.ASCII.GetBytes(
                Convert.ToBase64String(content)),
            SealingKey.MessageFor(value.Salt), SshSignature.DataToSign(SealingKey.MessageFor(value.Salt)), SHA256.HashData(
                file), SHA512.HashData(file),
            Encoding.UTF8.GetBytes(TestFolder.Passphrase),
        ];

        // A raw seed or a stored signature would lie somewhere in the file.
        return whole
            .Concat(Enumerable.Range(0, content.Length - 31).Select(at => content[at..(at + 32)]))
            .Concat(Enumerable.Range(0, content.Length - 63).Select(at => content[at..(at + 64)]));
    }

    private static IEnumerable<byte[]> Derivations(byte[] material, SealedValue value)
    {
        byte[][] salts = [
            value.Salt.ToArray(), [], Encoding.ASCII.GetBytes("iam-sorry-v1-salt-2025"), value.KeyId.Bytes.ToArray()];
        byte[][] infos = [
            Encoding.ASCII.GetBytes("iam-sorry/v2 aes-256-gcm"), Encoding.ASCII.GetBytes("iam-sorry-encryption"), []];
        foreach (var salt in salts)
        {
            foreach (var info in infos)
            {
                yield return HKDF.DeriveKey(HashAlgorithmName.SHA256, material, 32, salt, info);
            }
        }

        yield return SHA256.HashData(material);
        yield return [.. material.Concat(new byte[32]).Take(32)];
    }

    private static bool Opens(byte[] key, SealedValue value)
    {
        using var aes = new AesGcm(key, SealedValue.TagSize);
        foreach (var aad in new[] { SealingKey.AssociatedData("iam-sorry", SealedFields.SecretAccessKey), [] })
        {
            try
            {
                aes.Decrypt(value.Nonce, value.Ciphertext, value.Tag, new byte[value.Ciphertext.Length], aad);
                return true;
            }
            catch (AuthenticationTagMismatchException)
            {
                // Not this one.
            }
        }

        return false;
    }
}
