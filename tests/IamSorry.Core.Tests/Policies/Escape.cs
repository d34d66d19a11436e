using IamSorry.LocalAws;

namespace IamSorry.Tests.Policies;

/// <summary>
/// What a manager must never reach, told by comparing the account before and after a call: nothing here knows the policy.
/// </summary>
/// <param name="Manager">The attacker.</param>
/// <param name="Delegates">The owners that it may hand users to.</param>
/// <param name="Boundary">The boundary that every user it creates must have, if any.</param>
internal sealed record Escape(string Manager, IReadOnlyList<string> Delegates, string? Boundary)
{
    /// <summary>The managers whose names the policy, or their <c>owner</c> tag, sets apart.</summary>
    private static readonly string[] Managers = ["alice-mgr", "alice-mgr2", "jimmy-mgr"];

    private static readonly string[] Harmless = [
        "CreateUser", "TagUser", "CreateAccessKey", "UpdateAccessKey", "DeleteAccessKey"];

    /// <summary>What went wrong in a call that was allowed; empty when nothing did.</summary>
    internal IEnumerable<string> In(ApiCall call, IReadOnlyList<AwsUser> before, IReadOnlyList<AwsUser> after)
    {
        var old = before.ToDictionary(user => user.Id, StringComparer.Ordinal);
        var now = after.ToDictionary(user => user.Id, StringComparer.Ordinal);
        return (Harmless.Contains(call.Action, StringComparer.Ordinal) ? [] : (string[])["such a call is never allowed"])
            .Concat(old.Values.Where(user => !now.ContainsKey(user.Id)).Select(user => $"{user.Name} is gone"))
            .Concat(now.Values.Where(user => !old.ContainsKey(user.Id)).SelectMany(OfNew))
            .Concat(now.Values.Where(user => old.ContainsKey(user.Id) && user != old[user.Id]).SelectMany(
                user => OfChange(old[user.Id], user)));
    }

    private static string? Owner(AwsUser user) => user.Tags.GetValueOrDefault("owner");

    private static bool Within(string prefix, AwsUser user)
        => user.Path == "/" && (user.Name == prefix || user.Name.StartsWith(prefix + "-", StringComparison.Ordinal));

    private static bool SameTags(AwsUser one, AwsUser other) => one.Tags.SequenceEqual(other.Tags);

    private IEnumerable<string> OfNew(AwsUser user)
    {
        if (!IsOwnedByItsNamespace(user, []))
        {
            yield return $"{user.Arn} was created with tags {Text(user)}";
        }

        if (user.PermissionsBoundary != Boundary && Boundary is not null)
        {
            yield return $"{user.Name} was created with boundary {user.PermissionsBoundary ?? "none"}";
        }
    }

    private IEnumerable<string> OfChange(AwsUser before, AwsUser after)
    {
        if (!before.Keys.SequenceEqual(after.Keys) && !MayHaveKeysOf(before))
        {
            yield return $"keys of {before.Arn} with tags {Text(before)} were touched";
        }

        if (!SameTags(before, after) && (Owner(before) is not null || !IsOwnedByItsNamespace(after, before.Tags.Keys)))
        {
            yield return $"tags of {before.Arn} were {Text(before)}, are {Text(after)}";
        }

        // every other property, those that are yet to be added included
        if (before with { Keys = after.Keys, Tags = after.Tags } != after)
        {
            yield return $"{before.Arn} was changed into {after}";
        }
    }

    private bool MayHaveKeysOf(AwsUser user) => user.Name == Manager
        || (Within("alice", user) && !Managers.Contains(user.Name, StringComparer.Ordinal) && Owner(user) is null or "alice");

    /// <summary>
    /// It is alice's, or handed over with exactly two tags more than it had; it is no manager; and who did it is on record.
    /// </summary>
    private bool IsOwnedByItsNamespace(AwsUser user, IEnumerable<string> tagsBefore)
    {
        var owner = Owner(user);
        var allowed = owner == "alice" || (Delegates.Contains(owner, StringComparer.Ordinal)
            && user.Tags.Keys.Except(
                [.. tagsBefore, "owner", "delegated-by"], StringComparer.OrdinalIgnoreCase).FirstOrDefault() is null);
        return allowed && Within(owner!, user) && !Managers.Contains(user.Name, StringComparer.Ordinal)
            && user.Tags.GetValueOrDefault("delegated-by") == Manager;
    }

    private static string Text(AwsUser user) => $"[{string.Join(", ", user.Tags.Select(tag => $"{tag.Key}={tag.Value}"))}]";
}
