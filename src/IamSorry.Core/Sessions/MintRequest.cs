using IamSorry.Aws;
using IamSorry.Errors;
using IamSorry.Profiles;

namespace IamSorry.Sessions;

/// <summary>What to mint.</summary>
/// <param name="Manager">The manager's profile.</param>
/// <param name="Profile">The profile that gets the session.</param>
public sealed record MintRequest(ManagerProfile Manager, string Profile)
{
    /// <summary>The shortest session iam-sorry mints, in hours.</summary>
    public const int MinHours = 1;

    /// <summary>The longest session AWS gives a user, in hours (GetSessionToken: 129,600 s).</summary>
    public const int MaxHours = 36;

    /// <summary>The IAM user to bind the profile to; null: the one it is bound to already, else the one of its name.</summary>
    public string? User { get; init; }

    /// <summary>How long the session lives.</summary>
    public TimeSpan Duration { get; init; } = TimeSpan.FromHours(MaxHours);

    /// <summary>Whether a permanent key in the profile may be overwritten.</summary>
    public bool Replace { get; init; }

    /// <summary>Tags that the user is created with, beside its owner's.</summary>
    public IReadOnlyList<UserTag> Tags { get; init; } = [];

    /// <summary>The permissions boundary (ARN of a managed policy) that a new user gets; null: the one the manager's profile names, if any.</summary>
    public string? PermissionsBoundary { get; init; }

    /// <summary>When set, a session that has more than this left is kept: somebody else renewed it meanwhile.</summary>
    public TimeSpan? KeepWhenFresherThan { get; init; }

    /// <summary>Returns tags that a user may be created with.</summary>
    /// <exception cref="InvalidInputException">A key is given twice (ignoring case), is one of ours, or there are too many.</exception>
    public static IReadOnlyList<UserTag> RequireTags(IReadOnlyList<UserTag> tags)
    {
        string[] ours = [IamUser.OwnerTag, IamUser.DelegatedByTag];
        if (tags.FirstOrDefault(tag => ours.Any(own => UserTag.SameKey(own, tag.Key))) is { } taken)
        {
            throw new InvalidInputException($"the tag '{taken.Key}' is set by iam-sorry itself", "to hand a user over: iam-sorry USER --chown OWNER");
        }

        if (tags.GroupBy(tag => tag.Key, StringComparer.OrdinalIgnoreCase).FirstOrDefault(group => group.Count() > 1) is { } twice)
        {
            throw new InvalidInputException($"the tag '{twice.Key}' is given twice", "IAM tells tag keys apart by more than upper and lower case");
        }

        return tags.Count + ours.Length <= UserTag.MaxTags
            ? tags
            : throw new InvalidInputException(
                $"{tags.Count} tags are too many", $"IAM allows {UserTag.MaxTags} for a user, of which {ours.Length} are iam-sorry's");
    }

    /// <summary>Hours as a session's duration.</summary>
    /// <exception cref="InvalidInputException">Fewer than 1 or more than 36.</exception>
    public static TimeSpan HoursToDuration(int hours)
        => hours is >= MinHours and <= MaxHours
            ? TimeSpan.FromHours(hours)
            : throw new InvalidInputException(
                $"a session cannot last {hours} hours", $"give whole hours from {MinHours} to {MaxHours}, such as --duration 12");
}

/// <summary>What was minted.</summary>
/// <param name="Profile">The profile written.</param>
/// <param name="User">The IAM user the session is of.</param>
/// <param name="UserCreated">Whether the user was created for it.</param>
/// <param name="Region">The region the profile works in.</param>
/// <param name="Credentials">The session.</param>
/// <param name="Kept">Whether the profile was fresh already, so that nothing was minted.</param>
public sealed record MintedSession(
    string Profile, string User, bool UserCreated, string Region, Credentials.Session Credentials, bool Kept);
