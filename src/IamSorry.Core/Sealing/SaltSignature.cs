using System.Security.Cryptography;
using IamSorry.Errors;
using IamSorry.OpenSsh;

namespace IamSorry.Sealing;

/// <summary>A signature over the message of a salt, and who made it. Disposing it zeroes the signature.</summary>
internal sealed class SaltSignature : IDisposable
{
    private readonly SshKeyId _key;
    private readonly byte[] _salt;
    private readonly byte[] _signature;

    private SaltSignature(ISshSigner signer, SshKeyId key, byte[] salt, byte[] signature) =>
        (Signer, _key, _salt, _signature) = (signer, key, salt, signature);

    public ISshSigner Signer { get; }

    /// <summary>Asks one signer after the other until one holds the key.</summary>
    /// <exception cref="UnsealException">None does; the message carries everybody's reason.</exception>
    public static async Task<SaltSignature> AnyAsync(
        IReadOnlyList<ISshSigner> signers, SshKeyId key, byte[] salt, string purpose, CancellationToken cancellationToken)
    {
        var reasons = new List<string>();
        SshKeyId? otherKey = null;
        foreach (var signer in signers)
        {
            SignerAnswer answer;
            try
            {
                answer = await signer.TrySignAsync(key, SealingKey.MessageFor(salt), cancellationToken);
            }
            catch (UnsealException e) when (reasons.Count > 0)
            {
                throw new UnsealException($"{e.Message} ({string.Join("; ", reasons)})", e.Remedy, e);
            }

            if (answer.Signature is { } signature)
            {
                return new SaltSignature(signer, key, salt, signature);
            }

            otherKey ??= answer.OtherKey;
            reasons.Add($"{signer.Name}: {answer.Problem}");
        }

        var why = reasons.Count == 0 ? "nobody was asked" : string.Join("; ", reasons);
        throw otherKey is null
            ? new UnsealException(
                $"cannot {purpose}: nobody can sign with the SSH key {key.Fingerprint} ({why})",
                new Remedy("load it into the agent", ShellCommand.Of("ssh-add", "PATH")) { Or = new("name it", new OurCommand.Option(OurOption.SshKey, "PATH")) })
            : new UnsealException(
                $"cannot {purpose}: it needs the SSH key {key.Fingerprint}, the one at hand is {otherKey.Fingerprint} ({why})",
                new Remedy("name the key that it was sealed with", new OurCommand.Option(OurOption.SshKey, "PATH")));
    }

    public SealingKey DeriveKey() => SealingKey.Derive(_key, _salt, _signature);

    public bool SameAs(SaltSignature other) => CryptographicOperations.FixedTimeEquals(_signature, other._signature);

    /// <summary>Whether the signer, asked again, answers the same. One that does not answer any more has not contradicted itself.</summary>
    public async Task<bool> RepeatsAsync(CancellationToken cancellationToken)
    {
        var answer = await Signer.TrySignAsync(_key, SealingKey.MessageFor(_salt), cancellationToken);
        var same = CryptographicOperations.FixedTimeEquals(_signature, answer.Signature ?? _signature);
        CryptographicOperations.ZeroMemory(answer.Signature);
        return same;
    }

    public void Dispose() => CryptographicOperations.ZeroMemory(_signature);
}
