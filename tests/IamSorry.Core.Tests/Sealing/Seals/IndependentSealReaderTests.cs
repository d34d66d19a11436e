using IamSorry.OpenSsh;
using IamSorry.Sealing;
using IamSorry.Sealing.Recipients;
using IamSorry.Testing;
using IamSorry.Tests.OpenSsh;
using NUnit.Framework;

namespace IamSorry.Tests.Sealing.Seals;

/// <summary>
/// <c>docs/vectors/v3/read.py</c>, written from the format's description alone, opens what was sealed here: by the SSH key of
/// either recipient, and by the recovery key.
/// </summary>
[Category(Categories.Foreign)]
[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
public sealed class IndependentSealReaderTests : IDisposable
{
    private readonly TestFolder _folder = new();

    [OneTimeSetUp]
    public static void RequireHpke()
    {
        try
        {
            _ = TestFolder.Run("python3", ["-c", "import cryptography.hazmat.primitives.hpke"]);
        }
        catch (Exception e) when (e is InvalidOperationException or System.ComponentModel.Win32Exception)
        {
            Assert.Ignore("python3 with a cryptography package that has HPKE is not here");
        }
    }

    [TestCase("laptop")]
    [TestCase("desktop")]
    [TestCase("recovery")]
    public async Task Opens_what_was_sealed_here(string by)
    {
        var (laptop, desktop) = (SignerOf("laptop"), SignerOf("desktop"));
        using var recovery = RecoveryKey.Generate(out var text, out var words);
        const string profile = "ünï profile";
        var sealer = new ProfileSealer([]) { Signer = () => laptop };
        using var seal = await sealer.PrepareAsync(
            new SectionOrder(
                profile, SealBench.User,
                [
                    await RecipientMaker.MakeAsync(laptop, CancellationToken.None),
                    await RecipientMaker.MakeAsync(desktop, CancellationToken.None), recovery.Recipient,
                ],
                [("bedrock_model_id", "ünï model"), ("z", "last"), ("a", "first")]),
            rehearse: false, CancellationToken.None);
        var section = (await seal.SealAsync(SealBench.Key, CancellationToken.None)).ToSection(profile)!;
        var file = _folder.Write("credentials", System.Text.Encoding.UTF8.GetBytes(SealBench.Text(section)));

        string[] script = [Vector.PathOf("v3", "read.py")];
        (string, string)[] utf8 = [("PYTHONIOENCODING", "utf-8"), ("PYTHONUTF8", "1")];
        var opened = by == "recovery"
            ? TestFolder.Run("python3", [.. script, "--recovery", file, profile, _folder["laptop.pub"]], text, utf8)
            : TestFolder.Run("python3", [.. script, file, profile, Unprotected(by), _folder["laptop.pub"]], "", utf8);

        Assert.That(opened.Trim().Split('\n'), Is.EquivalentTo(new[]
        {
            $"aws_access_key_id = {SealBench.Key.Id}", $"aws_secret_access_key = {SealBench.Key.Secret}",
            "bedrock_model_id = ünï model", "z = last", "a = first",
        }));
        Assert.That(words.Split(' '), Has.Length.EqualTo(24));
    }

    [Test]
    public void Words_are_those_of_BIP_39()
    {
        // the published vectors of BIP 39 for 256 bits
        foreach (var (hex, words) in new[]
        {
            (new string('0', 64), string.Concat(Enumerable.Repeat("abandon ", 23)) + "art"),
            (string.Concat(Enumerable.Repeat("7f", 32)), "legal winner thank year wave sausage worth useful legal winner thank "
                + "year wave sausage worth useful legal winner thank year wave sausage worth title"),
            (string.Concat(Enumerable.Repeat("80", 32)), "letter advice cage absurd amount doctor acoustic avoid letter advice "
                + "cage absurd amount doctor acoustic avoid letter advice cage absurd amount doctor acoustic bless"),
            (new string('f', 64), string.Concat(Enumerable.Repeat("zoo ", 23)) + "vote"),
        })
        {
            Assert.That(RecoveryWords.Write(Convert.FromHexString(hex)), Is.EqualTo(words));
            Assert.That(Convert.ToHexStringLower(RecoveryWords.TryRead(words)!), Is.EqualTo(hex));
            Assert.That(RecoveryWords.TryRead(words[..words.LastIndexOf(' ')] + " zebra"), Is.Null, "the checksum");
        }
    }

    public void Dispose() => _folder.Dispose();

    private SealSigner SignerOf(string name)
    {
        var path = _folder.MakeKey(name);
        var keygen = new SshKeygen(
            path, null, () => PassphrasePrompt.AskPass, () => _folder.KeygenThatIsTold(TestFolder.Passphrase));
        return new SealSigner(PrivateKeyHeader.Read(path).PublicKey, name, [keygen]);
    }

    private string Unprotected(string name)
    {
        var copy = _folder.Write(name + ".plain", File.ReadAllBytes(_folder[name]));
        _ = TestFolder.Run("ssh-keygen", ["-q", "-p", "-P", TestFolder.Passphrase, "-N", "", "-f", copy]);
        return copy;
    }
}
