using IamSorry.Profiles;
using IamSorry.Sealing;

namespace IamSorry.Managers;

/// <summary>
/// Tells whether a manager's key could be opened without asking anybody for a passphrase, by what runs silently: that takes no
/// key that lies in plain text or in an old seal. Asks for no signature.
/// </summary>
/// <param name="sealer">Knows who may open.</param>
public sealed class NonInteractiveOpening(ProfileSealer sealer)
{
    /// <summary>Whether it could, at this moment.</summary>
    public async Task<bool> CanOpenAsync(ManagerProfile manager, CancellationToken cancellation)
        => manager.Keys is ProfileKeys.Sealed keys && manager.IsWellSealed()
            && (keys.Section is { } section ? await sealer.CanOpenUnaskedAsync(section, cancellation)
                : await sealer.CanOpenUnaskedAsync(keys.Id, cancellation));
}
