using System.Security.Cryptography;
using IamSorry.Errors;
using IamSorry.OpenSsh;
using IamSorry.Reporting;
using IamSorry.Sealing.Formats;

namespace IamSorry.Sealing.Recipients;

/// <summary>The holder of an SSH key on this machine.</summary>
/// <param name="publicKey">The key.</param>
/// <param name="name">How messages name it.</param>
/// <param name="identities">Who may sign with it, in the order in which they are asked.</param>
/// <param name="reporter">Is told, in one line each, what the user should know while it happens.</param>
public sealed class SshRecipient(
    SshPublicKey publicKey, string name, IReadOnlyList<IIdentity> identities, IReporter? reporter = null)
    : IRecipient
{
    private readonly IReporter _reporter = reporter ?? Reporter.Silent;

    /// <inheritdoc/>
    public string Name => name;

    /// <inheritdoc/>
    public string Fingerprint => publicKey.Fingerprint;

    /// <summary>The key in a file that may seal. What the agent answers for it is verified.</summary>
    /// <exception cref="UnsealException">There is no such key, or it cannot seal; with the command that mends it.</exception>
    public static SshRecipient OfKeyFile(string path, SshAgent agent, SshKeygen keygen, IReporter reporter)
    {
        if (SshPublicKey.OfAgentsKey(path) is { } agentsKey)
        {
            return OfAgentsKey(path, agentsKey, agent, keygen, reporter);
        }

        var publicKey = PrivateKeyHeader.Read(path).RequireSealable().PublicKey;
        return new SshRecipient(
            publicKey, path, [new SshIdentity(new VerifiedSigner(agent, publicKey)), new SshIdentity(keygen)], reporter);
    }

    // How the agent keeps the private half is its own affair, and is not known here.
    private static SshRecipient OfAgentsKey(string path, SshPublicKey key, SshAgent agent, SshKeygen keygen, IReporter reporter)
    {
        key.RequireSealable(path);
        reporter.Say(
            $"only the public half of the key {TerminalText.FirstLine(path)} is here: its private half is the agent's, and how well "
            + "that protects it is not known");

        // ssh-keygen cannot sign; it says what it looked for
        return new SshRecipient(
            key, path, [new SshIdentity(new VerifiedSigner(agent, key)), new SshIdentity(keygen)], reporter);
    }

    /// <inheritdoc/>
    public bool IsFor(KeyStanza stanza) => stanza.Key.Equals(publicKey.KeyId);

    /// <inheritdoc/>
    public async Task<WrappedSecret> WrapAsync(string purpose, CancellationToken cancellationToken)
    {
        if (!publicKey.IsEd25519)
        {
            throw new UnsealException(
                $"an {publicKey.Type} key cannot seal; an Ed25519 key is needed", NewKeyFile.Another);
        }

        var stanza = new KeyStanza(publicKey.KeyId, RandomNumberGenerator.GetBytes(SealedValue.SaltSize));
        Unwrapped? first = null;
        try
        {
            first = await Unwrapped.FirstAsync(identities, stanza, purpose, cancellationToken);
            await RequireTheSameAsync(first, purpose, cancellationToken);
            var wrapped = new WrappedSecret(stanza, first.Secret);
            first = null;
            return wrapped;
        }
        finally
        {
            first?.Dispose();
        }
    }

    // Whatever makes a signer answer differently (a random nonce, as a hardware token or a hardened agent may use), the keys
    // would be lost for good. The second signature is the proof that the first can be made again.
    private async Task RequireTheSameAsync(Unwrapped first, string purpose, CancellationToken cancellationToken)
    {
        var signer = first.By;
        if (signer.AsksEachTime)
        {
            _reporter.Say("once more: the second signature proves that the sealed keys can be opened again");
        }

        using var second = await Unwrapped.FirstAsync([signer], first.Stanza, purpose, cancellationToken);
        if (!first.Secret.Matches(second.Secret))
        {
            throw new UnsealException(
                $"{signer.Name} signs the same message differently each time; keys sealed with it could never be opened",
                signer.AsksEachTime ? NewKeyFile.Another : "leave the agent out: run it again with SSH_AUTH_SOCK= in front");
        }
    }
}
