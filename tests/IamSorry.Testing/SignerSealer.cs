using IamSorry.Credentials;
using IamSorry.OpenSsh;
using IamSorry.Reporting;
using IamSorry.Sealing;
using IamSorry.Sealing.Recipients;

namespace IamSorry.Testing;

/// <summary>A sealer for signers as they are: what they answer is not verified, so they need not be Ed25519 keys.</summary>
internal sealed class SignerSealer(IReadOnlyList<ISshSigner> signers, IReporter? reporter = null)
{
    private readonly SshIdentity[] _identities = [.. signers.Select(signer => new SshIdentity(signer))];

    /// <summary>Seals for the key in a file, if it may seal.</summary>
    public ProfileSealer WithKeyFile(string path) =>
        new(_identities, () => new SshRecipient(
            PrivateKeyHeader.Read(path).RequireSealable().PublicKey, path, _identities, reporter), reporter);

    public async Task<SealedKeyPair> SealAsync(
        string profile, AccessKey key, SshPublicKey publicKey, CancellationToken cancellationToken)
    {
        using var seal = await PreparedSeal.ForAsync(
            profile, new SshRecipient(publicKey, "test", _identities, reporter), cancellationToken);
        return await seal.SealAsync(key, cancellationToken);
    }

    public Task<AccessKey> OpenAsync(string profile, string sealedId, string sealedSecret, CancellationToken cancellationToken) =>
        new ProfileSealer(_identities, recipient: null, reporter).OpenAsync(profile, sealedId, sealedSecret, cancellationToken);
}
