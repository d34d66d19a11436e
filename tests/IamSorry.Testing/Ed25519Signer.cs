using IamSorry.OpenSsh;
using NSec.Cryptography;

namespace IamSorry.Testing;

/// <summary>
/// A real Ed25519 key in memory that signs as the agent does, without an agent. It counts what it signs.
/// </summary>
internal sealed class Ed25519Signer : ISshSigner, IDisposable
{
    private readonly Key _key = Key.Create(SignatureAlgorithm.Ed25519);

    public Ed25519Signer() => PublicKey = SshPublicKey.TryRead(
        new SshWireWriter().String("ssh-ed25519"u8).String(_key.PublicKey.Export(KeyBlobFormat.RawPublicKey)).ToArray())!;

    public string Name => "memory";

    public SshPublicKey PublicKey { get; }

    /// <summary>How many signatures it made.</summary>
    public int Signatures { get; private set; }

    /// <summary>Whether it makes none.</summary>
    public bool IsGone { get; set; }

    /// <summary>The bare signature over some bytes, which need not be a message of ours.</summary>
    public byte[] Sign(ReadOnlySpan<byte> message)
    {
        Signatures++;
        return SignatureAlgorithm.Ed25519.Sign(_key, SshSignature.DataToSign(message));
    }

    public Task<SignerAnswer> TrySignAsync(SshKeyId key, ReadOnlyMemory<byte> message, CancellationToken cancellationToken)
        => Task.FromResult(
            key.Equals(PublicKey.KeyId) && !IsGone ? SignerAnswer.OfSignature(Sign(message.Span))
                : SignerAnswer.NotMine("it holds another key"));

    public Task<SshKeyId?> FindHeldAsync(IReadOnlyList<SshKeyId> keys, CancellationToken cancellationToken)
        => Task.FromResult(IsGone ? null : keys.FirstOrDefault(PublicKey.KeyId.Equals));

    public Task<bool> CanSignUnaskedAsync(SshKeyId key, CancellationToken cancellationToken)
        => Task.FromResult(!IsGone && key.Equals(PublicKey.KeyId));

    public void Dispose() => _key.Dispose();
}
