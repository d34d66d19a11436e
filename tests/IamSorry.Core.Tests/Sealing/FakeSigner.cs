using System.Security.Cryptography;
using IamSorry.OpenSsh;

namespace IamSorry.Tests.Sealing;

/// <summary>
/// A signer without OpenSSH: 64 bytes of HMAC-SHA512 over the message, with a key nobody else has. Deterministic unless told
/// otherwise.
/// </summary>
internal sealed class FakeSigner : ISshSigner
{
    private readonly byte[] _secret = RandomNumberGenerator.GetBytes(32);

    public FakeSigner(string name = "fake")
    {
        Name = name;
        PublicKey = SshPublicKey.TryRead(
            new SshWireWriter().String("ssh-ed25519"u8).String(RandomNumberGenerator.GetBytes(32)).ToArray())!;
    }

    public FakeSigner(string name, FakeSigner sameKey)
        : this(name) => (_secret, PublicKey) = (sameKey._secret, sameKey.PublicKey);

    public string Name { get; }

    public SshPublicKey PublicKey { get; }

    public bool AsksEachTime { get; init; }

    /// <summary>Whether no two signatures are the same.</summary>
    public bool Wavers { get; set; }

    /// <summary>Whether it names its key, as an agent does, whose signature this is not.</summary>
    public bool Lies { get; init; }

    /// <summary>Answers nothing after so many signatures.</summary>
    public int Lasts { get; init; } = int.MaxValue;

    public int Signatures { get; private set; }

    public Task<SignerAnswer> TrySignAsync(SshKeyId key, ReadOnlyMemory<byte> message, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        if (!key.Equals(PublicKey.KeyId) || Signatures == Lasts)
        {
            return Task.FromResult(SignerAnswer.NotMine("it does not want to"));
        }

        Signatures++;
        byte[] signed = Wavers ? [.. message.Span, .. BitConverter.GetBytes(Signatures)] : message.ToArray();
        return Task.FromResult(SignerAnswer.OfSignature(HMACSHA512.HashData(_secret, signed), Lies ? PublicKey : null));
    }
}
