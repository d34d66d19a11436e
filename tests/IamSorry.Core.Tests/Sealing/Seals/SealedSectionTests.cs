using IamSorry.Errors;
using IamSorry.Sealing;
using IamSorry.Sealing.Recipients;
using IamSorry.Testing;
using NUnit.Framework;

namespace IamSorry.Tests.Sealing.Seals;

/// <summary>The section of a credentials file that is sealed for several recipients.</summary>
public sealed class SealedSectionTests
{
    private SealBench _bench = null!;

    [SetUp]
    public void SetUp() => _bench = new SealBench();

    [TearDown]
    public void TearDown() => _bench.Dispose();

    [Test]
    public async Task Takes_one_signature_to_seal_and_one_to_open()
    {
        IReadOnlyList<Recipient> recipients =
            [await SealBench.RecipientOfAsync(_bench.Laptop), await SealBench.RecipientOfAsync(_bench.Desktop)];
        var before = _bench.Laptop.Signatures;
        var section = await _bench.SealAsync(recipients: recipients);
        Assert.That(_bench.Laptop.Signatures, Is.EqualTo(before + 1));
        _ = await _bench.OpenAsync(section);
        Assert.That(_bench.Laptop.Signatures, Is.EqualTo(before + 2));
    }

    [TestCase(0)]
    [TestCase(31)]
    public async Task For_32_recipients_takes_one_signature_of_one_of_them(int place)
    {
        var others = new List<Ed25519Signer>();
        try
        {
            var recipients = new List<Recipient>();
            for (var i = 0; i < 31; i++)
            {
                others.Add(new Ed25519Signer());
                recipients.Add(await SealBench.RecipientOfAsync(others[i]));
            }

            recipients.Insert(place, await SealBench.RecipientOfAsync(_bench.Laptop));
            var section = await _bench.SealAsync(recipients: recipients);
            var before = others.Append(_bench.Laptop).Sum(signer => signer.Signatures);

            // an agent that holds every one of the keys is asked for one signature too
            var identities = others.Prepend(_bench.Laptop).Select(signer => new SshIdentity(signer)).ToList();
            var sealer = new ProfileSealer(identities) { Preferred = () => _bench.Laptop.PublicKey.KeyId };
            Assert.That(
                (await sealer.OpenAsync(section, static _ => { }, CancellationToken.None)).Key, Is.EqualTo(SealBench.Key));
            Assert.That(others.Append(_bench.Laptop).Sum(signer => signer.Signatures), Is.EqualTo(before + 1));
        }
        finally
        {
            others.ForEach(signer => signer.Dispose());
        }
    }

    [Test]
    public async Task Asks_for_the_key_that_is_at_hand_where_the_configured_one_is_not()
    {
        var section = await _bench.SealAsync();
        var sealer = new ProfileSealer([new SshIdentity(_bench.Desktop)]) { Preferred = () => _bench.Laptop.PublicKey.KeyId };
        Assert.That(
            (await sealer.OpenAsync(section, static _ => { }, CancellationToken.None)).Key, Is.EqualTo(SealBench.Key));
        Assert.That(
            await sealer.CanOpenUnaskedAsync(section, CancellationToken.None), Is.True);
        _bench.Desktop.IsGone = true;
        Assert.That(await sealer.CanOpenUnaskedAsync(section, CancellationToken.None), Is.False);
    }

    [Test]
    public async Task Says_which_keys_would_open_it_where_none_is_at_hand()
    {
        var section = await _bench.SealAsync();
        Assert.That(
            async () => await _bench.OpenAsync(section, _bench.Stranger),
            Throws.TypeOf<UnsealException>().With.Message.Contains(_bench.Laptop.PublicKey.Fingerprint)
                .And.Message.Contains(_bench.Desktop.PublicKey.Fingerprint));
    }

    // a file in git of which both sides changed the seal: the lines of one beside those of the other
    [Test]
    public async Task Merged_of_two_sealings_is_refused_and_each_side_opens()
    {
        var (ours, theirs) = (await _bench.SealAsync(), await _bench.SealAsync(recipients: [
            await SealBench.RecipientOfAsync(_bench.Laptop), await SealBench.RecipientOfAsync(_bench.Stranger)]));
        foreach (var mix in Enumerable.Range(0, 8))
        {
            var fields = ours.Fields.Select((field, i) => (mix >> i & 1) == 0 ? field : theirs.Fields[i]).ToList();
            var merged = ours with { Fields = fields };
            if (mix is 0 or 7)
            {
                Assert.That((await _bench.OpenAsync(merged)).Key, Is.EqualTo(SealBench.Key));
            }
            else
            {
                Assert.That(async () => await _bench.OpenAsync(merged), Throws.TypeOf<UnsealException>(), $"mix {mix}");
            }
        }
    }

    [Test]
    public async Task With_the_marks_of_a_merge_conflict_is_refused()
    {
        var (ours, theirs) = (await _bench.SealAsync(), await _bench.SealAsync());
        var body = SealBench.Text(ours) + SealBench.Text(theirs).Split('\n', 2)[1];
        Assert.That(
            async () => await _bench.OpenAsync(SealBench.Read(body)),
            Throws.TypeOf<UnsealException>().With.Message.Contains("more than once"));
        Assert.That(
            async () => await _bench.OpenAsync(SealBench.Read(SealBench.Text(ours) + SealBench.Text(theirs))),
            Throws.TypeOf<UnsealException>().With.Message.Contains("more than once"));
    }

    [TestCase("endpoint_url")]
    [TestCase("bedrock_endpoint")]
    [TestCase("my_proxy")]
    [TestCase("ca_bundle")]
    [TestCase("credential_process")]
    [TestCase("source_profile")]
    [TestCase("role_arn")]
    [TestCase("sso_start_url")]
    public async Task With_a_plain_field_that_says_where_a_secret_goes_is_refused(string field)
    {
        var text = SealBench.Text(await _bench.SealAsync());
        Assert.That(
            async () => await _bench.OpenAsync(SealBench.Read(text + $"{field} = https://thief.example\n")),
            Throws.TypeOf<RefusedException>().With.Message.Contains(field));
        Assert.That(
            async () => await _bench.OpenAsync(SealBench.Read(text + "credentials_owner = alice-mgr\nregion = eu-west-1\n")),
            Throws.Nothing);
    }

    [TestCase("aws_session_token = x")]
    [TestCase("aws_security_token = x")]
    public async Task With_a_plain_session_token_is_refused(string line)
    {
        var text = SealBench.Text(await _bench.SealAsync());
        Assert.That(
            async () => await _bench.OpenAsync(SealBench.Read(text + line + "\n")),
            Throws.TypeOf<UnsealException>().With.Message.Contains("plain text"));
    }

    [Test]
    public async Task Without_its_seal_is_refused()
    {
        var text = SealBench.Text(await _bench.SealAsync());
        var lines = text.Split('\n').Where(line => !line.StartsWith(SealedSection.SealField, StringComparison.Ordinal));
        Assert.That(
            async () => await _bench.OpenAsync(SealBench.Read(string.Join('\n', lines))),
            Throws.TypeOf<UnsealException>().With.Message.Contains("iam_sorry_seal is missing"));
    }

    [TestCase("aws_access_key_id", "__encrypted__:v2:AAAA")]
    [TestCase("aws_secret_access_key", "__encrypted__:AAAA")]
    [TestCase("another", "__encrypted__:v2:AAAA")]
    [TestCase("another", "__encrypted__:v4:AAAA")]
    public async Task With_a_value_of_another_format_is_refused(string field, string value)
    {
        var section = await _bench.SealAsync();
        var changed = section.Fields.Any(each => each.Name == field) ? SealBench.Change(section, field, value)
            : section with { Fields = [.. section.Fields, new SectionField(field, value, 1, IsSpelt: true)] };
        Assert.That(async () => await _bench.OpenAsync(changed), Throws.TypeOf<UnsealException>());
    }

    // whoever knows the recipient string can encrypt to it; what they make bears their own signature, or none
    [Test]
    public async Task Planted_by_a_stranger_who_knows_the_recipient_string_is_refused_before_anybody_signs()
    {
        IReadOnlyList<Recipient> recipients = [await SealBench.RecipientOfAsync(_bench.Laptop)];
        var planted = await _bench.SealAsync(_bench.Stranger, recipients: recipients);
        var before = _bench.Laptop.Signatures;
        Assert.That(
            async () => await _bench.OpenAsync(planted),
            Throws.TypeOf<RefusedException>().With.Message.Contains(_bench.Stranger.PublicKey.Fingerprint));

        // and under the laptop's name it is not signed by it
        var header = SealBench.Header(planted);
        var (stranger, laptop) = (_bench.Stranger.PublicKey.Blob.ToArray(), _bench.Laptop.PublicKey.Blob.ToArray());
        var at = header.AsSpan().LastIndexOf(stranger);
        laptop.CopyTo(header.AsSpan(at));
        Assert.That(
            async () => await _bench.OpenAsync(SealBench.With(planted, header)),
            Throws.TypeOf<UnsealException>().With.Message.Contains("did not sign it"));
        Assert.That(_bench.Laptop.Signatures, Is.EqualTo(before));
    }

    [Test]
    public async Task Sealed_for_a_recovery_key_opens_by_its_words()
    {
        using (var recovery = RecoveryKey.Generate(out var text, out var words))
        {
            var section = await _bench.SealAsync(
                recipients: [await SealBench.RecipientOfAsync(_bench.Laptop), recovery.Recipient]);
            foreach (var written in new[] { text, words, words.ToUpperInvariant(), $" 1. {words.Replace(" ", "\n2. ")} " })
            {
                using var read = RecoveryKey.Parse(written);
                Assert.That(ProfileSealer.Open(section, static _ => { }, read).Key, Is.EqualTo(SealBench.Key));
            }
        }

        using var other = RecoveryKey.Generate(out _, out _);
        var unopened = await _bench.SealAsync();
        Assert.That(() => ProfileSealer.Open(unopened, static _ => { }, other), Throws.TypeOf<UnsealException>());
    }

    [Test]
    public async Task With_one_recipient_twice_is_not_sealed()
    {
        var own = await SealBench.RecipientOfAsync(_bench.Laptop);
        var again = await SealBench.RecipientOfAsync(_bench.Laptop);
        foreach (var other in new[] { own, again })
        {
            Assert.That(
                async () => await _bench.SealAsync(recipients: [own, other]),
                Throws.TypeOf<InvalidInputException>().With.Message.Contains("twice"));
        }

        Assert.That(
            async () => await _bench.SealAsync(recipients: []), Throws.TypeOf<InvalidInputException>());
    }

    [Test]
    public async Task For_a_recipient_that_its_SSH_key_did_not_make_is_not_sealed()
    {
        var (laptop, stranger) = (
            await SealBench.RecipientOfAsync(_bench.Laptop), await SealBench.RecipientOfAsync(_bench.Stranger));
        var forged = Recipient.Of(_bench.Laptop.PublicKey, laptop.Salt, stranger.X25519, new byte[64]);
        Assert.That(
            async () => await _bench.SealAsync(recipients: [forged]),
            Throws.TypeOf<InvalidInputException>().With.Message.Contains("did not make it"));
        Assert.That(
            () => Recipient.Parse(forged.ToString()),
            Throws.TypeOf<InvalidInputException>().With.Message.Contains("did not make"));
    }

    [Test]
    public void A_signer_that_answers_differently_makes_no_recipient() => Assert.That(
        async () => await RecipientMaker.MakeAsync(
            new SealSigner(_bench.Laptop.PublicKey, "odd", [new FakeSigner()]), CancellationToken.None),
        Throws.TypeOf<UnsealException>());
}
