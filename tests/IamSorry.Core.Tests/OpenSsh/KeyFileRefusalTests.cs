using System.Runtime.Versioning;
using System.Text;
using IamSorry.Errors;
using IamSorry.OpenSsh;
using NUnit.Framework;

namespace IamSorry.Tests.OpenSsh;

public sealed class KeyFileRefusalTests
{
    private TestFolder _folder = null!;

    [SetUp]
    public void SetUp() => _folder = new TestFolder();

    [TearDown]
    public void TearDown() => _folder.Dispose();

    [Test]
    public void WithoutAPassphrase() =>
        Refused(_folder.MakeKey("k", passphrase: ""), "has no passphrase", $"ssh-keygen -p -f {_folder["k"]}");

    [TestCase("rsa", "ssh-rsa")]
    [TestCase("ecdsa", "ecdsa-sha2-nistp256")]
    public void OfAnotherType(string type, string name) =>
        Refused(_folder.MakeKey("k", options: ["-t", type]), $"{name} key", "ssh-keygen -t ed25519 -f");

    [Test]
    public void OfASecurityKey()
    {
        var content = KeyContent("aes256-ctr", "bcrypt", new SshWireWriter()
            .String("sk-ssh-ed25519@openssh.com"u8).String(new byte[32]).String("ssh:"u8).ToArray());
        Refused(_folder.Write("k", Armor(content)), "hardware token", "ssh-keygen -t ed25519 -f");
    }

    [Test]
    public void ThatIsPem()
        => Refused(_folder.MakeKey("k", options: ["-t", "rsa", "-m", "PEM"]), "PEM", "ssh-keygen -t ed25519 -f");

    [Test]
    public void ThatIsPkcs8()
        => Refused(
            _folder.MakeKey("k", options: ["-t", "rsa", "-m", "PKCS8"]), "PKCS#8", $"ssh-keygen -p -f {_folder["k.openssh"]}");

    [TestCase("PuTTY-User-Key-File-3: ssh-ed25519\n", "PuTTY", "puttygen")]
    [TestCase("ssh-ed25519 AAAA x\n", "public key", "<option SshKey")]
    [TestCase("hello\n", "not an OpenSSH private key", "ssh-keygen -t ed25519")]
    public void ThatIsSomethingElse(string text, string message, string remedy)
        => Refused(_folder.Write("k", Encoding.ASCII.GetBytes(text)), message, remedy);

    [Test]
    public void ThatIsItsPublicHalf()
    {
        var path = _folder.MakeKey("k");
        Refused(path + ".pub", "is a public key", $"<option SshKey {path}");
    }

    [Test]
    public void ThatIsMissing() => Refused(_folder["gone"], "no SSH key at", $"ssh-keygen -t ed25519 -f {_folder["gone"]}");

    [Test]
    public void InAFolderThatIsMissing() => Refused(_folder["gone/too"], "no SSH key at", "ssh-keygen -t ed25519");

    [Test]
    public void ThatIsADanglingLink()
    {
        _ = File.CreateSymbolicLink(_folder["link"], _folder["gone"]);
        Refused(_folder["link"], "no SSH key at", $"ssh-keygen -t ed25519 -f {_folder["link-2"]}");
    }

    [Test]
    public void ThatIsALinkToItself()
    {
        _ = File.CreateSymbolicLink(_folder["loop"], _folder["loop"]);
        Refused(_folder["loop"], "cannot read", "<option SshKey");
    }

    [Test]
    public void ThatIsAFolder() => Refused(_folder.Path, "is a folder", "<option SshKey");

    [Test]
    public void ThatIsALinkToAFolder()
    {
        _ = Directory.CreateSymbolicLink(_folder["dir"], "/usr");
        Refused(_folder["dir"], "is a folder", "<option SshKey");
    }

    [Test, CancelAfter(10_000)]
    public void ThatIsAPipe(CancellationToken cancellationToken)
    {
        _ = TestFolder.Run("mkfifo", [_folder["pipe"]]);
        _ = File.CreateSymbolicLink(_folder["link"], _folder["pipe"]);
        Task.Run(() => Refused(_folder["pipe"], "no plain file", "<option SshKey"), cancellationToken).Wait(cancellationToken);
        Task.Run(() => Refused(_folder["link"], "no plain file", "<option SshKey"), cancellationToken).Wait(cancellationToken);
    }

    [TestCase("/dev/zero")]
    [TestCase("/dev/null")]
    public void ThatIsADevice(string path) => Refused(path, "no plain file", "<option SshKey");

    [Test]
    public void ThatIsEmpty() => Refused(_folder.Write("k", []), "is empty", "<option SshKey");

    [Test]
    public void ThatIsHuge() => Refused(_folder.Write("k", new byte[70_000]), "too large", "<option SshKey");

    [TestCase("")]
    [TestCase("a\0b")]
    public void WithANameThatIsNone(string path) => Refused(path, "cannot read", "<option SshKey");

    [Test]
    public void ThatTheSystemDoesNotLetUsRead()
    {
        if (Environment.IsPrivilegedProcess)
        {
            Assert.Ignore("root may read everything");
        }

        var path = _folder.CopyOfVectorKey();
        TestFolder.SetMode(path, UnixFileMode.None);
        Refused(path, "may not read", "ls -l");
    }

    [Test]
    public void WithWindowsLineEnds()
    {
        var text = File.ReadAllText(_folder.CopyOfVectorKey()).ReplaceLineEndings("\r\n");
        Refused(_folder.Write("k", Encoding.ASCII.GetBytes(text)), "Windows line ends", "write it anew");
    }

    [TestCase("\n{0}", "something stands before its first line")]
    [TestCase("  {0}", "something stands before its first line")]
    [TestCase("\u00ef\u00bb\u00bf{0}", "something stands before its first line")]
    [TestCase("\u00ef\u00bb\u00bf\r\n{0}", "something stands before its first line")]
    [TestCase("{1}", "Windows line ends")]
    [TestCase("{2}", "its lines are joined")]
    [TestCase("{3}", "its lines are joined")]
    [UnsupportedOSPlatform("windows")]
    public void ThatAnEditorOrACopySpoiltIsWrittenAnew(string how, string message)
    {
        var key = File.ReadAllText(_folder.MakeKey("sound"));
        var spoilt = string.Format(
            how, key, key.ReplaceLineEndings("\r\n"), key.ReplaceLineEndings(""), key.ReplaceLineEndings(" "));
        var path = _folder.Write("it's k", Encoding.Latin1.GetBytes(spoilt));

        var error = Assert.Throws<UnsealException>(() => PrivateKeyHeader.Read(path))!;

        Assert.That(error.Message, Does.Contain(message));
        var command = ((ShellCommand)error.Remedy!.Command!).ToString();
        _ = TestFolder.Run("sh", ["-c", command]);
        Assert.That(File.ReadAllText(path + ".openssh"), Is.EqualTo(key));
        Assert.That(File.GetUnixFileMode(path + ".openssh"), Is.EqualTo(UnixFileMode.UserRead | UnixFileMode.UserWrite));
        Assert.That(error.Remedy.Then?.ToString(), Does.Contain($"{path}.openssh"));
    }

    [Test]
    public void ThatAShellOpensAsAPipe()
    {
        using var pipe = new System.IO.Pipes.AnonymousPipeServerStream(System.IO.Pipes.PipeDirection.In);
        var path = $"/dev/fd/{pipe.SafePipeHandle.DangerousGetHandle()}";

        Refused(path, $"{path} is a pipe", "name the private key file: <option SshKey");
    }

    [Test]
    public void WithoutItsLastLineEnd()
    {
        var text = File.ReadAllText(_folder.CopyOfVectorKey()).TrimEnd();
        Refused(_folder.Write("k", Encoding.ASCII.GetBytes(text)), "does not end with a line end", $"echo >> {_folder["k"]}");
    }

    [Test]
    public void WithANameThatAShellWouldMisread()
    {
        var path = _folder.MakeKey("it's; rm -rf", passphrase: "");
        Refused(path, "no passphrase", $"ssh-keygen -p -f '{_folder.Path}/it'\\''s; rm -rf'");
    }

    [Test]
    public void WithTwoKeysInIt()
    {
        var blob = new SshWireWriter().String("ssh-ed25519"u8).String(new byte[32]).ToArray();
        Refused(_folder.Write("k", Armor(KeyContent("aes256-ctr", "bcrypt", blob, keys: 2))), "exactly one key", "backup");
    }

    internal static byte[] Armor(byte[] content) => Encoding.ASCII.GetBytes(
        $"-----BEGIN OPENSSH PRIVATE KEY-----\n{Convert.ToBase64String(content)}\n-----END OPENSSH PRIVATE KEY-----\n");

    internal static byte[] KeyContent(string cipher, string kdf, byte[] blob, uint keys = 1) => new SshWireWriter()
        .Bytes("openssh-key-v1\0"u8).String(Encoding.ASCII.GetBytes(cipher)).String(Encoding.ASCII.GetBytes(kdf))
        .String(new SshWireWriter().String(new byte[16]).UInt32(16).ToArray()).UInt32(keys).String(blob).String(
            new byte[160]).ToArray();

    private static void Refused(string path, string message, string remedy)
    {
        var error = Assert.Throws<UnsealException>(() => PrivateKeyHeader.Read(path).RequireSealable());
        Assert.That(error!.Message, Does.Contain(message));
        Assert.That(error.Remedy?.ToString(), Does.Contain(remedy));
        Assert.That(error.Message, Does.Not.Contain("\n"));
    }
}
