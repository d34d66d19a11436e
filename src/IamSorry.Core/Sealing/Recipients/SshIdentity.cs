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
        var answer = await signer.TrySignAsync(stanza.Key, stanza.Message, cancellationToken);
        return answer.Signature is { } signature
            ? UnwrapAnswer.OfSecret(signature)
            : UnwrapAnswer.NotMine(answer.Problem, answer.OtherKey);
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
