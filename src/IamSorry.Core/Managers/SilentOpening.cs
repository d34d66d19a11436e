using IamSorry.Errors;
using IamSorry.OpenSsh;
using IamSorry.Profiles;
using IamSorry.Sealing;

namespace IamSorry.Managers;

/// <summary>Tells whether a manager's key could be opened without asking anybody for a passphrase. Asks for no signature.</summary>
/// <param name="agent">The agent.</param>
/// <param name="keyPath">The SSH key file.</param>
public sealed class SilentOpening(SshAgent agent, string keyPath)
{
    /// <summary>Whether it could, at this moment.</summary>
    public async Task<bool> CanOpenAsync(ManagerProfile manager, CancellationToken cancellation)
        => manager.Keys is not ProfileKeys.Sealed keys
            || SealedValue.IsLegacy(keys.Id)
            || !SealedValue.TryParse(keys.Id, out var value, out _)
            || await agent.WhyNotHeldAsync(value.KeyId, cancellation) is null
            || HasNoPassphrase(value.KeyId);

    private bool HasNoPassphrase(SshKeyId key)
    {
        try
        {
            return PrivateKeyHeader.Read(keyPath) is { IsProtected: false } header && header.PublicKey.KeyId.Equals(key);
        }
        catch (UnsealException)
        {
            return false;
        }
    }
}
