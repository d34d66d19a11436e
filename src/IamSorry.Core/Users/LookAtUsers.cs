using IamSorry.Aws;
using IamSorry.Errors;
using IamSorry.Managers;
using IamSorry.Profiles;

namespace IamSorry.Users;

/// <summary>A user as AWS knows it.</summary>
/// <param name="Name">Its name.</param>
/// <param name="User">The user with its tags; null where there is none.</param>
/// <param name="Keys">Its access keys: a user of a namespace has none but for moments.</param>
/// <param name="Error">Why it could not be looked at; null where it could.</param>
public sealed record SeenUser(string Name, IamUser? User, IReadOnlyList<AccessKeySummary> Keys, IamSorryException? Error);

/// <summary>Looks at users in AWS: their tags, and whether they have keys that should not be there.</summary>
/// <param name="unlock">Opens the manager's key.</param>
/// <param name="aws">Asked.</param>
public sealed class LookAtUsers(UnlockManager unlock, IAwsServices aws)
{
    private const int AtOnce = 8;

    /// <summary>Looks at each; one that may not be looked at does not keep the others.</summary>
    public async Task<IReadOnlyList<SeenUser>> RunAsync(
        ManagerProfile manager, IReadOnlyList<string> names, CancellationToken cancellation)
    {
        if (names.Count == 0)
        {
            return [];
        }

        var opened = await unlock.RunAsync(manager, cancellation);
        using var iam = aws.Iam(opened.Key, opened.Region);
        var seen = new SeenUser[names.Count];
        await Parallel.ForEachAsync(
            Enumerable.Range(0, names.Count),
            new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = cancellation },
            async (i, token) => seen[i] = await LookAsync(iam, names[i], token));
        return seen;
    }

    private static async Task<SeenUser> LookAsync(IIamGateway iam, string name, CancellationToken cancellation)
    {
        try
        {
            var user = await iam.FindUserAsync(name, cancellation);
            var keys = user is null ? [] : await iam.ListAccessKeysAsync(user.Name, cancellation);
            return new SeenUser(name, user, keys, null);
        }
        catch (IamSorryException error)
        {
            return new SeenUser(name, null, [], error);
        }
    }
}
