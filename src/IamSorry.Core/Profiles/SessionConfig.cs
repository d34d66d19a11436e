using IamSorry.Errors;

namespace IamSorry.Profiles;

/// <summary>
/// What the config file says of how a profile's sessions are got: the fields that <c>grant</c>, <c>configure</c> and <c>mint</c>
/// write. As they stand there; what they mean is decided where a session is asked for. Holds no secret.
/// </summary>
public sealed record SessionConfig
{
    private const string RoleArnField = "iam_sorry_role_arn";
    private const string ExternalIdField = "iam_sorry_external_id";
    private const string UserField = "iam_sorry_user";
    private const string DurationField = "iam_sorry_duration";
    private const string SessionNameField = "iam_sorry_session_name";
    private const string SourceIdentityField = "iam_sorry_source_identity";
    private const string PolicyArnsField = "iam_sorry_policy_arns";
    private const string PolicyField = "iam_sorry_policy";
    private const string ReadOnlyField = "iam_sorry_read_only";
    private const string SourceField = "iam_sorry_source";

    private static readonly string[] Fields =
    [
        RoleArnField, ExternalIdField, UserField, DurationField, SessionNameField, SourceIdentityField, PolicyArnsField,
        PolicyField, ReadOnlyField, SourceField,
    ];

    /// <summary>Where nothing is said: sessions of a user with all of its rights.</summary>
    public static SessionConfig None { get; } = new();

    /// <summary>The role whose sessions the profile gets.</summary>
    public string? RoleArn { get; init; }

    /// <summary>What the role's trust policy asks for.</summary>
    public string? ExternalId { get; init; }

    /// <summary>The IAM user that the profile is bound to.</summary>
    public string? User { get; init; }

    /// <summary>How long a session lives.</summary>
    public string? Duration { get; init; }

    /// <summary>The name of the role's sessions.</summary>
    public string? SessionName { get; init; }

    /// <summary>The source identity of the role's sessions.</summary>
    public string? SourceIdentity { get; init; }

    /// <summary>ARNs of session policies, separated by blanks.</summary>
    public string? PolicyArns { get; init; }

    /// <summary>An inline session policy.</summary>
    public string? Policy { get; init; }

    /// <summary>Whether nothing but reading is allowed: <c>true</c>.</summary>
    public string? ReadOnly { get; init; }

    /// <summary>What assumes the role; a user's short-lived key where nothing is said.</summary>
    public string? Source { get; init; }

    /// <summary>Whether anything limits the sessions.</summary>
    public bool HasPolicies => (PolicyArns ?? Policy ?? ReadOnly) is not null;

    /// <summary>Whether its sessions are of another kind than a user's with all of its rights.</summary>
    public bool IsSpecial => RoleArn is not null || HasPolicies;

    /// <summary>What the config file says of a profile.</summary>
    public static SessionConfig Read(ProfileSnapshot files, string profile)
    {
        return files.Config.Contains(profile)
            ? new SessionConfig
            {
                RoleArn = Value(RoleArnField),
                ExternalId = Value(ExternalIdField),
                User = Value(UserField),
                Duration = Value(DurationField),
                SessionName = Value(SessionNameField),
                SourceIdentity = Value(SourceIdentityField),
                PolicyArns = Value(PolicyArnsField),
                Policy = Value(PolicyField),
                ReadOnly = Value(ReadOnlyField),
                Source = Value(SourceField),
            }
            : None;

        string? Value(string field) => Text.NonEmpty(files.Config.Get(profile, field));
    }

    /// <summary>Writes it in place of what the profile's section says of it.</summary>
    /// <exception cref="InvalidInputException">A value cannot be written.</exception>
    public void Write(ConfigFile config, string profile)
    {
        foreach (var (field, value) in Fields.Zip(
            new[]
            {
                RoleArn, ExternalId, User, Duration, SessionName, SourceIdentity, PolicyArns, Policy, ReadOnly, Source,
            }))
        {
            if (value is not null)
            {
                config.SetAndDeduplicate(profile, field, value);
            }
            else
            {
                config.Remove(profile, field);
            }
        }
    }

    /// <summary>Takes it out, and the section where nothing else is in it; says whether there was anything.</summary>
    public static bool Remove(ConfigFile config, string profile)
    {
        var removed = false;
        foreach (var field in Fields)
        {
            removed |= config.Remove(profile, field);
        }

        if (removed && config.Fields(profile).Count == 0)
        {
            config.RemoveProfile(profile);
        }

        return removed;
    }
}
