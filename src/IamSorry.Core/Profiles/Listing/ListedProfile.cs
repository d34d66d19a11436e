namespace IamSorry.Profiles;

/// <summary>One profile, as <see cref="ListProfiles"/> found it. Holds no secret.</summary>
/// <param name="Name">The profile's name.</param>
/// <param name="Kind">Where its credentials come from.</param>
public sealed record ListedProfile(string Name, ProfileKind Kind)
{
    /// <summary>The IAM user, where the profile tells it.</summary>
    public string? Owner { get; init; }

    /// <summary>Whether its permanent keys are sealed; null where it has none.</summary>
    public bool? IsSealed { get; init; }

    /// <summary>
    /// Whether the older tool sealed them: whoever copies the credentials file and the SSH key file opens that, without a
    /// passphrase.
    /// </summary>
    public bool IsOldSeal { get; init; }

    /// <summary>Whether <c>iam-sorry credential-process</c> hands its session out.</summary>
    public bool UsesCredentialProcess { get; init; }

    /// <summary>When its session expires, where the profile tells it.</summary>
    public DateTimeOffset? Expiration { get; init; }

    /// <summary>The region it names.</summary>
    public string? Region { get; init; }

    /// <summary>The role it assumes, or that its sessions are of.</summary>
    public string? RoleArn { get; init; }

    /// <summary>The profile or place whose credentials the role is assumed with.</summary>
    public string? Source { get; init; }

    /// <summary>What limits its sessions to less than the user or the role may do, in words; or null.</summary>
    public string? Limits { get; init; }

    /// <summary>The account of its keys, where they tell it.</summary>
    public string? Account { get; init; }

    /// <summary>Why it is <see cref="ProfileKind.Unreadable"/>.</summary>
    public string? Problem { get; init; }
}
