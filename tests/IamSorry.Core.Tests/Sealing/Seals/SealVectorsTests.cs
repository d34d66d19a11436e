using System.Text.Json;
using IamSorry.Crypto;
using IamSorry.Credentials;
using IamSorry.Errors;
using IamSorry.Ini;
using IamSorry.OpenSsh;
using IamSorry.Profiles;
using IamSorry.Reporting;
using IamSorry.Sealing;
using IamSorry.Sealing.Formats;
using IamSorry.Sealing.Recipients;
using IamSorry.Managers;
using IamSorry.Tests.OpenSsh;
using NUnit.Framework;

namespace IamSorry.Tests.Sealing.Seals;

/// <summary>
/// <c>docs/vectors/v3</c>, made by another implementation: what must open does so by each of its three keys, and what must be
/// refused is, each for its own reason. A real ssh-agent signs.
/// </summary>
[FixtureLifeCycle(LifeCycle.SingleInstance)]
public sealed class SealVectorsTests
{
    private static readonly JsonElement Published =
        JsonDocument.Parse(File.ReadAllText(Vector.PathOf("v3", "vector.json"))).RootElement;

    private TestFolder _folder = null!;
    private RealAgent _agent = null!;

    private static string Profile => Text("profile");

    [OneTimeSetUp]
    public void StartAgents()
    {
        _folder = new TestFolder();
        _agent = new RealAgent(_folder);
        foreach (var name in new[] { "alice_laptop", "alice_desktop" })
        {
            _agent.Add(KeyFile(name), Text("passphrase"));
        }
    }

    [OneTimeTearDown]
    public void StopAgents()
    {
        _agent.Dispose();
        _folder.Dispose();
    }

    [TestCase("alice_laptop")]
    [TestCase("alice_desktop")]
    public async Task Opens_by_an_SSH_key(string own)
    {
        var opened = await Unseal(own, Signers("alice_laptop")).OpenSealAsync(
            Section("credentials"), isManager: true, CancellationToken.None);
        Assert.That(opened.Key, Is.EqualTo(new AccessKey(Text("aws_access_key_id"), Text("aws_secret_access_key"))));
        Assert.That((opened.Header.Account, opened.Header.User), Is.EqualTo((Text("account"), Text("user"))));
        Assert.That(
            opened.Header.SealedAt.ToUnixTimeSeconds(), Is.EqualTo(Published.GetProperty("sealed_at").GetInt64()));
    }

    [Test]
    public void Opens_by_the_recovery_key()
    {
        using var recovery = RecoveryKey.Parse(Published.GetProperty("recovery").GetProperty("recovery_key").GetString()!);
        Assert.That(recovery.Recipient.ToString(), Is.EqualTo(
            Published.GetProperty("recovery").GetProperty("recipient").GetString()));
        var opened = Unseal("alice_laptop", []).OpenSeal(Section("credentials"), recovery, static _ => { });
        Assert.That(opened.Find("aws_secret_access_key"), Is.EqualTo(Text("aws_secret_access_key")));
    }

    [TestCase("laptop", "alice_laptop")]
    [TestCase("desktop", "alice_desktop")]
    public async Task Derives_the_key_of_a_recipient(string name, string file)
    {
        var vector = Published.GetProperty(name);
        var recipient = Recipient.Parse(vector.GetProperty("recipient").GetString()!);
        Assert.That(recipient.ToString(), Is.EqualTo(vector.GetProperty("recipient").GetString()));
        Assert.That(recipient.Fingerprint, Is.EqualTo(Key(file).Fingerprint));
        var salt = Convert.FromHexString(vector.GetProperty("salt").GetString()!);
        Assert.That(recipient.Salt.ToArray(), Is.EqualTo(salt));
        var answer = await new SshAgent(_agent.Socket).TrySignAsync(
            recipient.Key!.KeyId, SealBytes.UnlockMessage(salt), CancellationToken.None);
        using var unlock = GuardedSecret.Take(answer.Signature);
        using var key = X25519Key.Derive(unlock, salt, RecipientMaker.X25519Info);
        Assert.That(
            Convert.ToHexStringLower(key.Public), Is.EqualTo(vector.GetProperty("x25519_public").GetString()));
    }

    [Test]
    public void Signs_the_published_hash()
    {
        var section = Section("credentials");
        var message = SealBytes.SealMessage(section.ReadHeader().ToMac.Span, Profile, section.SealedFields);
        Assert.That(Convert.ToHexStringLower(message[^32..]), Is.EqualTo(Text("signed_hash")));
    }

    [Test]
    public void Planted_by_a_stranger_is_refused_before_anybody_is_asked()
    {
        var asked = new Counter();
        Assert.That(
            async () => await Unseal("alice_laptop", [], counter: asked).OpenSealAsync(
                Section("credentials.planted"), isManager: true, CancellationToken.None),
            Throws.TypeOf<RefusedException>().With.Message.Contains(Key("mallory").Fingerprint));
        Assert.That(asked.Count, Is.Zero);
    }

    [TestCase("field-twice", "aws_secret_access_key stands there more than once", 0)]
    [TestCase("hidden-recipient", "did not make the recipient that bears its name", 0)]
    [TestCase("plain-beside-seal", "aws_access_key_id stands in plain text beside the seal", 0)]
    [TestCase("short-salt", "a wrong size", 0)]
    [TestCase("trailing-byte", "bytes are left over", 0)]
    [TestCase("twice-the-same", "a recipient stands in it twice", 0)]
    [TestCase("two-file-keys", "not given one and the same key", 1, "alice_desktop")]
    [TestCase("upper-case-field", "not written in lower case", 0)]
    [TestCase("wrong-mac", "not given one and the same key", 1)]
    [TestCase("wrong-proof", "did not make the recipient that bears its name", 0)]
    public void Is_refused_for_its_reason(string file, string reason, int signatures, string own = "alice_laptop")
    {
        var asked = new Counter();
        Assert.That(
            async () => await Unseal(own, Signers("alice_laptop"), counter: asked).OpenSealAsync(
                Section(Path.Combine("refused", file)), isManager: true, CancellationToken.None),
            Throws.TypeOf<UnsealException>().With.Message.Contains(reason));
        Assert.That(asked.Count, Is.EqualTo(signatures), "what is malformed costs no signature");
    }

    [Test]
    public void Copied_to_another_account_is_refused_before_anybody_is_asked()
    {
        var asked = new Counter();
        Assert.That(
            async () => await Unseal("alice_laptop", [], "999999999999", asked).OpenSealAsync(
                Section(Path.Combine("refused", "copied-to-another-account")), isManager: true, CancellationToken.None),
            Throws.TypeOf<RefusedException>().With.Message.Contains("999999999999"));
        Assert.That(asked.Count, Is.Zero);
    }

    // the same file, where nothing else is expected: it is the account that was refused
    [Test]
    public async Task Copied_section_opens_where_its_account_is_right()
    {
        var opened = await Unseal("alice_laptop", [], Text("account")).OpenSealAsync(
            Section(Path.Combine("refused", "copied-to-another-account")), isManager: true, CancellationToken.None);
        Assert.That(opened.Header.Account, Is.EqualTo(Text("account")));
    }

    [Test]
    public void Every_published_refusal_is_tried_here()
    {
        var tried = GetType().GetMethod(nameof(Is_refused_for_its_reason))!.GetCustomAttributes(typeof(TestCaseAttribute), false)
            .Cast<TestCaseAttribute>().Select(each => (string)each.Arguments[0]!).Append("copied-to-another-account");
        var published = Directory.GetFiles(Vector.PathOf("v3", "refused")).Select(Path.GetFileName);
        Assert.That(tried, Is.EquivalentTo(published));
    }

    private UnsealProfile Unseal(string own, IReadOnlyList<string> allowed, string? account = null, Counter? counter = null)
    {
        var keyPath = KeyFile(own);
        var key = Key(own).KeyId;
        var sealer = new ProfileSealer([new SshIdentity(new Counting(new SshAgent(_agent.Socket), counter ?? new Counter()))])
        {
            Preferred = () => key,
        };
        return new UnsealProfile(sealer, keyPath, Reporter.Silent)
        {
            Trust = new(() => ConfiguredKey.Find(keyPath), () => [.. allowed.Select(
                line => IamSorry.Sealing.Trust.AllowedSigner.TryRead(line)!)]),
            AccountOf = _ => account,
        };
    }

    private static string[] Signers(params string[] names) => [.. names.Select(
        name => $"{Profile} {File.ReadAllText(Vector.PathOf("v3", name + ".pub")).Trim()}")];

    private static SealedSection Section(string file) => SealedSectionReader.Read(
        new CredentialsFile(IniDocument.Parse(File.ReadAllBytes(Vector.PathOf("v3", file)), file)), Profile)!;

    private static SshPublicKey Key(string name) => SshPublicKey.TryReadFile(Vector.PathOf("v3", name + ".pub"))!;

    private string KeyFile(string name)
        => File.Exists(_folder[name]) ? _folder[name] : _folder.Write(name, File.ReadAllBytes(Vector.PathOf("v3", name)));

    private static string Text(string name) => Published.GetProperty(name).GetString()!;

    private sealed class Counter
    {
        public int Count { get; set; }
    }

    private sealed class Counting(ISshSigner inner, Counter asked) : ISshSigner
    {
        public string Name => inner.Name;

        public Task<SignerAnswer> TrySignAsync(SshKeyId key, ReadOnlyMemory<byte> message, CancellationToken cancellationToken)
        {
            asked.Count++;
            return inner.TrySignAsync(key, message, cancellationToken);
        }

        public Task<SshKeyId?> FindHeldAsync(IReadOnlyList<SshKeyId> keys, CancellationToken cancellationToken)
            => inner.FindHeldAsync(keys, cancellationToken);
    }
}
