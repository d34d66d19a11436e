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
            var config = SessionConfig.Read(files, name);
            var stored = files.StoredKeys(name);
            profile = stored switch
            {
                ProfileKeys.Session held => OfSession(files, profile, held),
                ProfileKeys.None => OfConfig(profile, config),
                _ => profile,
            };
            return stored switch
            {
                ProfileKeys.Sealed keys => Sealed(profile, keys),
                ProfileKeys.Permanent permanent
                    => profile with
                    {
                        Account = AccessKey.CertainAccountOf(permanent.Key.Id),
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
                _ when config.IsSpecial => profile with { Kind = ProfileKind.Session },
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

    // what there is, whatever the config file has to say of the next one
    private static ListedProfile OfSession(ProfileSnapshot files, ListedProfile profile, ProfileKeys.Session session)
    {
        var mark = SessionMark.Read(files.KeysOf(profile.Name).Get(profile.Name, CredentialFields.Mark), session.Key.Id);
        return profile with
        {
            RoleArn = mark?.RoleArn,
            Source = mark?.RoleArn is null ? null : profile.Owner,
            Limits = mark?.Limits,
            Account = AccessKey.CertainAccountOf(session.Key.Id),
        };
    }

    private static ListedProfile OfConfig(ListedProfile profile, SessionConfig config) => profile with
    {
        RoleArn = config.RoleArn,
        Source = config.RoleArn is null ? null : config.User ?? profile.Owner,
        Limits = config.HasPolicies ? config.ReadOnly == "true" ? "read-only" : "restricted" : null,
        Owner = profile.Owner ?? config.User,
    };

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
