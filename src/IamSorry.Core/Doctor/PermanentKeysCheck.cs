using IamSorry.Credentials;
using IamSorry.Errors;
using IamSorry.Profiles;
using IamSorry.Sealing.Formats;

namespace IamSorry.Doctor;

/// <summary>Keys that do not expire: in plain text, of the older tool, by halves, beside a token that is not theirs.</summary>
internal static class PermanentKeysCheck
{
    public static IEnumerable<Finding> Find(ProfileSnapshot files, DiagnosticContext here)
    {
        foreach (var profile in ListProfiles.Of(files, here.ManagerProfile))
        {
            foreach (var finding in OfProfile(files, profile))
            {
                yield return finding;
            }
        }
    }

    private static IEnumerable<Finding> OfProfile(ProfileSnapshot files, ListedProfile profile)
    {
        var name = profile.Name;
        switch (profile)
        {
            case { Kind: ProfileKind.Unreadable }:
                yield return new Finding(
                    Severity.Serious, "profile-unreadable", name, profile.Problem!, new Remedy(
                        "put both halves of one key pair there", ShellCommand.AwsConfigure(name)));
                break;
            case { Kind: ProfileKind.Manager, IsSealed: false }:
                yield return new Finding(
                    Severity.Serious, "manager-unsealed", name, $"the keys of manager profile '{name}' lie in plain text",
                    new OurCommand.Encrypt(name));
                break;
            case { IsSealed: false, Name: "default" }:
                yield return new Finding(
                    Severity.Warning, "default-keys", name,
                    "profile 'default' holds a permanent key in plain text: programs that are told of no other profile use "
                    + "it, in preference to what a container's endpoint offers",
                    "give the section a name of its own in the credentials file");
                break;
            case { IsSealed: false }:
                yield return new Finding(
                    Severity.Warning, "key-unsealed", name, $"profile '{name}' holds a permanent key in plain text",
                    new Remedy(
                        "use a session instead, and delete the key in IAM")
                    {
                        Or = new(
                            "seal it", new OurCommand.Encrypt(name))
                    });
                break;
            case { IsSealed: true } when SealedValue.IsLegacy(files.Credentials.Get(name, CredentialFields.AccessKeyId) ?? ""):
                yield return new Finding(
                    Severity.Serious, "legacy-sealing", name, $"profile '{name}': {LegacySealing.Weakness}",
                    new Remedy("seal them again, then rotate the key", new OurCommand.Encrypt(name)));
                break;
        }

        if (StaleToken(files, name))
        {
            yield return new Finding(
                Severity.Serious, "stale-session-token", name,
                $"profile '{name}' holds a permanent key beside the token of an old session, so AWS refuses both",
                new OurCommand.Doctor { Fix = true })
            {
                Fix = new EditFix(
                    $"removed the token of an old session from profile '{name}', which holds a permanent key", edited
                        => DropToken(edited, name)),
            };
        }
    }

    // the id alone tells a permanent key; both fields are looked at, so that nothing is taken from a session
    private static bool StaleToken(ProfileSnapshot files, string profile)
        => files.Credentials.Get(profile, CredentialFields.AccessKeyId) is { } id
            && (AccessKey.IsPermanent(id) || SealedValue.IsSealed(id))
            && (Has(files, profile, CredentialFields.SessionToken) || Has(files, profile, CredentialFields.LegacySecurityToken));

    private static void DropToken(ProfileSnapshot files, string profile)
    {
        files.Credentials.Remove(profile, CredentialFields.SessionToken);
        files.Credentials.Remove(profile, CredentialFields.LegacySecurityToken);
        files.Credentials.Remove(profile, CredentialFields.Expiration);
    }

    private static bool Has(ProfileSnapshot files, string profile, string field)
        => !string.IsNullOrEmpty(files.Credentials.Get(profile, field));
}
