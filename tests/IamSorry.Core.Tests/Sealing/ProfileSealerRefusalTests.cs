using IamSorry.Credentials;
using IamSorry.Errors;
using IamSorry.OpenSsh;
using IamSorry.Sealing;
using IamSorry.Sealing.Formats;
using IamSorry.Testing;
using NUnit.Framework;

namespace IamSorry.Tests.Sealing;

public sealed class ProfileSealerRefusalTests
{
    private static readonly AccessKey Key = new("AKIAIOSFODNN7EXAMPLE", "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY");

    private FakeSigner _signer = null!;
    private SealedKeyPair _pair = null!;

    [SetUp]
    public async Task SetUp()
    {
        _signer = new FakeSigner();
        _pair = await new SignerSealer([_signer]).SealAsync("iam-sorry", Key, _signer.PublicKey, CancellationToken.None);
    }

    [Test]
    public async Task InAnotherProfile()
        => Assert.That((await Failure(_pair.Id, _pair.Secret, "other")).Message, Does.Contain("not authentic"));

    [Test]
    public async Task InEachOthersField()
        => Assert.That((await Failure(_pair.Secret, _pair.Id)).Message, Does.Contain("not authentic"));

    [Test]
    public async Task InBothFieldsTheSame()
        => Assert.That((await Failure(_pair.Id, _pair.Id)).Message, Does.Contain("not authentic"));

    [Test]
    public async Task WithAnyByteOfEitherFlipped()
    {
        foreach (var (value, other, first) in new[] { (_pair.Id, _pair.Secret, true), (_pair.Secret, _pair.Id, false) })
        {
            var bytes = Convert.FromBase64String(value[SealedValue.V2Prefix.Length..]);
            for (var bit = 0; bit < bytes.Length * 8; bit++)
            {
                var changed = bytes.ToArray();
                changed[bit / 8] ^= (byte)(1 << (bit % 8));
                var text = SealedValue.V2Prefix + Convert.ToBase64String(changed);
                var error = first ? await Failure(text, other) : await Failure(other, text);
                Assert.That(error.Message, Does.Contain(bit / 8 < 64 ? "not sealed together" : "not authentic"), $"bit {bit}");
            }
        }
    }

    [Test]
    public async Task WithTheSameByteOfBothFlipped()
    {
        for (var at = 0; at < 64; at++)
        {
            var error = await Failure(Flip(_pair.Id, at), Flip(_pair.Secret, at));
            Assert.That(error.Message, Does.Contain(at < 32 ? "nobody can sign" : "not authentic"), $"byte {at}");
        }

        static string Flip(string text, int at)
        {
            var bytes = Convert.FromBase64String(text[SealedValue.V2Prefix.Length..]);
            bytes[at] ^= 1;
            return SealedValue.V2Prefix + Convert.ToBase64String(bytes);
        }
    }

    [Test]
    public async Task WithAnyCharacterOfTheTextChanged()
    {
        for (var at = 0; at < _pair.Id.Length; at++)
        {
            foreach (var other in new[] { 'A', 'x', '=', ' ', '\n', 'é' }.Where(other => other != _pair.Id[at]))
            {
                var error = await Failure(_pair.Id[..at] + other + _pair.Id[(at + 1)..], _pair.Secret);
                Assert.That(error.Message, Does.Not.Contain(Key.Secret), $"{other} at {at}");
            }
        }
    }

    [Test]
    public async Task CutAnywhere()
    {
        for (var length = 0; length < _pair.Secret.Length; length++)
        {
            _ = await Failure(_pair.Id, _pair.Secret[..length]);
        }
    }

    [Test]
    public async Task OfTwoSealings()
    {
        var other = await new SignerSealer([_signer]).SealAsync("iam-sorry", Key, _signer.PublicKey, CancellationToken.None);
        Assert.That((await Failure(_pair.Id, other.Secret)).Message, Does.Contain("not sealed together"));
    }

    [Test]
    public async Task WithOneOfThemInPlainText()
    {
        var error = await Failure(_pair.Id, Key.Secret);
        Assert.That(
            error.Message, Is.EqualTo(
                "in profile iam-sorry, aws_access_key_id is sealed but aws_secret_access_key is plain text"));
        Assert.That((await Failure(Key.Id, _pair.Secret)).Message, Does.Contain("aws_access_key_id is plain text"));
    }

    [Test]
    public async Task WithOneOfThemFromTheOlderTool() =>
        Assert.That((await Failure("__encrypted__:AAAA", _pair.Secret)).Message, Does.Contain("encrypted by the older tool"));

    [Test]
    public async Task InPlainText()
        => Assert.That((await Failure(Key.Id, Key.Secret)).Remedy?.ToString(), Does.Contain("<encrypt iam-sorry>"));

    [Test]
    public async Task FromTheOlderTool()
        => Assert.That((await Failure("__encrypted__:AAAA", "__encrypted__:AAAA")).Message, Does.Contain("older tool"));

    [Test]
    public async Task OfALaterVersion() =>
        Assert.That((await Failure(_pair.Id.Replace(":v2:", ":v9:"), _pair.Secret)).Message, Does.Contain("version is not v2"));

    [Test]
    public async Task WithAnotherKeyAtHandNameBoth()
    {
        using var folder = new OpenSsh.TestFolder();
        var path = folder.MakeKey("k");
        var error = await Failure(_pair.Id, _pair.Secret, "iam-sorry", new SshAgent(null), new SshKeygen(path));
        Assert.That(
            error.Message, Does.Contain(_signer.PublicKey.Fingerprint).And.Contain(
                PrivateKeyHeader.Read(path).PublicKey.Fingerprint));
        Assert.That(error.Message, Does.Contain("SSH_AUTH_SOCK is not set"));
        Assert.That(error.Remedy?.ToString(), Does.Contain("<option SshKey PATH>"));
    }

    [Test]
    public async Task WithNobodyToSignSayWhyForEach()
    {
        var error = await Failure(_pair.Id, _pair.Secret, "iam-sorry", new SshAgent(null), new SshKeygen("/no/such/key"));
        Assert.That(
            error.Message, Does.Contain("ssh-agent: SSH_AUTH_SOCK is not set").And.Contain(
                "no SSH key at /no/such/key").And.Contain(_signer.PublicKey.Fingerprint));
        Assert.That(error.Remedy?.ToString(), Does.Contain("ssh-add").And.Contain("<option SshKey PATH>"));
    }

    [Test]
    public async Task WhenTheKeyFileFailsTheAgentsReasonIsToldToo()
    {
        using var folder = new OpenSsh.TestFolder();
        var path = folder.MakeKey("k");
        var key = PrivateKeyHeader.Read(path).PublicKey;
        var other = new FakeSigner();
        var id = SealedValue.Assemble(key.KeyId, new byte[32], new byte[12], new byte[17]).ToString();
        var error = await Failure(id, id, "iam-sorry", other, new SshKeygen(path, null, () => PassphrasePrompt.None, () => null));
        Assert.That(error.Message, Does.Contain("nobody can be asked").And.Contain("fake: it does not want to"));
        Assert.That(error.Remedy?.ToString(), Does.Contain($"ssh-add {path}"));
    }

    [Test]
    public async Task WithASignerOfTheSameKeyThatSignsOtherwise()
    {
        var liar = new FakeSigner("liar", _signer) { Wavers = true };
        Assert.That((await Failure(_pair.Id, _pair.Secret, "iam-sorry", liar)).Message, Does.Contain("not authentic"));
    }

    [Test]
    public async Task DoNotAskForAPassphraseInVainWhenTheAgentIsSound()
    {
        var keyFile = new FakeSigner("file", _signer) { AsksEachTime = true };
        _ = await Failure(_pair.Id, _pair.Secret, "other", _signer, keyFile);
        Assert.That(keyFile.Signatures, Is.Zero);
    }

    private async Task<UnsealException> Failure(
        string id, string secret, string profile = "iam-sorry", params ISshSigner[] signers)
    {
        try
        {
            _ = await new SignerSealer(signers.Length == 0 ? [_signer] : signers).OpenAsync(
                profile, id, secret, CancellationToken.None);
        }
        catch (UnsealException e)
        {
            Assert.That(e.Message, Does.Not.Contain("\n"));
            return e;
        }

        throw new AssertionException("it opened");
    }
}
