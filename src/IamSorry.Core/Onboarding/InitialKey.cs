using IamSorry.Aws;
using IamSorry.Credentials;
using IamSorry.Errors;
using IamSorry.Profiles;

namespace IamSorry.Onboarding;

/// <summary>The access key that an admin handed over, in the environment: whether it is one, and whose.</summary>
internal static class InitialKey
{
    /// <summary>Takes a permanent key only; offline.</summary>
    /// <exception cref="RefusedException">It is a session's.</exception>
    public static AccessKey RequirePermanent(ProfileKeys keys)
        => keys is ProfileKeys.Permanent { Key: var key } && AccessKey.IsPermanent(key.Id)
            ? key
            : throw new RefusedException(
                "the keys in the environment are temporary (a session token is set, or the id does not begin with AKIA); "
                + "a manager needs a permanent key, because session keys cannot call IAM",
                new Remedy(
                    $"put the permanent key of a manager into {EnvironmentKeys.Id} and {EnvironmentKeys.Secret}, and unset "
                    + $"AWS_SESSION_TOKEN")
                {
                    Or = new("store the manager's keys", ShellCommand.AwsConfigure(ManagerProfile.DefaultName)),
                });

    /// <summary>Asks AWS whose key it is.</summary>
    /// <exception cref="RefusedException">It is of the account's root, an assumed role, a federated user.</exception>
    /// <exception cref="InvalidInputException">The user's name makes no namespace.</exception>
    public static async Task<CallerIdentity> RequireUserAsync(IStsGateway sts, CancellationToken cancellation)
    {
        try
        {
            var caller = await sts.GetCallerIdentityAsync(cancellation);
            _ = UserNamespace.Of(caller.RequireUser());
            return caller;
        }
        catch (AwsException error) when (error.Code == "InvalidClientTokenId")
        {
            throw error.Explain(
                    $"{error.Operation}: AWS does not know the access key in {EnvironmentKeys.Id}: it was deleted or is inactive",
                    new Remedy(null, ShellCommand.Of("unset", EnvironmentKeys.Id, EnvironmentKeys.Secret))
                    {
                        Or = new(
                        "where the manager's keys are in another profile, name it", new OurCommand.Option(
                            OurOption.Profile, "NAME"))
                        {
                            Or = "ask your admin for a new key",
                        },
                    });
        }
    }

    /// <summary>
    /// Refuses the key of somebody who does not look like a manager. The first run deletes the key it takes over, and a key in
    /// the environment may be one that others use: an admin's own, or a build machine's.
    /// </summary>
    /// <exception cref="RefusedException">The user is neither named PREFIX-mgr nor tagged as a manager.</exception>
    public static async Task RequireManagerAsync(IIamGateway iam, string user, CancellationToken cancellation)
    {
        if (!UserNamespace.IsManagerName(user) && !await IsTaggedAsync(iam, user, cancellation))
        {
            throw new RefusedException(
                $"the key in the environment is of '{user}', who is neither named PREFIX-mgr nor tagged with its own name as "
                + $"owner, as managers are; "
                + "the first run replaces and deletes the key it takes over",
                new Remedy($"if '{user}' is a manager", ShellCommand.AwsConfigure(ManagerProfile.DefaultName))
                {
                    Then = new(null, new OurCommand.Encrypt()) { Then = new OurCommand.Rotate() },
                });
        }
    }

    private static async Task<bool> IsTaggedAsync(IIamGateway iam, string user, CancellationToken cancellation)
    {
        try
        {
            return await iam.FindUserAsync(user, cancellation) is { Owner: { } owner } && owner == user;
        }
        catch (AwsException error) when (error.IsAccessDenied)
        {
            return false;
        }
    }
}
