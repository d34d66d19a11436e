using IamSorry.Credentials;
using IamSorry.OpenSsh;
using IamSorry.Profiles;
using IamSorry.Sealing.Formats;
using IamSorry.Sealing.Recipients;

namespace IamSorry.Doctor;

/// <summary>Which SSH key a profile's keys are sealed with, told without opening them.</summary>
public static class SealedWith
{
    /// <summary>
    /// The key's id; null where the profile is not sealed, or by the older tool, whose values do not tell. Of several recipients
    /// it is the configured key, where it is one of them, else the first.
    /// </summary>
    /// <param name="files">The files.</param>
    /// <param name="profile">The profile.</param>
    /// <param name="keyPath">The configured key.</param>
    public static SshKeyId? Of(ProfileSnapshot files, string profile, string keyPath)
    {
        if (SealedValue.TryParse(files.Credentials.Get(profile, CredentialFields.AccessKeyId) ?? "", out var value, out _))
        {
            return value.KeyId;
        }

        if (SealedSectionReader.Read(files.Credentials, profile)?.TryReadHeader(out var header) != true)
        {
            return null;
        }

        var keys = header!.Entries.Select(entry => entry.Recipient.Key?.KeyId).OfType<SshKeyId>().ToList();
        var configured = ConfiguredKey.FindId(keyPath);
        return keys.Find(key => key.Equals(configured)) ?? keys.FirstOrDefault();
    }

    /// <summary>Whether the profile's values are of the older tool, whose key is made from every byte of the key file.</summary>
    public static bool IsLegacy(ProfileSnapshot files, string profile)
        => SealedValue.IsLegacy(files.Credentials.Get(profile, CredentialFields.AccessKeyId) ?? "");
}
