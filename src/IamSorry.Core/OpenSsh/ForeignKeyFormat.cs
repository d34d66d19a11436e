using IamSorry.Errors;

namespace IamSorry.OpenSsh;

/// <summary>Recognises files that are not OpenSSH private keys, and names the command that mends each.</summary>
internal static class ForeignKeyFormat
{
    public static UnsealException Explain(ReadOnlySpan<byte> file, string path)
    {
        var name = TerminalText.FirstLine(path);
        var word = ShellQuote.Path(path);
        if (file.StartsWith("-----BEGIN RSA PRIVATE KEY-----"u8) || file.StartsWith("-----BEGIN EC PRIVATE KEY-----"u8)
            || file.StartsWith("-----BEGIN DSA PRIVATE KEY-----"u8))
        {
            return new UnsealException($"{name} is a PEM file of an RSA, ECDSA or DSA key; sealing needs an Ed25519 key", NewKey);
        }

        if (file.StartsWith("-----BEGIN PRIVATE KEY-----"u8) || file.StartsWith("-----BEGIN ENCRYPTED PRIVATE KEY-----"u8))
        {
            return new UnsealException(
                $"{name} is a PKCS#8 (PEM) file, not an OpenSSH private key",
                $"convert it if it is an Ed25519 key: ssh-keygen -p -f {word}; else make one: ssh-keygen -t ed25519 -f "
                + $"~/.ssh/id_ed25519");
        }

        if (file.StartsWith("PuTTY-User-Key-File-"u8))
        {
            return new UnsealException(
                $"{name} is a PuTTY key, not an OpenSSH private key",
                $"convert it: puttygen {word} -O private-openssh-new -o ~/.ssh/id_ed25519");
        }

        if (file.StartsWith("ssh-"u8) || file.StartsWith("ecdsa-"u8) || file.StartsWith("sk-"u8)
            || file.StartsWith("---- BEGIN SSH2 PUBLIC KEY"u8) || file.StartsWith("-----BEGIN PUBLIC KEY-----"u8))
        {
            var privatePath = path.EndsWith(".pub", StringComparison.Ordinal) ? ShellQuote.SafePath(path[..^4]) : "PATH";
            return new UnsealException(
                $"{name} is a public key; the private key file is needed", new Remedy(
                    "name the private key file", new OurCommand.Option(OurOption.SshKey, privatePath)));
        }

        return new UnsealException(
            $"{name} is not an OpenSSH private key", "make one: ssh-keygen -t ed25519 -f ~/.ssh/id_ed25519");
    }

    /// <summary>The remedy where only another key helps.</summary>
    public static readonly Remedy NewKey = new("make one", ShellCommand.Line("ssh-keygen -t ed25519 -f ~/.ssh/id_ed25519"))
    {
        Or = new("name another", new OurCommand.Option(OurOption.SshKey, "PATH")),
    };
}
