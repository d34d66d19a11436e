using IamSorry.Credentials;
using IamSorry.OpenSsh;
using IamSorry.Profiles;
using IamSorry.Sealing.Formats;

namespace IamSorry.Doctor;

/// <summary>Which SSH key a profile's keys are sealed with, told without opening them.</summary>
public static class SealedWith
{
    /// <summary>The key's id; null where the profile is not sealed, or by the older tool, whose values do not tell.</summary>
    public static SshKeyId? Of(ProfileSnapshot files, string profile)
        => SealedValue.TryParse(files.Credentials.Get(profile, CredentialFields.AccessKeyId) ?? "", out var value, out _)
            ? value.KeyId : null;

    /// <summary>Whether the profile's values are of the older tool, whose key is made from every byte of the key file.</summary>
    public static bool IsLegacy(ProfileSnapshot files, string profile)
        => SealedValue.IsLegacy(files.Credentials.Get(profile, CredentialFields.AccessKeyId) ?? "");
}
