using System.Buffers;
using System.Buffers.Text;
using System.Security.Cryptography;
using IamSorry.Errors;

namespace IamSorry.OpenSsh;

// Specification card: PROTOCOL.key of OpenSSH
//   file    = "-----BEGIN OPENSSH PRIVATE KEY-----" LF base64 in lines LF "-----END OPENSSH PRIVATE KEY-----" LF
//   content = "openssh-key-v1" 0x00, string cipher, string kdf, string kdf options, uint32 number of keys (1),
//             string public key blob, string encrypted private part, [tag of an authenticated cipher, at most 16 bytes]
//   kdf options of "bcrypt" = string salt, uint32 rounds; of "none" = empty
//   cipher "none" means that the private part is not encrypted. It is skipped here, never read, never decrypted.

/// <summary>What the file of a private key says about itself without its passphrase.</summary>
public sealed class PrivateKeyHeader
{
    private const int LongestTag = 16;

    private PrivateKeyHeader(string path, string cipher, string kdf, uint rounds, SshPublicKey publicKey) =>
        (Path, Cipher, Kdf, BcryptRounds, PublicKey) = (path, cipher, kdf, rounds, publicKey);

    /// <summary>The file, as the user named it.</summary>
    public string Path { get; }

    /// <summary>The cipher of the private part, such as <c>aes256-ctr</c>; <c>none</c> for a key without a passphrase.</summary>
    public string Cipher { get; }

    /// <summary>How the cipher's key is made from the passphrase: <c>bcrypt</c>, or <c>none</c>.</summary>
    public string Kdf { get; }

    /// <summary>
    /// The work factor of bcrypt, 0 when there is none. OpenSSH's own default is 16, since version 9.4 it is 24.
    /// </summary>
    public uint BcryptRounds { get; }

    /// <summary>The public key.</summary>
    public SshPublicKey PublicKey { get; }

    /// <summary>Whether the key has a passphrase.</summary>
    public bool IsProtected => Cipher != "none";

    /// <summary>
    /// Whether others than the owner may read or write the file; <c>ssh-keygen</c> then refuses to use it. False on Windows.
    /// </summary>
    public bool IsModeTooOpen { get; private init; }

    private static ReadOnlySpan<byte> Begin => "-----BEGIN OPENSSH PRIVATE KEY-----"u8;

    private static ReadOnlySpan<byte> End => "-----END OPENSSH PRIVATE KEY-----"u8;

    /// <summary>Reads the header of a private key file.</summary>
    /// <exception cref="UnsealException">There is no such file, it cannot be read, or it is not an OpenSSH private key; with the
    /// remedy.</exception>
    public static PrivateKeyHeader Read(string path)
    {
        var file = KeyFile.Read(path);
        try
        {
            return Parse(file, path, IsOpenToOthers(path));
        }
        finally
        {
            CryptographicOperations.ZeroMemory(file);
        }
    }

    /// <summary>Returns this header if keys may be sealed with it: an Ed25519 key with a passphrase.</summary>
    /// <exception cref="UnsealException">It is of another type, or has no passphrase; with the command that mends it.</exception>
    public PrivateKeyHeader RequireSealable()
    {
        PublicKey.RequireSealable(Path);
        return IsProtected
            ? this
            : throw new UnsealException(
                $"{TerminalText.FirstLine(Path)} has no passphrase, so whoever copies it could open what is sealed with it",
                $"give it one: ssh-keygen -p -f {ShellQuote.Path(Path)}");
    }

    /// <summary>Parses the bytes of a file.</summary>
    internal static PrivateKeyHeader Parse(ReadOnlySpan<byte> file, string path, bool isModeTooOpen = false)
    {
        if (!file.StartsWith(Begin))
        {
            throw IsPushedDown(file)
                ? Malformed(path, "something stands before its first line, which ssh-keygen does not read", Rewritten(path))
                : ForeignKeyFormat.Explain(file, path);
        }

        if (file.Contains((byte)'\r'))
        {
            throw Malformed(path, "it has Windows line ends, which ssh-keygen does not read", Rewritten(path));
        }

        var text = file[Begin.Length..];
        var end = text.IndexOf(End);
        if (end < 0)
        {
            throw Malformed(path, "its last line is missing");
        }

        if (end == 0 || text[0] != (byte)'\n' || text[end - 1] != (byte)'\n')
        {
            throw Malformed(path, "its lines are joined, which ssh-keygen does not read", Rewritten(path));
        }

        if (!text[(end + End.Length)..].StartsWith("\n"u8))
        {
            throw Malformed(
                path, "it does not end with a line end, which ssh-keygen asks for", $"mend it: echo >> {ShellQuote.Path(path)}");
        }

        var content = new byte[Base64.GetMaxDecodedFromUtf8Length(end)];
        try
        {
            return Base64.DecodeFromUtf8(text[..end], content, out _, out var length) == OperationStatus.Done
                ? ParseContent(content.AsSpan(0, length), path, isModeTooOpen)
                : throw Malformed(path, "its base64 is broken");
        }
        finally
        {
            CryptographicOperations.ZeroMemory(content);
        }
    }

    // blanks, line ends, and the bytes of the mark that some editors put first
    private static ReadOnlySpan<byte> Before => [(byte)' ', (byte)'\t', (byte)'\r', (byte)'\n', 0xEF, 0xBB, 0xBF];

    private static bool IsPushedDown(ReadOnlySpan<byte> file)
    {
        var at = file.IndexOf(Begin);
        return at > 0 && file[..at].IndexOfAnyExcept(Before) < 0;
    }

    // the same base64 between the two lines, as ssh-keygen wants it
    private static Remedy Rewritten(string path) => NewKeyFile.Rewrite("write it anew", path, copy =>
        $"(umask 077; export LC_ALL=C; {{ echo '-----BEGIN OPENSSH PRIVATE KEY-----'; sed 's/-----[A-Z ]*-----//g' "
        + $"{ShellQuote.Path(path)} | tr -cd 'A-Za-z0-9+/=' | fold -w 70; echo; echo '-----END OPENSSH PRIVATE KEY-----'; }} "
        + $"> {copy})");

    private static PrivateKeyHeader ParseContent(ReadOnlySpan<byte> content, string path, bool isModeTooOpen)
    {
        var reader = new SshWireReader(content);
        if (!reader.TryReadExactly("openssh-key-v1\0"u8))
        {
            throw Malformed(path, "it is not of the format openssh-key-v1");
        }

        if (!reader.TryReadName(out var cipher) || !reader.TryReadName(out var kdf) || !reader.TryReadString(out var options)
            || !reader.TryReadUInt32(out var keys) || !reader.TryReadString(out var blob)
                || !reader.TryReadString(out var privatePart)
            || privatePart.IsEmpty || reader.Rest.Length > LongestTag)
        {
            throw Malformed(path, "a length in it is wrong");
        }

        if (keys != 1)
        {
            throw Malformed(path, "it does not hold exactly one key");
        }

        if ((cipher == "none") != (kdf == "none") || !TryReadRounds(kdf, options, out var rounds))
        {
            throw Malformed(path, "its cipher and its key derivation do not fit");
        }

        var publicKey = SshPublicKey.TryRead(blob) ?? throw Malformed(path, "its public key is broken");
        return new PrivateKeyHeader(path, cipher, kdf, rounds, publicKey) { IsModeTooOpen = isModeTooOpen };
    }

    private static bool TryReadRounds(string kdf, ReadOnlySpan<byte> options, out uint rounds)
    {
        rounds = 0;
        var reader = new SshWireReader(options);
        return kdf == "none"
            ? options.IsEmpty
            : kdf == "bcrypt" && reader.TryReadString(out var salt) && !salt.IsEmpty && reader.TryReadUInt32(out rounds)
                && reader.AtEnd;
    }

    private static bool IsOpenToOthers(string path)
    {
        const UnixFileMode others = UnixFileMode.GroupRead | UnixFileMode.GroupWrite | UnixFileMode.GroupExecute
            | UnixFileMode.OtherRead | UnixFileMode.OtherWrite | UnixFileMode.OtherExecute;
        try
        {
            return !OperatingSystem.IsWindows()
                && (File.GetUnixFileMode(System.IO.Path.GetFullPath(path)) & others) != UnixFileMode.None;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new UnsealException(
                $"cannot read the mode of {TerminalText.FirstLine(path)}: {TerminalText.FirstLine(e.Message)}", remedy: null, e);
        }
    }

    private static UnsealException Malformed(string path, string why, Remedy? remedy = null) => new(
        $"{TerminalText.FirstLine(path)} is not a sound OpenSSH private key: {why}",
        remedy ?? new Remedy("restore it from a backup") { Or = NewKeyFile.Another });
}
