using IamSorry.Profiles;
using IamSorry.Sealing;

namespace IamSorry.Managers;

/// <summary>
/// Tells whether a manager's key could be opened without asking anybody for a passphrase. Asks for no signature.
/// </summary>
/// <param name="sealer">Knows who may open.</param>
public sealed class NonInteractiveOpening(ProfileSealer sealer)
{
    /// <summary>Whether it could, at this moment.</summary>
    public async Task<bool> CanOpenAsync(ManagerProfile manager, CancellationToken cancellation)
        => manager.Keys is not ProfileKeys.Sealed keys || await sealer.CanOpenUnaskedAsync(keys.Id, cancellation);
}
