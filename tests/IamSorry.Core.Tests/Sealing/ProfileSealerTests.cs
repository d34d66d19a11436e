using IamSorry.Credentials;
using IamSorry.Errors;
using IamSorry.OpenSsh;
using IamSorry.Sealing;
using IamSorry.Sealing.Formats;
using IamSorry.Sealing.Recipients;
using IamSorry.Testing;
using IamSorry.Tests.OpenSsh;
using NUnit.Framework;

namespace IamSorry.Tests.Sealing;

public sealed class ProfileSealerTests
{
    private static readonly AccessKey Key = new("AKIAIOSFODNN7EXAMPLE", "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY");

    private readonly Notices _notices = new();
    private FakeSigner _signer = null!;

    [SetUp]
    public void SetUp()
    {
        _signer = new FakeSigner();
        _notices.Clear();
    }

    [Test]
    public async Task OpensAgainToTheSameKey()
    {
        var pair = await SealAsync(_signer);
        Assert.That(await Sealer(_signer).OpenAsync("iam-sorry", pair.Id, pair.Secret, CancellationToken.None), Is.EqualTo(Key));
        Assert.That(SealedKeyPair.Examine("iam-sorry", pair.Id, pair.Secret), Is.EqualTo(SealingState.Sealed));
    }

    [Test]
    public async Task SignsTwiceToSealAndOnceToOpen()
    {
        var pair = await SealAsync(_signer);
        Assert.That(_signer.Signatures, Is.EqualTo(2));
        _ = await Sealer(_signer).OpenAsync("iam-sorry", pair.Id, pair.Secret, CancellationToken.None);
        Assert.That(_signer.Signatures, Is.EqualTo(3));
    }

    [Test]
    public async Task OpensWithTheNextWhereTheAgentAnswersWithWhatTheKeyDidNotSign()
    {
        var pair = await SealAsync(_signer);
        var liar = new FakeSigner("liar", _signer) { Lies = true };

        var opened = await new ProfileSealer([new SshIdentity(liar), new SshIdentity(_signer)]).OpenAsync(
            "iam-sorry", pair.Id, pair.Secret, CancellationToken.None);

        Assert.That((opened, liar.Signatures), Is.EqualTo((Key, 1)));
        Assert.That(
            await Failure.OfAsync<UnsealException>(() => new ProfileSealer([new SshIdentity(liar)]).OpenAsync(
                "iam-sorry", pair.Id, pair.Secret, CancellationToken.None)),
            Has.Message.Contains("liar: it answers with a signature that the key did not make"),
            "a good seal is not called changed");
    }

    [Test]
    public async Task UsesOneSaltAndTwoNoncesAndNeverTheSameAgain()
    {
        var seen = new HashSet<string>();
        for (var i = 0; i < 50; i++)
        {
            var pair = await SealAsync(_signer);
            var (id, secret) = (SealedValue.Parse(pair.Id), SealedValue.Parse(pair.Secret));
            Assert.That(id.Salt.SequenceEqual(secret.Salt));
            Assert.That(
                seen.Add(Convert.ToHexString(id.Salt)) && seen.Add(Convert.ToHexString(id.Nonce))
                    && seen.Add(Convert.ToHexString(secret.Nonce)));
        }
    }

    [Test]
    public async Task SaysWhyAPassphraseIsAskedTwice()
    {
        _ = await SealAsync(new FakeSigner { AsksEachTime = true });
        Assert.That(_notices.All, Has.One.Contains("second signature"));
        _notices.Clear();
        _ = await SealAsync(_signer);
        Assert.That(_notices.All, Is.Empty);
    }

    [Test]
    public void RefusesASignerThatAnswersDifferently() =>
        Assert.That(
            async () => await SealAsync(new FakeSigner("odd") { Wavers = true }),
            Throws.TypeOf<UnsealException>().With.Message.Contains("odd signs the same message differently each time"));

    [Test]
    public void RefusesASignerThatAnswersOnce() =>
        Assert.That(
            async () => await SealAsync(new FakeSigner { Lasts = 1 }), Throws.TypeOf<UnsealException>().With.Message.Contains(
                "nobody can sign"));

    [Test]
    public void RefusesAnotherTypeOfKey()
    {
        var rsa = SshPublicKey.TryRead(new SshWireWriter().String("ssh-rsa"u8).String([1]).String([2]).ToArray())!;
        Assert.That(
            async () => await Sealer(_signer).SealAsync("iam-sorry", Key, rsa, CancellationToken.None),
            Throws.TypeOf<UnsealException>().With.Message.Contains("ssh-rsa"));
    }

    [TestCase("")]
    [TestCase("a\0aws_secret_access_key")]
    public void RefusesAProfileNameThatCannotBeBound(string profile)
    {
        Assert.That(
            async () => await Sealer(_signer).SealAsync(
                profile, Key, _signer.PublicKey, CancellationToken.None), Throws.TypeOf<InvalidInputException>());
        Assert.That(_signer.Signatures, Is.Zero);
    }

    [Test]
    public void RefusesAProfileNameThatIsNoUnicode() => RefusesAProfileNameThatCannotBeBound("half a pair \ud800");

    [Test]
    public void RefusesAnEmptyOrHugeSecret()
    {
        foreach (var secret in new[] { "", new string('x', 4097), "\ud800" })
        {
            Assert.That(
                async () => await Sealer(_signer).SealAsync(
                    "p", Key with { Secret = secret }, _signer.PublicKey, CancellationToken.None),
                Throws.TypeOf<InvalidInputException>());
        }
    }

    [Test]
    public async Task AsksTheNextSignerWhereOneHasNotTheKey()
    {
        var pair = await Sealer(new FakeSigner("first"), _signer).SealAsync("p", Key, _signer.PublicKey, CancellationToken.None);
        Assert.That(
            await Sealer(new FakeSigner("first"), _signer).OpenAsync(
                "p", pair.Id, pair.Secret, CancellationToken.None), Is.EqualTo(Key));
    }

    [Test]
    public async Task OpensThroughAnyHolderOfTheKeyEvenBehindOneThatWavers()
    {
        var pair = await SealAsync(_signer);
        var odd = new FakeSigner("odd", _signer) { Wavers = true };
        Assert.That(
            await Sealer(odd, _signer).OpenAsync("iam-sorry", pair.Id, pair.Secret, CancellationToken.None), Is.EqualTo(Key));
        Assert.That(_notices.All, Has.One.Contains("odd signs the same message differently"));
    }

    [Test]
    public async Task OfAnyNameAndTextWorks()
    {
        foreach (
            var (profile, text) in new[] { ("a b", "x"), ("Ünï—ço𝔡e", new string('x', 4096)), ("v2", "\0\n\u007f"), (
                "__encrypted__:", "__encrypted__:v2:") })
        {
            var key = new AccessKey(text, text);
            var pair = await Sealer(_signer).SealAsync(profile, key, _signer.PublicKey, CancellationToken.None);
            Assert.That(await Sealer(_signer).OpenAsync(profile, pair.Id, pair.Secret, CancellationToken.None), Is.EqualTo(key));
        }
    }

    [Test]
    public async Task WithOpenSshItselfOpensThroughEitherWayAndAfterANewPassphrase()
    {
        using var folder = new TestFolder();
        var path = folder.MakeKey("k");
        var publicKey = PrivateKeyHeader.Read(path).RequireSealable().PublicKey;
        var program = folder.KeygenThatIsTold(TestFolder.Passphrase);
        var pair = await Sealer(new SshAgent(null), new SshKeygen(path, null, () => PassphrasePrompt.AskPass, () => program))
            .SealAsync("iam-sorry", Key, publicKey, CancellationToken.None);

        using var agent = new RealAgent(folder);
        agent.Add(path);
        File.Move(path, path + ".away");
        Assert.That(
            await Sealer(new SshAgent(agent.Socket)).OpenAsync(
                "iam-sorry", pair.Id, pair.Secret, CancellationToken.None), Is.EqualTo(Key));
        File.Move(path + ".away", path);

        _ = TestFolder.Run("ssh-keygen", ["-q", "-p", "-P", TestFolder.Passphrase, "-N", "another one", "-f", path]);
        var renewed = folder.KeygenThatIsTold("another one");
        Assert.That(
            await Sealer(new SshKeygen(path, null, () => PassphrasePrompt.AskPass, () => renewed)).OpenAsync(
                "iam-sorry", pair.Id, pair.Secret, CancellationToken.None),
            Is.EqualTo(Key));
        Assert.That(
            async () => await Sealer(new SshKeygen(path, null, () => PassphrasePrompt.AskPass, () => program)).OpenAsync(
                "iam-sorry", pair.Id, pair.Secret, CancellationToken.None),
            Throws.TypeOf<UnsealException>().With.Message.Contains("wrong passphrase"));
    }

    private SignerSealer Sealer(params ISshSigner[] signers) => new(signers, _notices);

    private Task<SealedKeyPair> SealAsync(FakeSigner signer)
        => Sealer(signer).SealAsync("iam-sorry", Key, signer.PublicKey, CancellationToken.None);
}
