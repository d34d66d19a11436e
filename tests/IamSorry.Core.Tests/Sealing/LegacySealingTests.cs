using IamSorry.Credentials;
using IamSorry.Errors;
using IamSorry.Sealing;
using IamSorry.Sealing.Formats;
using IamSorry.Tests.OpenSsh;
using NUnit.Framework;

namespace IamSorry.Tests.Sealing;

public sealed class LegacySealingTests
{
    private static readonly string KeyPath = Vector.PathOf("legacy", "id_ed25519");

    private static readonly string Id = Field("credentials", SealedFields.AccessKeyId);

    private static readonly string Secret = Field("credentials", SealedFields.SecretAccessKey);

    [Test]
    public void OpenToTheKnownPlaintext()
    {
        var expected = new AccessKey(
            Field("credentials.plain", SealedFields.AccessKeyId), Field("credentials.plain", SealedFields.SecretAccessKey));
        Assert.That(LegacySealing.Open("iam-sorry", KeyPath, Id, Secret), Is.EqualTo(expected));
        Assert.That(SealedKeyPair.Examine("iam-sorry", Id, Secret), Is.EqualTo(SealingState.Legacy));
    }

    [Test]
    public void DoNotOpenOnceThePassphraseWasChanged()
    {
        using var folder = new TestFolder();
        var path = folder.CopyOfVectorKey();
        _ = TestFolder.Run("ssh-keygen", ["-q", "-p", "-P", Vector.Text("passphrase"), "-N", "another one", "-f", path]);
        Assert.That(
            () => LegacySealing.Open("iam-sorry", path, Id, Secret), Throws.TypeOf<UnsealException>().With.Message.Contains(
                "a new passphrase is such a change"));
    }

    [Test]
    public void DoNotOpenWithAFlippedByte()
    {
        var bytes = Convert.FromBase64String(Secret[SealedValue.Prefix.Length..]);
        for (var at = 0; at < bytes.Length; at++)
        {
            var changed = bytes.ToArray();
            changed[at] ^= 1;
            Assert.That(
                () => LegacySealing.Open("iam-sorry", KeyPath, Id, SealedValue.Prefix + Convert.ToBase64String(changed)),
                Throws.TypeOf<UnsealException>(), $"byte {at}");
        }
    }

    [TestCase("__encrypted__:")]
    [TestCase("__encrypted__:!!!!")]
    [TestCase("__encrypted__:AAAA")]
    [TestCase("plain")]
    public void ThatAreMalformedAreAnError(string text) =>
        Assert.That(
            () => LegacySealing.Open("iam-sorry", KeyPath, text, Secret), Throws.TypeOf<UnsealException>().With.Message.Contains(
                "malformed"));

    [Test]
    public void NeedTheKeyFile() =>
        Assert.That(
            () => LegacySealing.Open(
                "iam-sorry", "/no/such/file", Id, Secret), Throws.TypeOf<UnsealException>().With.Message.Contains("no SSH key"));

    private static string Field(string file, string name) =>
        File.ReadAllLines(Vector.PathOf("legacy", file)).Single(line => line.StartsWith(name, StringComparison.Ordinal)).Split(
            " = ", 2)[1];
}
