using IamSorry.Credentials;
using IamSorry.OpenSsh;
using IamSorry.Sealing;
using IamSorry.Sealing.Recipients;

namespace IamSorry.Tests.Infrastructure;

/// <summary>A sealer for signers as they are: what they answer is not verified, so they need not be Ed25519 keys.</summary>
internal sealed class SignerSealer(IReadOnlyList<ISshSigner> signers, Action<string>? notice = null)
{
    private readonly SshIdentity[] _identities = [.. signers.Select(signer => new SshIdentity(signer))];

    /// <summary>Seals for the key in a file, if it may seal.</summary>
    public ProfileSealer WithKeyFile(string path) =>
        new(_identities, () => new SshRecipient(PrivateKeyHeader.Read(path).RequireSealable().PublicKey, path, _identities, notice), notice);

    public async Task<SealedKeyPair> SealAsync(string profile, AccessKey key, SshPublicKey publicKey, CancellationToken cancellationToken)
    {
        using var seal = await PreparedSeal.ForAsync(profile, new SshRecipient(publicKey, "test", _identities, notice), cancellationToken);
        return seal.Seal(key);
    }

    public Task<AccessKey> OpenAsync(string profile, string sealedId, string sealedSecret, CancellationToken cancellationToken) =>
        new ProfileSealer(_identities, recipient: null, notice).OpenAsync(profile, sealedId, sealedSecret, cancellationToken);
}
