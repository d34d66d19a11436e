using IamSorry.Errors;
using IamSorry.OpenSsh;
using IamSorry.Sealing.Formats;

namespace IamSorry.Sealing.Trust;

/// <summary>
/// Who may seal what is opened here. Anybody can encrypt to a public recipient, so a seal that opens says nothing of who made it;
/// its signer does.
/// </summary>
/// <param name="configured">The public half of the configured key, read from the disk; never from the agent's list.</param>
/// <param name="allowed">The lines of the file of allowed signers; asked only where the configured key did not sign.</param>
public sealed class SealTrust(Func<SshPublicKey?> configured, Func<IReadOnlyList<AllowedSigner>>? allowed = null)
{
    /// <summary>Whether a seal's signer may seal a profile.</summary>
    public bool IsTrusted(SealHeader header, string profile, bool isManager)
        => header.Signer.KeyId.Equals(configured()?.KeyId)
            || (allowed?.Invoke() ?? []).Any(
                line => line.Allows(header.Signer.KeyId, profile, isManager, header.SealedAt));

    /// <summary>Refuses a seal whose signer may not seal a profile.</summary>
    /// <exception cref="RefusedException">It may not. Nothing has been opened, and nobody was asked.</exception>
    public void Require(SealHeader header, string profile, bool isManager)
    {
        if (IsTrusted(header, profile, isManager))
        {
            return;
        }

        var fingerprint = header.Signer.Fingerprint;
        throw new RefusedException(
            $"profile '{profile}' was sealed by the SSH key {fingerprint}, which may not seal it here: it is neither the "
            + "configured key nor among the allowed signers",
            new Remedy(
                "if you know whose key that is, and expect its seal", new OurCommand.Trust(fingerprint) { Profile = profile })
            {
                Or = "put the credentials file back from a backup",
            });
    }
}
