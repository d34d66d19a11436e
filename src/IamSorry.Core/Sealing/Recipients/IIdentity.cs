using IamSorry.Errors;

namespace IamSorry.Sealing.Recipients;

/// <summary>Something that may find the secret of a stanza again: the agent, the key file.</summary>
public interface IIdentity
{
    /// <summary>How messages name it: <c>ssh-agent</c>, or the path of the key file.</summary>
    string Name { get; }

    /// <summary>Whether every use makes somebody type a passphrase again.</summary>
    bool AsksEachTime { get; }

    /// <summary>Finds the secret of a stanza.</summary>
    /// <returns>The secret; or "not mine", with the reason, and the next identity is asked.</returns>
    /// <exception cref="UnsealException">It is the one, but cannot: wrong passphrase, nobody to ask for it.</exception>
    Task<UnwrapAnswer> UnwrapAsync(KeyStanza stanza, CancellationToken cancellationToken);

    /// <summary>
    /// The first of some stanzas, all of one seal, that it could find the secret of; null where there is none. It is not tried,
    /// and nobody is asked.
    /// </summary>
    Task<KeyStanza?> FindMineAsync(IReadOnlyList<KeyStanza> stanzas, CancellationToken cancellationToken);

    /// <summary>Whether it could at this moment without asking anybody. It is not tried.</summary>
    Task<bool> CanUnwrapUnaskedAsync(KeyStanza stanza, CancellationToken cancellationToken);
}
