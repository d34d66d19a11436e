using System.Security.Cryptography;
using System.Text;
using IamSorry.OpenSsh;

namespace IamSorry.Testing;

/// <summary>
/// A signer that lives in memory: its 64 bytes are an HMAC over the message, the same each time, and no key file or agent is
/// needed. It counts what it is asked.
/// </summary>
internal sealed class MemorySigner : ISshSigner
{
    private readonly byte[] _secret = RandomNumberGenerator.GetBytes(32);
    private int _asked;

    public MemorySigner()
        => PublicKey = SshPublicKey.TryRead(
            new SshWireWriter().String("ssh-ed25519"u8).String(RandomNumberGenerator.GetBytes(32)).ToArray())!;

    public string Name => "memory";

    public SshPublicKey PublicKey { get; }

    /// <summary>How often it was asked for a signature.</summary>
    public int Asked => _asked;

    /// <summary>Run each time it is asked.</summary>
    public Action? OnAsked { get; set; }

    public Task<SignerAnswer> TrySignAsync(SshKeyId key, ReadOnlyMemory<byte> message, CancellationToken cancellationToken)
    {
        Interlocked.Increment(ref _asked);
        OnAsked?.Invoke();
        return Task.FromResult(key.Equals(PublicKey.KeyId)
            ? SignerAnswer.OfSignature(HMACSHA512.HashData(_secret, message.Span))
            : SignerAnswer.NotMine("it holds another key"));
    }

    /// <summary>A key file with this signer's public key. What stands for its encrypted private part is noise.</summary>
    public string KeyFile(string cipher = "aes256-ctr")
    {
        var isPlain = cipher == "none";
        var options = isPlain ? [] : new SshWireWriter().String(new byte[16]).UInt32(16).ToArray();
        var content = new SshWireWriter()
            .Bytes("openssh-key-v1\0"u8).String(Encoding.ASCII.GetBytes(cipher)).String(isPlain ? "none"u8 : "bcrypt"u8).String(
                options)
            .UInt32(1).String(PublicKey.Blob).String(RandomNumberGenerator.GetBytes(144)).ToArray();
        var lines = Convert.ToBase64String(content).Chunk(70).Select(line => new string(line));
        return $"-----BEGIN OPENSSH PRIVATE KEY-----\n{string.Join('\n', lines)}\n-----END OPENSSH PRIVATE KEY-----\n";
    }
}
