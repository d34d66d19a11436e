using IamSorry.Credentials;
using IamSorry.Errors;
using IamSorry.Profiles;
using IamSorry.Workflows;

namespace IamSorry.Diagnosis;

/// <summary>Keys in the credentials file win over <c>credential_process</c>, which is then never called.</summary>
internal static class ShadowedProcesses
{
    private static readonly string[] SessionFields =
    [
        CredentialFields.AccessKeyId, CredentialFields.SecretAccessKey, CredentialFields.SessionToken, CredentialFields.LegacySecurityToken,
        CredentialFields.Expiration, CredentialFields.Owner,
    ];

    public static IEnumerable<Finding> Find(ProfileSnapshot files)
    {
        foreach (var profile in files.Config.Names)
        {
            if (string.IsNullOrEmpty(files.Config.Get(profile, CredentialProcessLine.Field)) || KeysIn(files.Credentials, profile) is not { } keys || keys is ProfileKeys.None)
            {
                continue;
            }

            var isOurs = files.HandsOut(profile) && keys is ProfileKeys.Session;
            yield return new Finding(
                Severity.Serious, "keys-shadow-process", profile,
                $"profile '{profile}' has keys in the credentials file, which win over its credential_process: it is never called",
                isOurs ? "iam-sorry --fix-profiles" : $"take the keys of [{profile}] out of the credentials file, or the credential_process out of the config file")
            {
                Fix = isOurs ? new EditFix($"the session of profile '{profile}' no longer lies where it wins over credential_process", edited => Move(edited, profile)) : null,
            };
        }
    }

    // the session that lives longer stays: moving the older one would throw away the better
    private static void Move(ProfileSnapshot files, string profile)
    {
        if (!files.HandsOut(profile) || KeysIn(files.Credentials, profile) is not ProfileKeys.Session session)
        {
            return;
        }

        if (KeysIn(files.Sessions, profile) is not ProfileKeys.Session kept || session.Expiration > kept.Expiration)
        {
            foreach (var field in SessionFields)
            {
                if (files.Credentials.Get(profile, field) is { Length: > 0 } value)
                {
                    files.Sessions.SetOnly(profile, field, value);
                }
                else
                {
                    files.Sessions.Remove(profile, field);
                }
            }
        }

        foreach (var field in SessionFields)
        {
            files.Credentials.Remove(profile, field);
        }

        if (files.Credentials.Fields(profile).Count == 0)
        {
            files.Credentials.RemoveProfile(profile);
        }
    }

    private static ProfileKeys? KeysIn(CredentialsFile file, string profile)
    {
        try
        {
            return ProfileKeys.Read(file, profile);
        }
        catch (IamSorryException)
        {
            return null;
        }
    }
}
