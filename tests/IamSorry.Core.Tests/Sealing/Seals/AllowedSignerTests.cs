using System.Globalization;
using IamSorry.Sealing.Trust;
using IamSorry.Testing;
using NUnit.Framework;

namespace IamSorry.Tests.Sealing.Seals;

/// <summary>A line of <c>allowed_signers</c>, read as OpenSSH reads it; what is not understood allows nobody.</summary>
public sealed class AllowedSignerTests
{
    private static readonly DateTimeOffset Noon = new(2026, 6, 1, 12, 0, 0, TimeSpan.Zero);

    private Ed25519Signer _signer = null!;

    private string Key => "ssh-ed25519 " + Convert.ToBase64String(_signer.PublicKey.Blob);

    [SetUp]
    public void SetUp() => _signer = new Ed25519Signer();

    [TearDown]
    public void TearDown() => _signer.Dispose();

    [TestCase("team", "team", true)]
    [TestCase("team", "team2", false)]
    [TestCase("team-*", "team-a", true)]
    [TestCase("team-*", "team", false)]
    [TestCase("te?m", "team", true)]
    [TestCase("*", "anything at all", true)]
    [TestCase("a,b,team", "b", true)]
    [TestCase("team-*,!team-prod", "team-prod", false)]
    [TestCase("team-*,!team-prod", "team-dev", true)]
    [TestCase("!team-prod", "team-dev", false)]
    [TestCase("\"two words\"", "two words", true)]
    [TestCase("*a*b*", "xxaxxbxx", true)]
    [TestCase("*a*b*", "xxbxxaxx", false)]
    public void Names_profiles_by_patterns(string principals, string profile, bool allows)
        => Assert.That(Allows($"{principals} {Key}", profile, mustBeNamed: false), Is.EqualTo(allows));

    [TestCase("iam-sorry", true)]
    [TestCase("x,iam-sorry", true)]
    [TestCase("iam-*", false)]
    [TestCase("*", false)]
    [TestCase("*,iam-sorry", true)]
    [TestCase("iam-sorry,!iam-*", false)]
    public void Allows_the_managers_profile_only_where_it_is_named(string principals, bool allows)
        => Assert.That(Allows($"{principals} {Key}", "iam-sorry", mustBeNamed: true), Is.EqualTo(allows));

    [TestCase("namespaces=\"iam-sorry\"", true)]
    [TestCase("namespaces=\"git,iam-*\"", true)]
    [TestCase("namespaces=\"git\"", false)]
    [TestCase("NameSpaces=\"iam-sorry\"", true)]
    [TestCase("valid-after=\"20260601\"", true)]
    [TestCase("valid-after=\"20260601Z\"", true)]
    [TestCase("valid-after=\"20260601120000Z\"", true)]
    [TestCase("valid-after=\"20260601120001Z\"", false)]
    [TestCase("valid-before=\"202606011200Z\"", true)]
    [TestCase("valid-before=\"20260601115959Z\"", false)]
    [TestCase("valid-after=\"20260101Z\",valid-before=\"20270101Z\",namespaces=\"iam-sorry\"", true)]
    [TestCase("valid-after=\"yesterday\"", false)]
    [TestCase("valid-after=20260601", false)]
    [TestCase("valid-after=\"20260101Z\",valid-after=\"20270101Z\"", false)]
    [TestCase("cert-authority", false)]
    [TestCase("cert-authority,namespaces=\"iam-sorry\"", false)]
    [TestCase("tomorrow=\"x\"", false)]
    [TestCase("namespaces=\"iam-sorry\",tomorrow", false)]
    public void Obeys_its_options_and_is_passed_over_for_others(string options, bool allows)
        => Assert.That(Allows($"iam-sorry {options} {Key} a comment", "iam-sorry", mustBeNamed: true), Is.EqualTo(allows));

    [TestCase("")]
    [TestCase("# iam-sorry ssh-ed25519 AAAA")]
    [TestCase("iam-sorry")]
    [TestCase("iam-sorry ssh-ed25519")]
    [TestCase("iam-sorry ssh-ed25519 AAAA")]
    [TestCase("iam-sorry ssh-rsa AAAAB3NzaC1yc2EAAAADAQABAAAAAQD")]
    [TestCase("\"unclosed ssh-ed25519 AAAA")]
    public void That_says_nothing_is_none(string line) => Assert.That(AllowedSigner.TryRead(line), Is.Null);

    [Test]
    public void Of_another_key_allows_nothing()
    {
        using var other = new Ed25519Signer();
        Assert.That(
            AllowedSigner.TryRead($"* {Key}")!.Allows(other.PublicKey.KeyId, "iam-sorry", mustBeNamed: false, Noon), Is.False);
    }

    [Test]
    public void Written_here_is_read_again_by_ssh_keygen_too()
    {
        var line = AllowedSigner.Line("two words", _signer.PublicKey, "bob's desktop");
        Assert.That(Allows(line, "two words", mustBeNamed: true));
        Assert.That(AllowedSigner.TryRead(line)!.Comment, Is.EqualTo("bob's desktop"));
        using var folder = new IamSorry.Tests.OpenSsh.TestFolder();
        var file = folder.Write("allowed", System.Text.Encoding.UTF8.GetBytes(line + "\n"));
        var signed = folder.Write("sig", System.Text.Encoding.UTF8.GetBytes(Armoured()));
        Assert.That(
            IamSorry.Tests.OpenSsh.TestFolder.Run(
                "ssh-keygen", ["-Y", "verify", "-f", file, "-I", "two words", "-n", "iam-sorry", "-s", signed], "hello"),
            Does.Contain("Good"));
    }

    private bool Allows(string line, string profile, bool mustBeNamed)
        => AllowedSigner.TryRead(line)?.Allows(_signer.PublicKey.KeyId, profile, mustBeNamed, Noon) == true;

    private string Armoured()
    {
        var binary = new IamSorry.OpenSsh.SshWireWriter().Bytes("SSHSIG"u8).UInt32(1).String(_signer.PublicKey.Blob)
            .String("iam-sorry"u8).String([]).String("sha512"u8).String(
                new IamSorry.OpenSsh.SshWireWriter().String("ssh-ed25519"u8).String(_signer.Sign("hello"u8)).ToArray()).ToArray();
        return string.Create(
            CultureInfo.InvariantCulture,
            $"-----BEGIN SSH SIGNATURE-----\n{Convert.ToBase64String(binary)}\n-----END SSH SIGNATURE-----\n");
    }
}
