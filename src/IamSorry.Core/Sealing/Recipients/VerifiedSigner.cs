using System.Security.Cryptography;
using IamSorry.Errors;
using IamSorry.OpenSsh;
using IamSorry.Crypto;

namespace IamSorry.Sealing.Recipients;

/// <summary>
/// A signer whose signatures are checked before they are used, for sealing. Whatever answers at the agent's socket could
/// otherwise choose the bytes that the sealing key is derived from: it would know the key, and nobody else could open what was
/// sealed. (Opening needs no such check: bytes that are not the signature open nothing.)
/// </summary>
/// <param name="inner">The signer to check.</param>
/// <param name="publicKey">The key whose signatures count.</param>
public sealed class VerifiedSigner(ISshSigner inner, SshPublicKey publicKey) : ISshSigner
{
    /// <inheritdoc/>
    public string Name => inner.Name;

    /// <inheritdoc/>
    public bool AsksEachTime => inner.AsksEachTime;

    /// <inheritdoc/>
    public async Task<SignerAnswer> TrySignAsync(SshKeyId key, ReadOnlyMemory<byte> message, CancellationToken cancellationToken)
    {
        var answer = await inner.TrySignAsync(key, message, cancellationToken);
        if (answer.Signature is not { } signature)
        {
            return answer;
        }

        if (publicKey.KeyId.Equals(key)
            && Ed25519Verifier.IsValid(publicKey.RawEd25519, SshSignature.DataToSign(message.Span), signature))
        {
            return answer;
        }

        CryptographicOperations.ZeroMemory(signature);
        throw new UnsealException(
            $"{Name} answered with a signature that the SSH key {key.Fingerprint} did not make: something else answers in the "
            + $"agent's place",
            "leave the agent out: run it again with SSH_AUTH_SOCK= in front");
    }

    /// <inheritdoc/>
    public Task<SshKeyId?> FindHeldAsync(IReadOnlyList<SshKeyId> keys, CancellationToken cancellationToken)
        => inner.FindHeldAsync(keys, cancellationToken);

    /// <inheritdoc/>
    public Task<bool> CanSignUnaskedAsync(SshKeyId key, CancellationToken cancellationToken)
        => inner.CanSignUnaskedAsync(key, cancellationToken);
}
