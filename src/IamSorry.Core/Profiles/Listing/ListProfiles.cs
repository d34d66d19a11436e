using IamSorry.Credentials;
using IamSorry.Errors;
using IamSorry.Sealing;

namespace IamSorry.Profiles;

/// <summary>What every profile is, told from the files alone: nothing is opened and nobody is asked.</summary>
public static class ListProfiles
{
    private static readonly string[] SingleSignOn = ["sso_session", "sso_start_url", "sso_account_id"];

    /// <summary>Every profile in the order of the files. One that makes no sense is listed as such.</summary>
    /// <param name="files">The files.</param>
    /// <param name="managerProfile">The profile that is the manager's, whether or not its keys are sealed yet.</param>
    public static IReadOnlyList<ListedProfile> Of(ProfileSnapshot files, string managerProfile)
        => [.. files.Names.Select(name => Look(files, name, managerProfile))];

    /// <summary>One profile; null where there is none of this name.</summary>
    /// <param name="files">The files.</param>
    /// <param name="profile">Its name.</param>
    /// <param name="managerProfile">The profile that is the manager's, whether or not its keys are sealed yet.</param>
    public static ListedProfile? Find(ProfileSnapshot files, string profile, string managerProfile)
        => files.Contains(profile) ? Look(files, profile, managerProfile) : null;

    private static ListedProfile Look(ProfileSnapshot files, string name, string managerProfile)
    {
        var owner = Text.NonEmpty(files.KeysOf(name).Get(name, CredentialFields.Owner));
        var profile = new ListedProfile(name, ProfileKind.Empty) { Owner = owner, Region = RegionChoice.OfProfile(files, name) };
        try
        {
            // the order in which the SDKs look: a role and single sign-on win over keys, keys over a process
            if (Field(files, name, "role_arn") is { } role)
            {
                return profile with
                {
                    Kind = ProfileKind.Role,
                    RoleArn = role,
                    Source = Field(files, name, "source_profile") ?? Field(files, name, "credential_source")
                        ?? Field(files, name, "web_identity_token_file"),
                };
            }

            if (SingleSignOn.Any(field => Field(files, name, field) is not null))
            {
                return profile with { Kind = ProfileKind.Sso };
            }

            var handedOut = files.UsesCredentialProcess(name);
            return files.StoredKeys(name) switch
            {
                ProfileKeys.Sealed keys => Sealed(profile, keys),
                ProfileKeys.Permanent
                    => profile with
                    {
                        Kind = IsManager(profile, managerProfile) ? ProfileKind.Manager
                        : ProfileKind.Permanent,
                        IsSealed = false
                    },
                ProfileKeys.Session session
                    => profile with
                    {
                        Kind = ProfileKind.Session,
                        Expiration = session.Expiration,
                        UsesCredentialProcess = handedOut
                    },
                _ when handedOut => profile with { Kind = ProfileKind.Session, UsesCredentialProcess = true },
                _ when ExpiredSecrets.EndOfBare(files.Credentials, name) is { } end
                    => profile with { Kind = ProfileKind.Session, Expiration = end },
                _ => profile with
                {
                    Kind = Field(files, name, CredentialProcessLine.Field) is null ? ProfileKind.Empty
                    : ProfileKind.Process
                },
            };
        }
        catch (IamSorryException error)
        {
            return profile with { Kind = ProfileKind.Unreadable, Problem = error.Message };
        }
    }

    private static ListedProfile Sealed(ListedProfile profile, ProfileKeys.Sealed keys)
    {
        var isOld = SealedKeyPair.Examine(profile.Name, keys.Id, keys.Secret) == SealingState.Legacy;
        return profile with
        {
            Kind = ProfileKind.Manager,
            IsSealed = true,
            IsOldSeal = isOld,
            Owner = keys.Section?.Subject is { User.Length: > 0 } subject ? subject.User : profile.Owner,
        };
    }

    private static bool IsManager(ListedProfile profile, string managerProfile)
        => profile.Name == managerProfile || (profile.Owner is { } owner && UserNamespace.IsManagerName(owner));

    private static string? Field(ProfileSnapshot files, string profile, string field)
        => Text.NonEmpty(files.Credentials.Get(profile, field)) ?? Text.NonEmpty(files.Config.Get(profile, field));
}
