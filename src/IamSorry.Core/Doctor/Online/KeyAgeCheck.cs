using IamSorry.Aws;
using IamSorry.Credentials;
using IamSorry.Errors;

namespace IamSorry.Doctor;

/// <summary>How old the manager's key is, and whether another one exists.</summary>
internal sealed class KeyAgeCheck : IOnlineCheck
{
    private const int MaxDays = 90;

    public async Task<IEnumerable<Finding>> FindAsync(OnlineExamination it, CancellationToken cancellation)
    {
        var manager = it.ManagerName;
        try
        {
            return Of(await it.Iam.ListAccessKeysAsync(manager, cancellation), manager, it.Key.Id, it.Clock.GetUtcNow());
        }
        catch (AwsException error) when (error.IsAccessDenied)
        {
            return
            [
                new Finding(
                    Severity.Warning, "policy-own-keys", manager,
                    $"the policy of '{manager}' does not let it see its own keys, so they cannot be rotated",
                    new Remedy("have the admin attach the current one", new OurCommand.Policy(UserNamespace.PrefixOf(manager)))),
            ];
        }
    }

    private static IEnumerable<Finding> Of(IReadOnlyList<AccessKeySummary> keys, string manager, string keyId, DateTimeOffset now)
    {
        foreach (var key in keys)
        {
            var days = (int)(now - key.Created).TotalDays;
            if (key.Id != keyId)
            {
                yield return new Finding(
                    Severity.Warning, "second-key", manager,
                    $"'{manager}' has a second access key {AccessKey.Shorten(key.Id)}, "
                    + $"{(key.Active ? "active" : "inactive")}, {days} days old: a key nobody needs, which takes the place "
                        + $"that rotation needs",
                    new Remedy("if nothing uses it", ShellCommand.DeleteAccessKey(manager, key.Id)));
            }
            else if (days > MaxDays)
            {
                yield return new Finding(
                    Severity.Warning, "key-age", manager, $"the key of '{manager}' is {days} days old, more than {MaxDays}",
                    new OurCommand.Rotate());
            }
        }
    }
}
