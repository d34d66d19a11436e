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
            return new UnsealException(
                $"{name} is a PEM file of an RSA, ECDSA or DSA key; sealing needs an Ed25519 key", NewKeyFile.Another);
        }

        if (file.StartsWith("-----BEGIN PRIVATE KEY-----"u8) || file.StartsWith("-----BEGIN ENCRYPTED PRIVATE KEY-----"u8))
        {
            return new UnsealException(
                $"{name} is a PKCS#8 (PEM) file, not an OpenSSH private key",
                NewKeyFile.Rewrite(
                    "convert a copy of it if it is an Ed25519 key (OpenSSH 9.6 or later)", path,
                    copy => $"cp -p {word} {copy} && ssh-keygen -p -f {copy}") with
                { Or = NewKeyFile.Another });
        }

        if (file.StartsWith("PuTTY-User-Key-File-"u8))
        {
            return new UnsealException(
                $"{name} is a PuTTY key, not an OpenSSH private key",
                NewKeyFile.Rewrite("convert it", path, copy => $"puttygen {word} -O private-openssh-new -o {copy}"));
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
            $"{name} is not an OpenSSH private key", NewKeyFile.Another);
    }
}
