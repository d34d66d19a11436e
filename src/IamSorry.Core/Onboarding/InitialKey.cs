using IamSorry.Aws;
using IamSorry.Credentials;
using IamSorry.Errors;
using IamSorry.Profiles;

namespace IamSorry.Onboarding;

/// <summary>The access key that an admin handed over: whether it is one, and whose.</summary>
/// <param name="source">Where it came from, as messages say it; null: from the environment.</param>
internal sealed class InitialKey(string? source)
{
    private string Where => source ?? "the environment";

    /// <summary>Takes a permanent key only; offline.</summary>
    /// <exception cref="RefusedException">It is a session's.</exception>
    public AccessKey RequirePermanent(ProfileKeys keys)
        => keys is ProfileKeys.Permanent { Key: var key } && AccessKey.IsPermanent(key.Id)
            ? key
            : throw new RefusedException(
                $"the keys in {Where} are temporary (a session token is set, or the id does not begin with AKIA); "
                + "a manager needs a permanent key, because session keys cannot call IAM",
                source is null
                    ? new Remedy("where the admin's key is not there, take it out of the environment", UnsetAll)
                    {
                        Then = new("type the permanent key of a manager", new OurCommand.Setup()),
                    }
                    : new Remedy("give the permanent key of a manager, whose id begins with AKIA"));

    /// <summary>Asks AWS whose key it is.</summary>
    /// <exception cref="RefusedException">It is of the account's root, an assumed role, a federated user.</exception>
    /// <exception cref="InvalidInputException">The user's name makes no namespace.</exception>
    public async Task<CallerIdentity> RequireUserAsync(IStsGateway sts, CancellationToken cancellation)
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
                    $"{error.Operation}: AWS does not know the access key in {source ?? EnvironmentKeys.Id}: it was deleted or "
                    + "is inactive",
                    new Remedy(null, source is null ? ShellCommand.Of("unset", EnvironmentKeys.Id, EnvironmentKeys.Secret)
                        : new OurCommand.Setup())
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
    public async Task RequireManagerAsync(IIamGateway iam, string user, CancellationToken cancellation)
    {
        if (!UserNamespace.IsManagerName(user) && !await IsTaggedAsync(iam, user, cancellation))
        {
            throw new RefusedException(
                $"the key in {Where} is of '{user}', who is neither named PREFIX-mgr nor tagged with its own name as "
                + $"owner, as managers are; "
                + "the first run replaces and deletes the key it takes over",
                new Remedy($"if '{user}' is a manager", ShellCommand.AwsConfigure(ManagerProfile.DefaultName))
                {
                    Then = new(null, new OurCommand.Encrypt()) { Then = new OurCommand.Rotate() },
                });
        }
    }

    private static ShellCommand UnsetAll
        => ShellCommand.Of("unset", EnvironmentKeys.Id, EnvironmentKeys.Secret, "AWS_SESSION_TOKEN");

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
