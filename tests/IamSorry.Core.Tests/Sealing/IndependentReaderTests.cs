using IamSorry.Credentials;
using IamSorry.Sealing;
using IamSorry.Sealing.Formats;
using IamSorry.Testing;
using IamSorry.Tests.OpenSsh;
using NUnit.Framework;

namespace IamSorry.Tests.Sealing;

/// <summary>Python's cryptography library, written from the format's description alone, opens what this program sealed.</summary>
[Category(Categories.Foreign)]
public sealed class IndependentReaderTests
{
    private const string Script = """
        import base64, sys
        from cryptography.hazmat.primitives import hashes
        from cryptography.hazmat.primitives.ciphers.aead import AESGCM
        from cryptography.hazmat.primitives.kdf.hkdf import HKDF
        value, signature, profile, field = sys.stdin.read().split("\n")[:4]
        raw = base64.b64decode(value[len("__encrypted__:v2:"):], validate=True)
        salt, nonce, sealed = raw[32:64], raw[64:76], raw[76:]
        key = HKDF(hashes.SHA256(), 32, salt, b"iam-sorry/v2 aes-256-gcm").derive(bytes.fromhex(signature))
        aad = b"iam-sorry/v2\0" + profile.encode() + b"\0" + field.encode()
        sys.stdout.write(AESGCM(key).decrypt(nonce, sealed, aad).decode())
        """;

    [Test]
    public async Task OpensWhatWasSealedHere()
    {
        try
        {
            _ = TestFolder.Run("python3", ["-c", "import cryptography"]);
        }
        catch (Exception e) when (e is InvalidOperationException or System.ComponentModel.Win32Exception)
        {
            Assert.Ignore("python3 with its cryptography package is not here");
        }

        var key = new AccessKey("AKIAIOSFODNN7EXAMPLE", "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY");
        var signer = new FakeSigner();
        var pair = await new SignerSealer([signer]).SealAsync("ünï profile", key, signer.PublicKey, CancellationToken.None);
        var answer = await signer.TrySignAsync(
            signer.PublicKey.KeyId, SealingKey.MessageFor(SealedValue.Parse(pair.Id).Salt), CancellationToken.None);
        var signature = Convert.ToHexString(answer.Signature!);
        Assert.That(Open(pair.Id, SealedFields.AccessKeyId), Is.EqualTo(key.Id));
        Assert.That(Open(pair.Secret, SealedFields.SecretAccessKey), Is.EqualTo(key.Secret));

        string Open(string value, string field) =>
            TestFolder.Run(
                "python3", ["-c", Script], $"{value}\n{signature}\nünï profile\n{field}\n", ("PYTHONIOENCODING", "utf-8"), (
                    "PYTHONUTF8", "1"));
    }
}
