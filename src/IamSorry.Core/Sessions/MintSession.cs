using IamSorry.Aws;
using IamSorry.Credentials;
using IamSorry.Errors;
using IamSorry.Files;
using IamSorry.Keys;
using IamSorry.Managers;
using IamSorry.Profiles;
using IamSorry.Reporting;
using IamSorry.Users;

namespace IamSorry.Sessions;

/// <summary>
/// Mints a session of a namespace user and writes it to its profile. GetSessionToken only ever returns a session of its caller,
/// so a short-lived key of the user itself calls it; sessions outlive the key that minted them, so no standing key remains.
/// </summary>
public sealed class MintSession(
    ProfileStore profiles, UnlockManager unlock, IAwsServices aws, TimeProvider clock, IReporter reporter)
{
    private static readonly TimeSpan CleanUpPatience = TimeSpan.FromSeconds(20);

    // several runs may queue up for one user, each waiting for its own new key
    private static readonly TimeSpan LockPatience = TimeSpan.FromMinutes(3);

    /// <summary>Runs the request: four AWS calls for an existing user, five for a new one.</summary>
    /// <exception cref="RefusedException">The user is outside the namespace or somebody else's, or the profile must not be overwritten.</exception>
    /// <exception cref="AwsException">AWS refused a call; no key of the user is left behind.</exception>
    public async Task<MintedSession> RunAsync(MintRequest request, CancellationToken cancellation)
    {
        // everything that can be refused offline is, before anybody is asked for a passphrase
        var target = MintTarget.Read(profiles.Read(), request);
        if (target.User is not null && request.Manager.UserName is { } name)
        {
            UserNamespace.Of(name).Require(target.User);
        }

        if (request.KeepWhenFresherThan is null || target.User is not { } known)
        {
            return await UnlockAndMintAsync(request, target, held: null, cancellation);
        }

        // Many may ask at once: the first mints, and the others find its session without a signature of their own, each of which
        // might ask a person (ssh-add -c).
        using var userLock = await profiles.LockUserAsync(known, LockPatience, cancellation);
        return Fresh(request, known) ?? await UnlockAndMintAsync(request, target, userLock, cancellation);
    }

    private async Task<MintedSession> UnlockAndMintAsync(MintRequest request, MintTarget target, FileLock? held, CancellationToken cancellation)
    {
        var manager = await unlock.RunAsync(request.Manager, cancellation);
        using var iam = aws.Iam(manager.Key, manager.Region);
        var user = manager.Namespace.Require(target.User ?? await OwnerOfKeyAsync(iam, target.PermanentKeyId!, cancellation));

        var journal = MintJournal.Of(profiles.Files, manager.Key, manager.Namespace.Manager);
        var key = new ShortLivedKey(iam, journal, clock, reporter);
        await RecoverOthersAsync(journal, key, manager.Namespace, user, cancellation);
        using var userLock = held is null ? await profiles.LockUserAsync(user, LockPatience, cancellation) : null;
        if (held is null && Fresh(request, user) is { } fresh)
        {
            return fresh;
        }

        await key.RecoverAsync(user, cancellation);
        return await MintAsync(request, manager, iam, key, user, cancellation);
    }

    private async Task<MintedSession> MintAsync(
        MintRequest request, Manager manager, IIamGateway iam, ShortLivedKey shortLived, string userName, CancellationToken cancellation)
    {
        var found = await iam.FindUserAsync(userName, cancellation);
        var tags = CreateOwnedUser.Tags(manager.Namespace.Prefix, manager.Namespace.Manager, request.Tags);
        var boundary = request.PermissionsBoundary ?? request.Manager.PermissionsBoundary;
        var (user, isNew) = found is null
            ? await CreateOwnedUser.RunAsync(iam, new NewUser(userName, tags, boundary), cancellation)
            : (found, false);
        RequireOwned(user, manager.Namespace);
        RequireTags(user, request.Tags);
        reporter.Done(isNew ? $"created IAM user '{user.Name}'" : $"found IAM user '{user.Name}'");

        var key = await shortLived.CreateAsync(user, isNew: found is null, cancellation);
        string region;
        Session session;
        try
        {
            region = RegionChoice.OfTarget(profiles.Read(), request.Profile) ?? manager.Region;
            session = await SessionOfAsync(key, user.Name, region, request.Duration, cancellation);
            await WriteAsync(request, user.Name, manager.Region, session, cancellation);
        }
        catch
        {
            await CleanUpAsync(shortLived, user.Name, key, sessionInPlace: false);
            throw;
        }

        // from here on the session is in place and a success; the key must go even if the user presses Ctrl-C now
        await CleanUpAsync(shortLived, user.Name, key, sessionInPlace: true);
        return new MintedSession(request.Profile, user.Name, isNew, region, session, Kept: false);
    }

    private static void RequireOwned(IamUser user, UserNamespace space)
    {
        if (user.Owner is { } owner && owner != space.Prefix)
        {
            throw new RefusedException(
                $"IAM user '{user.Name}' is owned by '{owner}': you can look at it, but only its owner can mint for it",
                $"ask '{owner}', whose manager runs: iam-sorry {ShellQuote.Word(user.Name)}");
        }
    }

    private static void RequireTags(IamUser user, IReadOnlyList<UserTag> tags)
    {
        if (tags.FirstOrDefault(tag => user.Tag(tag.Key) != tag.Value) is { } missing)
        {
            throw new RefusedException(
                $"IAM user '{user.Name}' exists already, without the tag {missing.Key}={missing.Value}: tags are given at creation, and never changed after it",
                "leave --tag out, or choose a new user name");
        }
    }

    private async Task<Session> SessionOfAsync(
        AccessKey key, string user, string region, TimeSpan duration, CancellationToken cancellation)
    {
        using var sts = aws.Sts(key, region);
        return await KeyPropagation.RunAsync(
            () => sts.GetSessionTokenAsync(duration, cancellation), user, clock, reporter, cancellation);
    }

    private async Task WriteAsync(
        MintRequest request, string user, string managerRegion, Session session, CancellationToken cancellation)
    {
        var profile = request.Profile;
        var outcome = await profiles.EditAsync(
            files =>
            {
                var credentials = files.KeysOf(profile);

                // another program may have put a permanent key there since it was looked at
                if (ProfileKeys.Read(credentials, profile) is ProfileKeys.Sealed
                    || (ProfileKeys.Read(credentials, profile) is ProfileKeys.Permanent && !request.Replace))
                {
                    throw new RefusedException(
                        $"another program put a permanent key into profile '{profile}' meanwhile, and a session does not overwrite one",
                        "choose another profile name, and bind it to the user with --user");
                }

                credentials.SetOnly(profile, CredentialFields.AccessKeyId, session.Key.Id);
                credentials.SetOnly(profile, CredentialFields.SecretAccessKey, session.Key.Secret);
                credentials.SetOnly(profile, CredentialFields.SessionToken, session.SessionToken);
                credentials.Set(profile, CredentialFields.Owner, user);
                credentials.Set(profile, CredentialFields.Expiration, ProfileKeys.FormatExpiration(session.Expiration));
                credentials.Remove(profile, CredentialFields.LegacySecurityToken);
                if (!files.Config.Contains(profile))
                {
                    files.Config.Set(profile, CredentialFields.Region, managerRegion);
                }
            },
            cancellation);
        outcome.TellTo(reporter);
    }

    private MintedSession? Fresh(MintRequest request, string user)
    {
        var (files, profile) = (profiles.Read(), request.Profile);
        return ProfileKeys.Read(files.KeysOf(profile), profile) is ProfileKeys.Session { Expiration: { } expiration } session
            && expiration - clock.GetUtcNow() > request.KeepWhenFresherThan
            ? new MintedSession(
                profile,
                user,
                UserCreated: false,
                RegionChoice.OfProfile(files, profile) ?? request.Manager.Region,
                new Session(session.Key, session.SessionToken, expiration),
                Kept: true)
            : null;
    }

    private static async Task<string> OwnerOfKeyAsync(IIamGateway iam, string keyId, CancellationToken cancellation)
        => (await iam.GetAccessKeyLastUsedAsync(keyId, cancellation)).UserName;

    // runs that died for other users
    private async Task RecoverOthersAsync(
        MintJournal journal, ShortLivedKey key, UserNamespace space, string user, CancellationToken cancellation)
    {
        // a journal that somebody tampered with must not make us delete a key of the manager itself, or try one outside the namespace
        foreach (var other in journal.Users().Where(other => space.Manages(other) && !UserNamespace.SameUser(other, user)))
        {
            try
            {
                await RecoverOtherAsync(key, other, cancellation);
            }
            catch (IamSorryException error)
            {
                reporter.Warn($"a key left behind for '{other}' could not be cleaned up: {error.Message}");
            }
        }
    }

    // one that is still at work holds its lock and is left alone
    private async Task RecoverOtherAsync(ShortLivedKey key, string other, CancellationToken cancellation)
    {
        using var userLock = profiles.TryLockUser(other);
        if (userLock is not null)
        {
            await key.RecoverAsync(other, cancellation);
        }
    }

    private async Task CleanUpAsync(ShortLivedKey shortLived, string user, AccessKey key, bool sessionInPlace)
    {
        using var patience = new CancellationTokenSource(CleanUpPatience, clock);
        try
        {
            await shortLived.DeleteAsync(user, key, patience.Token);
        }
        catch (Exception error) when (error is IamSorryException or OperationCanceledException)
        {
            reporter.Warn($"{(sessionInPlace ? "the session is in place, but " : "")}key {key} of '{user}' could not be deleted now; "
                + "it is journaled, and the next run deletes it");
        }
    }
}
