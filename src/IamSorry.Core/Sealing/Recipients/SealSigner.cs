using IamSorry.Errors;
using IamSorry.OpenSsh;

namespace IamSorry.Sealing.Recipients;

/// <summary>
/// The SSH key of this machine, which signs what is sealed here. Every signature is verified before it is used: whatever answers
/// in the agent's place cannot make a seal that nobody opens, nor choose a recipient's key.
/// </summary>
/// <param name="publicKey">The key.</param>
/// <param name="name">How messages name it.</param>
/// <param name="signers">Who may sign with it, in the order in which they are asked.</param>
public sealed class SealSigner(SshPublicKey publicKey, string name, IReadOnlyList<ISshSigner> signers)
{
    /// <summary>The key.</summary>
    public SshPublicKey PublicKey => publicKey;

    /// <summary>How messages name it: the path of the key file.</summary>
    public string Name => name;

    /// <summary>The key in a file that may seal.</summary>
    /// <exception cref="UnsealException">There is no such key, or it cannot seal; with the command that mends it.</exception>
    public static SealSigner OfKeyFile(string path, SshAgent agent, SshKeygen keygen)
    {
        if (SshPublicKey.OfAgentsKey(path) is { } agentsKey)
        {
            agentsKey.RequireSealable(path);
            return new SealSigner(agentsKey, path, [agent, keygen]);
        }

        return new SealSigner(PrivateKeyHeader.Read(path).RequireSealable().PublicKey, path, [agent, keygen]);
    }

    /// <summary>Signs a message.</summary>
    /// <param name="message">The message, of one of the kinds of format v3.</param>
    /// <param name="purpose">What for, in messages: "seal profile x".</param>
    /// <param name="cancellationToken">Stops the asking.</param>
    /// <returns>The 64 raw bytes; whether they are a secret depends on the message.</returns>
    /// <exception cref="UnsealException">Nobody can sign.</exception>
    internal async Task<byte[]> SignAsync(
        ReadOnlyMemory<byte> message, string purpose, CancellationToken cancellationToken)
    {
        var reasons = new List<string>();
        foreach (var signer in signers)
        {
            var answer = await new VerifiedSigner(signer, publicKey).TrySignAsync(publicKey.KeyId, message, cancellationToken);
            if (answer.Signature is { } signature)
            {
                return signature;
            }

            reasons.Add($"{signer.Name}: {answer.Problem}");
        }

        throw new UnsealException(
            $"cannot {purpose}: nobody can sign with the SSH key {publicKey.Fingerprint} ({string.Join("; ", reasons)})",
            new Remedy("load it into the agent", ShellCommand.Of("ssh-add", "PATH"))
            {
                Or = new("name it", new OurCommand.Option(OurOption.SshKey, "PATH")),
            });
    }
}
