using IamSorry.Aws;
using IamSorry.Credentials;
using IamSorry.Errors;
using IamSorry.Managers;
using IamSorry.Policies;
using IamSorry.Profiles;
using IamSorry.Reporting;

namespace IamSorry.Users.Revoking;

/// <summary>What became of a revocation.</summary>
/// <param name="User">The user.</param>
/// <param name="Account">Its account.</param>
/// <param name="Partition">The partition of AWS.</param>
/// <param name="Keys">The access keys that it had.</param>
/// <param name="At">The moment that it is about.</param>
public sealed record Revocation(
    string User, string Account, string Partition, IReadOnlyList<AccessKeySummary> Keys, DateTimeOffset At)
{
    /// <summary>Until when the user is stopped; null where that is left to the admin.</summary>
    public DateTimeOffset? StoppedUntil { get; init; }

    /// <summary>Why it is left to the admin; null where it is not.</summary>
    public RevocationLeft? Left { get; init; }
}

/// <summary>Why a revocation is left to the admin.</summary>
public enum RevocationLeft
{
    /// <summary>The manager's policy does not let it stop anybody.</summary>
    NoRight,

    /// <summary>There is no policy to stop somebody with.</summary>
    NoPolicy,
}

/// <summary>
/// Stops a user of the namespace, where the manager's policy lets it: by a policy that denies everything, and by deleting its
/// keys.
/// Sessions cannot be revoked, but what they may do can be taken away until the last of them is over.
/// </summary>
/// <param name="profiles">Where the state folder and the locks are.</param>
/// <param name="unlock">Opens the manager's key.</param>
/// <param name="aws">IAM and STS.</param>
/// <param name="clock">Tells the time.</param>
/// <param name="reporter">Hears what is done.</param>
public sealed class RevokeUser(
    ProfileStore profiles, UnlockManager unlock, IAwsServices aws, TimeProvider clock, IReporter reporter)
{
    /// <summary>The longest that a session of a user lives.</summary>
    public static readonly TimeSpan LongestSession = TimeSpan.FromHours(36);

    // a deletion of a key, and an attachment, take some time to be known everywhere
    private static readonly TimeSpan Propagation = TimeSpan.FromMinutes(15);

    private static readonly TimeSpan LockTimeout = TimeSpan.FromMinutes(3);

    private readonly RevokedUsers _revoked = new(profiles.Files);

    /// <summary>Stops a user, or finds out what the admin needs to.</summary>
    /// <exception cref="RefusedException">It is not a user of the namespace, or somebody else's.</exception>
    public async Task<Revocation> RunAsync(ManagerProfile profile, string user, CancellationToken cancellation)
    {
        RequireSound(profile, user);
        var manager = await unlock.RunAsync(profile, cancellation);
        manager.Namespace.Require(user);
        var caller = await IdentifyAsync(manager, cancellation);
        using var iam = aws.Iam(manager.Key, manager.Region);

        // a mint that is under way ends first, and its key with it
        using var userLock = await profiles.LockUserAsync(user, LockTimeout, cancellation);
        var found = await iam.FindUserAsync(user, cancellation) ?? throw new IamSorryException(
            $"there is no IAM user '{user}'", new Remedy("see which there are", new OurCommand.List()));
        RequireOwned(found, manager.Namespace);
        var now = clock.GetUtcNow();
        var keys = await iam.ListAccessKeysAsync(found.Name, cancellation);
        var revocation = new Revocation(found.Name, caller.Account, caller.Partition, keys, now);
        var stop = new RevokedUser(caller.Account, found.Name, now, now + LongestSession + Propagation);
        if (await StopAsync(iam, stop, caller.Partition, cancellation) is { } left)
        {
            return revocation with { Left = left };
        }

        reporter.Done($"stopped IAM user '{found.Name}': it is denied everything until its last session is over");
        foreach (var key in keys)
        {
            await iam.DeleteAccessKeyAsync(found.Name, key.Id, cancellation);
            reporter.Done($"deleted access key {AccessKey.Shorten(key.Id)} of '{found.Name}'");
        }

        return revocation with { StoppedUntil = stop.Until };
    }

    /// <summary>Lets a user work again.</summary>
    /// <param name="profile">The manager.</param>
    /// <param name="user">The user.</param>
    /// <param name="early">Asked where sessions of before may still be alive; throws where they are not to come back.</param>
    /// <param name="cancellation">Stops waiting.</param>
    public async Task LiftAsync(
        ManagerProfile profile, string user, Func<TimeSpan, Task> early, CancellationToken cancellation)
    {
        RequireSound(profile, user);
        var manager = await unlock.RunAsync(profile, cancellation);
        manager.Namespace.Require(user);
        var caller = await IdentifyAsync(manager, cancellation);
        if (_revoked.Find(caller.Account, user) is { } noted && noted.Until > clock.GetUtcNow())
        {
            await early(noted.Until - clock.GetUtcNow());
        }

        using var iam = aws.Iam(manager.Key, manager.Region);
        await DetachAsync(iam, caller.Partition, caller.Account, user, cancellation);
        reporter.Done($"IAM user '{user}' can work again");
    }

    /// <summary>
    /// For whoever is about to work for a user: takes off a stop whose time is over, and refuses a user that is stopped still.
    /// </summary>
    /// <param name="revoked">Who is stopped.</param>
    /// <param name="iam">Signed by the manager's key.</param>
    /// <param name="user">The user, as AWS shows it.</param>
    /// <param name="clock">Tells the time.</param>
    /// <param name="reporter">Hears that it can work again.</param>
    /// <param name="cancellation">Stops waiting.</param>
    /// <exception cref="RefusedException">It is stopped: a session of it could do nothing.</exception>
    public static async Task SettleAsync(
        RevokedUsers revoked, IIamGateway iam, IamUser user, TimeProvider clock, IReporter reporter,
            CancellationToken cancellation)
    {
        if (revoked.Read().All(each => !UserNamespace.SameUser(each.User, user.Name)))
        {
            return;
        }

        // users of that name may be in several accounts
        var where = CallerIdentity.Parse(user.Arn);
        if (revoked.Find(where.Account, user.Name) is not { } noted)
        {
            return;
        }

        if (noted.Until > clock.GetUtcNow())
        {
            throw new RefusedException(
                $"IAM user '{noted.User}' was stopped at {noted.Since:u} and is denied everything until {noted.Until:u}, when its "
                + "last session of before is over",
                new Remedy("wait, or use another user; if the stop was a mistake",
                    new OurCommand.RevokeUser(noted.User) { Lift = true }));
        }

        await iam.DetachUserPolicyAsync(noted.User, ManagerExtras.RevokedArn(where.Partition, where.Account), cancellation);
        await revoked.ForgetAsync(where.Account, noted.User, cancellation);
        reporter.Done($"IAM user '{noted.User}' can work again: the last session of before its revocation is over");
    }

    /// <summary>The users that are stopped still, after those whose time is over were let go.</summary>
    public async Task<IReadOnlyList<RevokedUser>> LiftOverAsync(ManagerProfile profile, CancellationToken cancellation)
    {
        var now = clock.GetUtcNow();
        var over = _revoked.Read().Where(each => each.Until <= now).ToList();
        if (over.Count > 0)
        {
            var manager = await unlock.RunAsync(profile, cancellation);
            var caller = await IdentifyAsync(manager, cancellation);
            using var iam = aws.Iam(manager.Key, manager.Region);
            foreach (var each in over.Where(each => each.Account == caller.Account && manager.Namespace.Manages(each.User)))
            {
                await DetachAsync(iam, caller.Partition, each.Account, each.User, cancellation);
                reporter.Done($"IAM user '{each.User}' can work again: the last session of before its revocation is over");
            }
        }

        return _revoked.Read();
    }

    /// <summary>Refuses what can be refused before anybody is asked for anything.</summary>
    /// <exception cref="RefusedException">It is not a user of the namespace.</exception>
    public static void RequireSound(ManagerProfile profile, string user)
    {
        IamUserName.Require(user);
        if (profile.UserName is { } manager)
        {
            UserNamespace.Of(manager).Require(user);
        }
    }

    private static void RequireOwned(IamUser user, UserNamespace space)
    {
        if (user.Owner is { } owner && owner != space.Prefix)
        {
            throw new RefusedException(
                $"IAM user '{user.Name}' is owned by '{owner}', and only its owner's manager or the admin stops it",
                $"ask '{owner}', or your admin");
        }
    }

    private async Task<CallerIdentity> IdentifyAsync(Manager manager, CancellationToken cancellation)
    {
        using var sts = aws.Sts(manager.Key, manager.Region);
        return await sts.GetCallerIdentityAsync(cancellation);
    }

    private async Task<RevocationLeft?> StopAsync(
        IIamGateway iam, RevokedUser stop, string partition, CancellationToken cancellation)
    {
        var before = _revoked.Find(stop.Account, stop.User);
        await _revoked.NoteAsync(stop, cancellation);
        try
        {
            await iam.AttachUserPolicyAsync(stop.User, ManagerExtras.RevokedArn(partition, stop.Account), cancellation);
            return null;
        }
        catch (AwsException error) when (error.IsAccessDenied || error.Code == "NoSuchEntity")
        {
            // nothing was attached now; what was before still is
            if (before is null)
            {
                await _revoked.ForgetAsync(stop.Account, stop.User, cancellation);
            }
            else
            {
                await _revoked.NoteAsync(before, cancellation);
            }

            return error.IsAccessDenied ? RevocationLeft.NoRight : RevocationLeft.NoPolicy;
        }
    }

    private async Task DetachAsync(
        IIamGateway iam, string partition, string account, string user, CancellationToken cancellation)
    {
        try
        {
            await iam.DetachUserPolicyAsync(user, ManagerExtras.RevokedArn(partition, account), cancellation);
        }
        catch (AwsException error) when (error.IsAccessDenied)
        {
            throw error.Explain(
                $"a manager lets a user work again only where its policy says so: {error.Message}",
                new Remedy("ask your admin, who runs", ShellCommand.AwsIam(
                    "detach-user-policy", user, "--policy-arn", ManagerExtras.RevokedArn(partition, account))));
        }

        await _revoked.ForgetAsync(account, user, cancellation);
    }
}
