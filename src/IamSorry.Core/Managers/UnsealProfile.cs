using IamSorry.Credentials;
using IamSorry.Errors;
using IamSorry.Profiles;
using IamSorry.Reporting;
using IamSorry.Sealing;
using IamSorry.Sealing.Formats;

namespace IamSorry.Managers;

/// <summary>Opens the sealed key of a profile, of either format.</summary>
/// <param name="sealer">Opens the current format.</param>
/// <param name="keyPath">The SSH key file, needed for values of the older tool.</param>
/// <param name="reporter">Hears the warning about the older format.</param>
public sealed class UnsealProfile(ProfileSealer sealer, string keyPath, IReporter reporter)
{
    /// <summary>Opens both fields with one signature.</summary>
    /// <exception cref="UnsealException">They cannot be opened; the message says why.</exception>
    public async Task<AccessKey> RunAsync(string profile, ProfileKeys.Sealed keys, CancellationToken cancellation)
    {
        if (SealedKeyPair.Examine(profile, keys.Id, keys.Secret) != SealingState.Legacy)
        {
            return await sealer.OpenAsync(profile, keys.Id, keys.Secret, cancellation);
        }

        var key = LegacySealing.Open(profile, keyPath, keys.Id, keys.Secret);
        reporter.Warn($"profile '{profile}': {LegacySealing.Weakness}", new("seal it again", new OurCommand.Encrypt(profile)));
        return key;
    }

    /// <summary>The permanent key of a profile: opened where it is sealed, as it stands where it lies in plain text.</summary>
    /// <exception cref="UnsealException">It cannot be opened; the message says why.</exception>
    public async Task<AccessKey> OpenAsync(string profile, ProfileKeys keys, CancellationToken cancellation) => keys switch
    {
        ProfileKeys.Sealed sealedKeys => await RunAsync(profile, sealedKeys, cancellation),
        ProfileKeys.Permanent permanent => permanent.Key,
        _ => throw new ArgumentException("a session, or nothing, is not a permanent key", nameof(keys)),
    };
}
