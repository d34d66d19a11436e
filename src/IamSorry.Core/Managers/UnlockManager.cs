using IamSorry.Aws;
using IamSorry.Credentials;
using IamSorry.Profiles;

namespace IamSorry.Managers;

/// <summary>Opens a manager's key: the one place where it comes out of its seal.</summary>
/// <param name="profiles">Where a name learnt is stored.</param>
/// <param name="unseal">Opens sealed fields.</param>
/// <param name="aws">Asked for the manager's name where the profile does not tell it.</param>
public sealed class UnlockManager(ProfileStore profiles, UnsealProfile unseal, IAwsServices aws)
{
    /// <summary>Opens the key, and learns the manager's name where it is not stored yet.</summary>
    public async Task<Manager> RunAsync(ManagerProfile manager, CancellationToken cancellation)
    {
        var key = manager.Keys switch
        {
            ProfileKeys.Sealed sealedKeys => await unseal.RunAsync(manager.Profile, sealedKeys, cancellation),
            ProfileKeys.Permanent permanent => permanent.Key,
            _ => throw new InvalidOperationException("ManagerProfile.Read lets no other kind through"),
        };
        var name = manager.UserName ?? await LearnNameAsync(manager, key, cancellation);
        return new Manager(manager.Profile, key, UserNamespace.Of(name), manager.Region);
    }

    private async Task<string> LearnNameAsync(ManagerProfile manager, AccessKey key, CancellationToken cancellation)
    {
        using var sts = aws.Sts(key, manager.Region);
        var name = (await sts.GetCallerIdentityAsync(cancellation)).RequireUser();
        _ = UserNamespace.Of(name);
        await profiles.EditAsync(
            files => files.Credentials.Set(manager.Profile, CredentialFields.Owner, name), cancellation);
        return name;
    }
}
