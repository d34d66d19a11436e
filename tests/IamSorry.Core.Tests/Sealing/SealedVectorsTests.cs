using System.Text.Json;
using IamSorry.Credentials;
using IamSorry.Errors;
using IamSorry.OpenSsh;
using IamSorry.Sealing;
using IamSorry.Sealing.Formats;
using IamSorry.Testing;
using IamSorry.Tests.OpenSsh;
using NUnit.Framework;

namespace IamSorry.Tests.Sealing;

/// <summary>
/// What <c>docs/vectors/sealed.json</c> says must open and must be refused, made by an independent program. A real ssh-agent
/// signs, so the cases that open prove that those that do not are refused for their own reason.
/// </summary>
[FixtureLifeCycle(LifeCycle.SingleInstance)]
public sealed class SealedVectorsTests
{
    private static readonly JsonElement Published =
        JsonDocument.Parse(File.ReadAllText(Vector.PathOf("", "sealed.json"))).RootElement;

    private TestFolder _folder = null!;
    private RealAgent _agent = null!;

    [OneTimeSetUp]
    public void StartAgent()
    {
        _folder = new TestFolder();
        _agent = new RealAgent(_folder);
        _agent.Add(_folder.CopyOfVectorKey(), Vector.Text("passphrase"));
    }

    [OneTimeTearDown]
    public void StopAgent()
    {
        _agent.Dispose();
        _folder.Dispose();
    }

    [TestCaseSource(nameof(Opening))]
    public async Task Opens(JsonElement vector)
    {
        var expected = vector.GetProperty("plaintext");
        Assert.That(
            await OpenAsync(vector, new CountingSigner(_agent.Socket)),
            Is.EqualTo(new AccessKey(Text(expected, SealedFields.AccessKeyId), Text(expected, SealedFields.SecretAccessKey))));
    }

    [TestCaseSource(nameof(Refused))]
    public void Is_refused_where_it_says(JsonElement vector)
    {
        var signer = new CountingSigner(_agent.Socket);
        Assert.That(async () => await OpenAsync(vector, signer), Throws.TypeOf<UnsealException>(), Text(vector, "reason"));

        // What is malformed costs no signature, so nobody is asked for a passphrase; the rest must have got as far as the cipher.
        Assert.That(signer.Signatures, Is.EqualTo(Text(vector, "at") is "tag" or "plaintext" ? 1 : 0));
    }

    [TestCaseSource(nameof(LegacyRefused))]
    public void Of_the_older_tool_is_refused(JsonElement vector)
    {
        var keyPath = Vector.PathOf("", Text(vector, "key_file"));
        var (id, secret) = (Text(vector, SealedFields.AccessKeyId), Text(vector, SealedFields.SecretAccessKey));
        Assert.That(
            () => LegacySealing.Open("iam-sorry", keyPath, id, secret), Throws.TypeOf<UnsealException>(), Text(vector, "reason"));
    }

    [TestCaseSource(nameof(Signatures))]
    public async Task Signature_of_a_salt_is_that_of_OpenSSH(JsonElement vector)
    {
        var message = SealingKey.MessageFor(Convert.FromHexString(Text(vector, "salt_hex")));
        var answer = await new SshAgent(_agent.Socket).TrySignAsync(
            SshKeyId.OfBlob(Convert.FromHexString(Text(Published, "public_key_blob_hex"))), message, CancellationToken.None);
        Assert.That(Convert.ToHexStringLower(answer.Signature!), Is.EqualTo(Text(vector, "signature_hex")));
    }

    [Test]
    public void Are_what_the_published_script_makes()
    {
        try
        {
            _ = TestFolder.Run("python3", ["-c", "import cryptography"]);
        }
        catch (Exception e) when (e is InvalidOperationException or System.ComponentModel.Win32Exception)
        {
            Assert.Ignore("python3 with its cryptography package is not here");
        }

        Assert.That(() => TestFolder.Run("python3", [Vector.PathOf("", "make.py"), "--check"]), Throws.Nothing);
    }

    private static IEnumerable<TestCaseData> Opening() => Cases("opens", "name");

    private static IEnumerable<TestCaseData> Refused() => Cases("refused", "name");

    private static IEnumerable<TestCaseData> LegacyRefused() => Cases("legacy_refused", "name");

    private static IEnumerable<TestCaseData> Signatures() => Cases("signatures", "salt_hex");

    private static IEnumerable<TestCaseData> Cases(string part, string name) =>
        Published.GetProperty(part).EnumerateArray().Select(each => new TestCaseData(each).SetArgDisplayNames(Text(each, name)));

    private static Task<AccessKey> OpenAsync(JsonElement vector, ISshSigner signer) => new SignerSealer([signer]).OpenAsync(
        Text(vector, "profile"),
        Text(vector, SealedFields.AccessKeyId),
        Text(vector, SealedFields.SecretAccessKey),
        CancellationToken.None);

    private static string Text(JsonElement vector, string name) => vector.GetProperty(name).GetString()!;

    private sealed class CountingSigner(string socket) : ISshSigner
    {
        private readonly SshAgent _agent = new(socket);

        public int Signatures { get; private set; }

        public string Name => _agent.Name;

        public async Task<SignerAnswer> TrySignAsync(SshKeyId key, ReadOnlyMemory<byte> message, CancellationToken cancellation)
        {
            var answer = await _agent.TrySignAsync(key, message, cancellation);
            Signatures += answer.Signature is null ? 0 : 1;
            return answer;
        }
    }
}
