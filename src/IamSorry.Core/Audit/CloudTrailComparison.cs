using IamSorry.Credentials;

namespace IamSorry.Audit;

/// <summary>What the audit log and CloudTrail say of each other.</summary>
/// <param name="Found">Records of ours that CloudTrail has.</param>
/// <param name="Missing">Records of ours that it does not have, within the time that its events span.</param>
/// <param name="NotOurs">Events about the namespace that this machine's log does not have.</param>
public sealed record CloudTrailComparison(
    IReadOnlyList<AuditRecord> Found, IReadOnlyList<AuditRecord> Missing, IReadOnlyList<CloudTrailEvent> NotOurs)
{
    // the clocks of this machine and of AWS, and the order in which events arrive
    private static readonly TimeSpan Slack = TimeSpan.FromMinutes(5);

    /// <summary>Compares the two by the ids of the requests.</summary>
    /// <param name="records">The audit log.</param>
    /// <param name="events">CloudTrail's events.</param>
    /// <param name="users">The namespace; null compares no more than our own records.</param>
    public static CloudTrailComparison Of(
        IEnumerable<AuditRecord> records, IReadOnlyList<CloudTrailEvent> events, UserNamespace? users)
    {
        var ids = events.Select(each => each.RequestId).ToHashSet(StringComparer.OrdinalIgnoreCase);
        var (first, last) = (events.Min(each => each.Time) - Slack, events.Max(each => each.Time) + Slack);
        List<AuditRecord> found = [], missing = [];
        HashSet<string> ours = new(StringComparer.OrdinalIgnoreCase);
        foreach (var record in records)
        {
            if (record.RequestId is not { } id)
            {
                // no reply came back: CloudTrail may have it, under an id that nobody here knows
                continue;
            }

            ours.Add(id);
            if (ids.Contains(id))
            {
                found.Add(record);
            }
            else if (record.Time >= first && record.Time <= last)
            {
                missing.Add(record);
            }
        }

        return new CloudTrailComparison(
            found, missing, [.. events.Where(each => IsAbout(each, users) && !ours.Contains(each.RequestId))]);
    }

    private static bool IsAbout(CloudTrailEvent each, UserNamespace? users) => users is not null
        && ((each.User is { } user && users.Manages(user))
            || (each.Caller is { } caller && (users.Manages(caller) || UserNamespace.SameUser(caller, users.Manager))));
}
