namespace IamSorry.OpenSsh;

/// <summary>Something that may hold a private key and sign with it: the agent, or <c>ssh-keygen</c> with a key file.</summary>
public interface ISshSigner
{
    /// <summary>How messages name it: <c>ssh-agent</c>, or the path of the key file.</summary>
    string Name { get; }

    /// <summary>Whether every signature makes somebody type a passphrase again.</summary>
    bool AsksEachTime => false;

    /// <summary>Signs a message (SSHSIG, namespace <c>iam-sorry</c>, sha512) with the named key, if it is held here.</summary>
    /// <returns>64 raw signature bytes, which are a secret and which the caller zeroes; or "not mine", with the reason.</returns>
    /// <exception cref="Errors.UnsealException">The key is here, but cannot sign: wrong passphrase, nobody to ask for
    /// it.</exception>
    Task<SignerAnswer> TrySignAsync(SshKeyId key, ReadOnlyMemory<byte> message, CancellationToken cancellationToken);

    /// <summary>The first of some keys that is held here; null where none is. It does not sign, and asks nobody.</summary>
    async Task<SshKeyId?> FindHeldAsync(IReadOnlyList<SshKeyId> keys, CancellationToken cancellationToken)
    {
        foreach (var key in keys)
        {
            if (await CanSignUnaskedAsync(key, cancellationToken))
            {
                return key;
            }
        }

        return null;
    }

    /// <summary>Whether it could sign with the named key at this moment without asking anybody. It does not sign.</summary>
    Task<bool> CanSignUnaskedAsync(SshKeyId key, CancellationToken cancellationToken) => Task.FromResult(!AsksEachTime);
}
