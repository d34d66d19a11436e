using IamSorry.Aws;
using IamSorry.Credentials;
using IamSorry.Errors;
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
        var key = await unseal.OpenAsync(manager.Profile, manager.Keys, cancellation);
        var name = manager.UserName ?? await LearnNameAsync(manager, key, cancellation);
        return new Manager(manager.Profile, key, UserNamespace.Of(name), manager.Region);
    }

    /// <summary>Asks AWS whose key a manager's profile holds.</summary>
    /// <exception cref="RefusedException">It is not an IAM user's, or a user's whose name makes no namespace.</exception>
    internal static async Task<string> AskNameAsync(
        IAwsServices aws, ManagerProfile manager, AccessKey key, CancellationToken cancellation)
    {
        using var sts = aws.Sts(key, manager.Region);
        var name = (await sts.GetCallerIdentityAsync(cancellation)).RequireUser();
        _ = UserNamespace.Of(name);
        return name;
    }

    private async Task<string> LearnNameAsync(ManagerProfile manager, AccessKey key, CancellationToken cancellation)
    {
        var name = await AskNameAsync(aws, manager, key, cancellation);
        await profiles.EditAsync(
            files => files.Credentials.Set(manager.Profile, CredentialFields.Owner, name), cancellation);
        return name;
    }
}
