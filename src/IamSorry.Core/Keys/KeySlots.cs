using IamSorry.Aws;
using IamSorry.Errors;
using IamSorry.Profiles;

namespace IamSorry.Keys;

/// <summary>The two access keys that AWS allows a user, as messages tell them.</summary>
internal static class KeySlots
{
    /// <summary>How many keys a user may have.</summary>
    public const int Count = 2;

    /// <summary>Each key in full, which is no secret: state, creation, last use.</summary>
    public static async Task<IReadOnlyList<string>> DescribeAsync(
        IIamGateway iam, IEnumerable<AccessKeySummary> keys, CancellationToken cancellation)
    {
        var texts = new List<string>();
        foreach (var key in keys)
        {
            var use = await iam.GetAccessKeyLastUsedAsync(key.Id, cancellation);
            var lastUsed = use.LastUsed is { } date ? $"last used {date:yyyy-MM-dd} with {use.Service}" : "never used";
            texts.Add($"{key.Id} ({(key.Active ? "active" : "inactive")}, created {key.Created:yyyy-MM-dd}, {lastUsed})");
        }

        return texts;
    }

    /// <summary>Refuses a user who has no room for another key.</summary>
    /// <exception cref="RefusedException">Both slots are taken; names both keys and says which one iam-sorry does not
    /// use.</exception>
    public static async Task RequireFreeAsync(
        IIamGateway iam, IReadOnlyList<AccessKeySummary> keys, ManagerKey own, CancellationToken cancellation)
    {
        if (keys.Count < Count)
        {
            return;
        }

        var others = keys.Where(key => key.Id != own.Key.Id).ToList();
        var (mine, theirs) = (
            await DescribeAsync(iam, keys.Except(others), cancellation), await DescribeAsync(iam, others, cancellation));
        var isStored = own.Stored is not ProfileKeys.None;
        var command = DeleteCommand(own.User, others[0].Id);
        throw new RefusedException(
            $"'{own.User}' has two access keys, as many as AWS allows, so none can be made: iam-sorry uses "
            + $"{string.Join("; ", mine)}, "
            + $"and does not use {string.Join("; ", theirs)}",
            new Remedy("if nobody needs the other one", isStored ? new OurCommand.WithKeysOf(own.Profile, command) : command));
    }

    /// <summary>The command that deletes a key.</summary>
    public static ShellCommand DeleteCommand(string user, string keyId) => ShellCommand.DeleteAccessKey(user, keyId);
}
