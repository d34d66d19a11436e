using IamSorry.Credentials;
using IamSorry.Errors;
using IamSorry.Profiles;
using IamSorry.Sealing.Formats;

namespace IamSorry.Doctor;

/// <summary>Keys that do not expire: in plain text, of the older tool, by halves, beside a token that is not theirs.</summary>
internal sealed class PermanentKeysCheck : FilesCheck
{
    public override IEnumerable<Finding> Find(ProfileSnapshot files, DiagnosticContext here)
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
                    SealIt(files, name));
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
                        Or = SealIt(files, name) with
                        {
                            Reason = files.HasKeysInConfigOnly(name)
                            ? files.MoveOutOfConfig(name).Reason : "seal it"
                        },
                    });
                break;
            case { IsSealed: true } when SealedValue.IsLegacy(files.Credentials.Get(name, CredentialFields.AccessKeyId) ?? ""):
                yield return new Finding(
                    Severity.Serious, "legacy-sealing", name, $"profile '{name}': {LegacySealing.Weakness}",
                    new Remedy("seal them again, then rotate the key", new OurCommand.Encrypt(name)));
                break;
        }

        if (StaleToken(files.Credentials, name) || StaleToken(files.Config, name))
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

    private static Remedy SealIt(ProfileSnapshot files, string profile)
    {
        Remedy seal = new OurCommand.Encrypt(profile);
        return files.HasKeysInConfigOnly(profile) ? files.MoveOutOfConfig(profile) with { Then = seal } : seal;
    }

    // the id alone tells a permanent key; both fields are looked at, so that nothing is taken from a session
    private static bool StaleToken(ProfileFile file, string profile)
        => file.Get(profile, CredentialFields.AccessKeyId) is { } id
            && (AccessKey.IsPermanent(id) || SealedValue.IsSealed(id))
            && (Has(file, profile, CredentialFields.SessionToken) || Has(file, profile, CredentialFields.LegacySecurityToken));

    private static void DropToken(ProfileSnapshot files, string profile)
    {
        foreach (var file in new ProfileFile[] { files.Credentials, files.Config }.Where(file => StaleToken(file, profile)))
        {
            file.Remove(profile, CredentialFields.SessionToken);
            file.Remove(profile, CredentialFields.LegacySecurityToken);
            file.Remove(profile, CredentialFields.Expiration);
        }
    }

    private static bool Has(ProfileFile file, string profile, string field) => !string.IsNullOrEmpty(file.Get(profile, field));
}
