using IamSorry.Credentials;
using IamSorry.Errors;
using IamSorry.Profiles;
using IamSorry.Sealing;

namespace IamSorry.Managers;

/// <summary>Puts sealed keys into a profile, in place of those that were read from it.</summary>
internal static class SealedProfile
{
    /// <summary>Replaces the keys.</summary>
    /// <param name="credentials">The file being edited.</param>
    /// <param name="profile">The profile.</param>
    /// <param name="expected">What was read from it.</param>
    /// <param name="sealedKeys">What it gets.</param>
    /// <param name="owner">The IAM user, where known.</param>
    /// <param name="again">The command that does it anew.</param>
    /// <exception cref="IamSorryException">Another program put other keys there meanwhile, whose only copy they may
    /// be.</exception>
    public static void Put(
        CredentialsFile credentials, string profile, ProfileKeys expected, SealedKeyPair sealedKeys, string? owner,
        OurCommand again)
    {
        if (ProfileKeys.Read(credentials, profile) != expected)
        {
            throw new IamSorryException(
                $"profile '{profile}' was changed by another program while its keys were being sealed; nothing was written",
                new Remedy("run it again", again));
        }

        // repetitions of the profile or of the field may hold the secret in plain text: they go
        credentials.SetAndDeduplicate(profile, CredentialFields.AccessKeyId, sealedKeys.Id);
        credentials.SetAndDeduplicate(profile, CredentialFields.SecretAccessKey, sealedKeys.Secret);

        if (sealedKeys.Seal is { } seal)
        {
            credentials.SetAndDeduplicate(profile, SealedSection.SealField, seal);
            foreach (var (field, value) in sealedKeys.Others?.AsEnumerable() ?? [])
            {
                credentials.SetAndDeduplicate(profile, field, value);
            }

            RequireWhole(credentials, profile, sealedKeys);
        }
        else
        {
            credentials.Remove(profile, SealedSection.SealField);
        }

        // left behind by a session that was here before; beside a permanent key it only breaks calls
        credentials.Remove(profile, CredentialFields.SessionToken);
        credentials.Remove(profile, CredentialFields.LegacySecurityToken);
        credentials.Remove(profile, CredentialFields.Expiration);
        if (owner is not null)
        {
            credentials.Set(profile, CredentialFields.Owner, owner);
        }
    }

    // a field that is sealed there and not here would open with neither key
    private static void RequireWhole(CredentialsFile credentials, string profile, SealedKeyPair sealedKeys)
    {
        var known = (sealedKeys.Others?.Keys ?? []).Append(CredentialFields.AccessKeyId).Append(CredentialFields.SecretAccessKey);
        if (SealedSectionReader.Read(credentials, profile)?.SealedFields.Select(field => field.Name).Except(known)
            .FirstOrDefault() is { } other)
        {
            throw new IamSorryException(
                $"profile '{profile}' has a sealed field {other} that was sealed apart from these keys; nothing was written",
                $"remove {other} from [{profile}] of the credentials file");
        }
    }

    /// <summary>Whether the profile holds these keys.</summary>
    public static bool Holds(ProfileSnapshot files, string profile, ProfileKeys keys)
        => ProfileKeys.Read(files.Credentials, profile) == keys;
}
