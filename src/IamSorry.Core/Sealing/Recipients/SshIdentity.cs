using System.Security.Cryptography;
using IamSorry.Crypto;
using IamSorry.OpenSsh;

namespace IamSorry.Sealing.Recipients;

/// <summary>An SSH key: its signature over the salt of a stanza is the secret.</summary>
/// <param name="signer">Who holds the key and signs: the agent, or ssh-keygen with the key file.</param>
public sealed class SshIdentity(ISshSigner signer) : IIdentity
{
    /// <inheritdoc/>
    public string Name => signer.Name;

    /// <inheritdoc/>
    public bool AsksEachTime => signer.AsksEachTime;

    /// <inheritdoc/>
    public async Task<UnwrapAnswer> UnwrapAsync(KeyStanza stanza, CancellationToken cancellationToken)
    {
        var message = stanza.Message;
        var answer = await signer.TrySignAsync(stanza.Key, message, cancellationToken);
        if (answer.Signature is not { } signature)
        {
            return UnwrapAnswer.NotMine(answer.Problem, answer.OtherKey);
        }

        // wrong bytes open nothing, but a good seal would look like a changed one, and the key file, which opens it, would not be
        // asked
        if (answer.PublicKey is { } key && !(key.KeyId.Equals(stanza.Key)
            && Ed25519Verifier.IsValid(key.RawEd25519, SshSignature.DataToSign(message), signature)))
        {
            CryptographicOperations.ZeroMemory(signature);
            return UnwrapAnswer.NotMine("it answers with a signature that the key did not make", otherKey: null);
        }

        return UnwrapAnswer.OfSecret(signature);
    }

    /// <inheritdoc/>
    public async Task<KeyStanza?> FindMineAsync(IReadOnlyList<KeyStanza> stanzas, CancellationToken cancellationToken)
    {
        var held = await signer.FindHeldAsync([.. stanzas.Select(stanza => stanza.Key)], cancellationToken);
        return held is null ? null : stanzas.First(stanza => stanza.Key.Equals(held));
    }

    /// <inheritdoc/>
    public Task<bool> CanUnwrapUnaskedAsync(KeyStanza stanza, CancellationToken cancellationToken) =>
        signer.CanSignUnaskedAsync(stanza.Key, cancellationToken);
}
