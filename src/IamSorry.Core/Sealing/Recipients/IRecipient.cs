using IamSorry.Errors;

namespace IamSorry.Sealing.Recipients;

/// <summary>Somebody to seal for.</summary>
public interface IRecipient
{
    /// <summary>How messages name it: the path of the key file.</summary>
    string Name { get; }

    /// <summary>What tells it from others: <c>SHA256:...</c>.</summary>
    string Fingerprint { get; }

    /// <summary>Whether a stanza was made for this recipient.</summary>
    bool IsFor(KeyStanza stanza);

    /// <summary>
    /// Makes a secret that this recipient's identity finds again by the stanza, and proves that it does. In format v2 the secret
    /// is the recipient's own signature, so it is the recipient that makes it.
    /// </summary>
    /// <param name="purpose">What for, in messages: "seal profile x".</param>
    /// <param name="cancellationToken">Stops the asking.</param>
    /// <exception cref="UnsealException">It cannot be sealed for, nobody can sign, or the secret could not be found
    /// again.</exception>
    Task<WrappedSecret> WrapAsync(string purpose, CancellationToken cancellationToken);
}
