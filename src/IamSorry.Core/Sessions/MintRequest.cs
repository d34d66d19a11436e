using IamSorry.Aws;
using IamSorry.Errors;
using IamSorry.Managers;
using IamSorry.Profiles;
using IamSorry.Sessions.Issuers;

namespace IamSorry.Sessions;

/// <summary>What to mint.</summary>
/// <param name="Manager">The manager's profile.</param>
/// <param name="Profile">The profile that gets the session.</param>
public sealed record MintRequest(ManagerProfile Manager, string Profile)
{
    /// <summary>The IAM user to bind the profile to; null: the one it is bound to already, else the one of its name.</summary>
    public string? User { get; init; }

    /// <summary>How the session is got; the longest of the user's own unless set.</summary>
    public ISessionIssuer Issuer { get; init; } = UserSession.Longest;

    /// <summary>As <see cref="SessionRequest.Variant"/>.</summary>
    public string? Variant { get; init; }

    /// <summary>What the config file is to say of the profile from now on, written with the session; null: what it
    /// says.</summary>
    public SessionConfig? Configure { get; init; }

    /// <summary>The region that the profile gets; null: its own, else the manager's.</summary>
    public string? Region { get; init; }

    /// <summary>Whether a permanent key in the profile may be overwritten.</summary>
    public bool Replace { get; init; }

    /// <summary>Tags that the user is created with, beside its owner's.</summary>
    public IReadOnlyList<UserTag> Tags { get; init; } = [];

    /// <summary>
    /// Told the name of a user that is about to be created, and may refuse by an exception; nothing was done by then.
    /// </summary>
    public Func<string, CancellationToken, Task>? BeforeCreating { get; init; }

    /// <summary>When set, a session that is not due by it is kept: somebody else renewed it meanwhile.</summary>
    public RenewalRule? Renewal { get; init; }

    /// <summary>The manager, where it is open already: many sessions cost one signature.</summary>
    public Manager? Opened { get; init; }

    /// <summary>Returns tags that a user may be created with.</summary>
    /// <exception cref="InvalidInputException">A key is given twice (ignoring case), is one of ours, or there are too
    /// many.</exception>
    public static IReadOnlyList<UserTag> RequireTags(IReadOnlyList<UserTag> tags)
    {
        string[] ours = [IamUser.OwnerTag, IamUser.DelegatedByTag];
        if (tags.FirstOrDefault(tag => ours.Any(own => UserTag.SameKey(own, tag.Key))) is { } taken)
        {
            throw new InvalidInputException(
                $"the tag '{taken.Key}' is set by iam-sorry itself", new Remedy(
                    "to delegate a user", new OurCommand.Delegate("USER", "OWNER")));
        }

        if (tags.GroupBy(tag => tag.Key, StringComparer.OrdinalIgnoreCase).FirstOrDefault(
            group => group.Count() > 1) is { } twice)
        {
            throw new InvalidInputException(
                $"the tag '{twice.Key}' is given twice", "IAM tells tag keys apart by more than upper and lower case");
        }

        return tags.Count + ours.Length <= UserTag.MaxTags
            ? tags
            : throw new InvalidInputException(
                $"{tags.Count} tags are too many",
                $"IAM allows {UserTag.MaxTags} for a user, of which {ours.Length} are iam-sorry's");
    }
}
