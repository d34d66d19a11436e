using IamSorry.OpenSsh;
using IamSorry.Sealing.Formats;

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
        var answer = await signer.TrySignAsync(stanza.Key, SealingKey.MessageFor(stanza.Salt.Span), cancellationToken);
        return answer.Signature is { } signature
            ? UnwrapAnswer.OfSecret(signature)
            : UnwrapAnswer.NotMine(answer.Problem, answer.OtherKey);
    }

    /// <inheritdoc/>
    public Task<bool> CanUnwrapUnaskedAsync(KeyStanza stanza, CancellationToken cancellationToken) =>
        signer.CanSignUnaskedAsync(stanza.Key, cancellationToken);
}
