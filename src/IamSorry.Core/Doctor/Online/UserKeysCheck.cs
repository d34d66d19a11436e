using IamSorry.Aws;
using IamSorry.Credentials;
using IamSorry.Errors;
using IamSorry.Profiles;

namespace IamSorry.Doctor;

/// <summary>
/// Whether users that are known here have access keys. Sessions are minted by keys that live for seconds, so a user has none: one
/// that stands was made by hand, or by a thief of the manager's key, for whom it works on after a rotation.
/// </summary>
internal sealed class UserKeysCheck : IOnlineCheck
{
    private const int AtOnce = 8;

    // a run that mints at this moment
    private static readonly TimeSpan Fresh = TimeSpan.FromMinutes(5);

    public async Task<IEnumerable<Finding>> FindAsync(OnlineExamination it, CancellationToken cancellation)
    {
        var (files, users) = (it.Files, UserNamespace.Of(it.ManagerName));
        var findings = new List<Finding>();
        var known = ListProfiles.Of(files, users.Manager)
            .Where(profile => profile.Kind == ProfileKind.Session)
            .Select(profile => files.PinnedUser(profile.Name) ?? profile.Owner ?? profile.Name)
            .Where(user => IamUserName.IsValid(user) && users.Contains(user) && users.Manages(user))
            .Distinct(StringComparer.OrdinalIgnoreCase)
            .Order(StringComparer.Ordinal);
        foreach (var some in known.Chunk(AtOnce))
        {
            var keys = await Task.WhenAll(some.Select(user => KeysOfAsync(it.Iam, user, cancellation)));
            findings.AddRange(some.Zip(keys).SelectMany(each => Of(each.First, each.Second, it.Clock.GetUtcNow())));
        }

        return findings;
    }

    private static async Task<IReadOnlyList<AccessKeySummary>> KeysOfAsync(
        IIamGateway iam, string user, CancellationToken cancellation)
    {
        try
        {
            return await iam.ListAccessKeysAsync(user, cancellation);
        }
        catch (AwsException error) when (error.IsAccessDenied || error.Code == "NoSuchEntity")
        {
            // gone, or somebody else's: whoever mints for it is told
            return [];
        }
    }

    private static IEnumerable<Finding> Of(string user, IReadOnlyList<AccessKeySummary> keys, DateTimeOffset now)
    {
        foreach (var key in keys)
        {
            var age = now - key.Created;
            var isFresh = age < Fresh;
            yield return new Finding(
                isFresh ? Severity.Warning : Severity.Serious, "user-key", user,
                $"'{user}' has the access key {AccessKey.Shorten(key.Id)}, {(key.Active ? "active" : "inactive")}, "
                + $"{(isFresh ? "just made: a run that is minting now, or not yours" : $"{(int)age.TotalDays} days old: not made "
                    + "by iam-sorry, whose keys live for seconds")}",
                new Remedy("if nothing that you know uses it", ShellCommand.DeleteAccessKey(user, key.Id)));
        }
    }
}
