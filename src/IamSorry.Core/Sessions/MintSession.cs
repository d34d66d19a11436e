using IamSorry.Aws;
using IamSorry.Credentials;
using IamSorry.Errors;
using IamSorry.Files;
using IamSorry.Keys;
using IamSorry.Managers;
using IamSorry.Profiles;
using IamSorry.Reporting;
using IamSorry.Sessions.Issuers;
using IamSorry.Users;
using IamSorry.Users.Revoking;

namespace IamSorry.Sessions;

/// <summary>
/// Mints a session of a namespace user and writes it to its profile. The call to STS is the issuer's; what this does is the same
/// for each of them that is signed by a key of the user: it makes one that lives only as long as that takes. Sessions outlive the
/// key that minted them, so no standing key remains.
/// </summary>
public sealed class MintSession(
    ProfileStore profiles, UnlockManager unlock, IAwsServices aws, TimeProvider clock, IReporter reporter)
{
    /// <summary>How long a run that ends waits for its key to be deleted; the journal keeps the rest for the next one.</summary>
    public static readonly TimeSpan CleanUpLimit = TimeSpan.FromSeconds(15);

    // several runs may queue up for one user, each waiting for its own new key
    private static readonly TimeSpan LockTimeout = TimeSpan.FromMinutes(3);

    /// <summary>The only account whose sessions are minted; null: any.</summary>
    public ExpectedAccount? Expected { get; init; }

    private readonly PremiseProof _premise = new(profiles, () => aws, clock, reporter);

    /// <summary>Runs the request: four AWS calls for an existing user, five for a new one.</summary>
    /// <param name="files">The files as the request was made from them.</param>
    /// <param name="request">What to mint.</param>
    /// <param name="cancellation">Stops waiting; what was begun is cleaned up.</param>
    /// <exception cref="RefusedException">The user is outside the namespace or somebody else's, or the profile must not be
    /// overwritten.</exception>
    /// <exception cref="AwsException">AWS refused a call; no key of the user is left behind.</exception>
    public async Task<Session> RunAsync(ProfileSnapshot files, MintRequest request, CancellationToken cancellation)
    {
        // everything that can be refused offline is, before anybody is asked for a passphrase
        var target = MintTarget.Read(files, request);
        if (request.Issuer.Mark?.RoleArn is { } role)
        {
            // it tells its account before anything is asked, and need not be of the manager's
            Expected?.RequireRole(role);
        }

        if (target.User is not null && request.Manager.UserName is { } name)
        {
            UserNamespace.Of(name).Require(target.User);
        }

        if (request.Renewal is not { } rule || target.User is not { } known)
        {
            return await UnlockAndMintAsync(request, target, held: null, cancellation);
        }

        // Many may ask at once: the first mints, and the others find its session without a signature of their own, each of which
        // might ask a person (ssh-add -c).
        using var userLock = await profiles.LockUserAsync(known, LockTimeout, cancellation);
        return MintedMeanwhile(request, rule, known) ?? await UnlockAndMintAsync(request, target, userLock, cancellation);
    }

    private async Task<Session> UnlockAndMintAsync(
        MintRequest request, MintTarget target, FileLock? held, CancellationToken cancellation)
    {
        var manager = request.Opened ?? await unlock.RunAsync(request.Manager, cancellation);
        RequireExpectedManager(request.Issuer, manager);
        using var iam = aws.Iam(manager.Key, manager.Region);
        var user = manager.Namespace.Require(target.User ?? await OwnerOfKeyAsync(iam, target.PermanentKeyId!, cancellation));

        var journal = MintJournal.Of(profiles.Files, manager.Key, manager.Namespace.Manager);
        var key = new ShortLivedKey(iam, journal, clock, reporter);
        await RecoverOthersAsync(journal, key, manager.Namespace, user, cancellation);
        using var userLock = held is null ? await profiles.LockUserAsync(user, LockTimeout, cancellation) : null;
        if (held is null && request.Renewal is { } rule && MintedMeanwhile(request, rule, user) is { } fresh)
        {
            return fresh;
        }

        await key.RecoverAsync(user, cancellation);
        return await MintAsync(request, target, manager, iam, key, user, cancellation);
    }

    private async Task<Session> MintAsync(
        MintRequest request, MintTarget target, Manager manager, IIamGateway iam, ShortLivedKey shortLived, string userName,
        CancellationToken cancellation)
    {
        var region = target.Region ?? manager.Region;
        aws.PrepareSts(region);
        var found = await iam.FindUserAsync(userName, cancellation);
        if (found is null && request.BeforeCreating is { } ask)
        {
            await ask(userName, cancellation);
        }

        var tags = CreateOwnedUser.Tags(manager.Namespace.Prefix, manager.Namespace.Manager, request.Tags);
        var (user, isNew) = found is null
            ? await CreateOwnedUser.RunAsync(iam, new NewUser(userName, tags, request.Manager.PermissionsBoundary), cancellation)
            : (found, false);
        RequireOwned(user, manager.Namespace);
        await RevokeUser.SettleAsync(new RevokedUsers(profiles.Files), iam, user, clock, reporter, cancellation);
        RequireTags(user, request.Tags);
        reporter.Done(isNew ? $"created IAM user '{user.Name}'" : $"found IAM user '{user.Name}'");
        if (isNew)
        {
            TellNoPermissions(user.Name, manager.Namespace.Prefix);
        }

        var key = await shortLived.CreateAsync(user, isNew: found is null, cancellation);
        Session session;
        try
        {
            var issued = await IssueAsync(request.Issuer, key, user, region, cancellation);
            session = issued with { User = user.Name, Region = region, Mark = request.Issuer.Mark };
            await WriteAsync(request, manager.Region, RequireExpected(session), cancellation);
        }
        catch
        {
            await CleanUpAsync(shortLived, user.Name, key, sessionInPlace: false);
            throw;
        }

        // from here on the session is in place and a success; the key must go even if the user presses Ctrl-C now
        if (await CleanUpAsync(shortLived, user.Name, key, sessionInPlace: true))
        {
            _premise.KeyDeleted(session, request.Issuer.Kind);
        }

        return session;
    }

    private void RequireExpectedManager(ISessionIssuer issuer, Manager manager)
    {
        if (issuer.Mark?.RoleArn is null && AccessKey.CertainAccountOf(manager.Key.Id) is { } account)
        {
            Expected?.Require(account, $"the manager of profile '{manager.Profile}'");
        }
    }

    private void TellNoPermissions(string user, string prefix) => reporter.Report(new Notice(
        NoticeKind.Plain,
        $"'{user}' has no permissions yet: your admin attaches a policy to it",
        new("for Amazon Bedrock", new OurCommand.Policy(prefix) { Kind = "bedrock" })));

    private static void RequireOwned(IamUser user, UserNamespace space)
    {
        if (user.Owner is { } owner && owner != space.Prefix)
        {
            throw new RefusedException(
                $"IAM user '{user.Name}' is owned by '{owner}': you can look at it, but only its owner can mint for it",
                new Remedy($"ask '{owner}', whose manager runs", new OurCommand.Mint(user.Name)));
        }
    }

    private static void RequireTags(IamUser user, IReadOnlyList<UserTag> tags)
    {
        if (tags.FirstOrDefault(tag => user.Tag(tag.Key) != tag.Value) is { } missing)
        {
            throw new RefusedException(
                $"IAM user '{user.Name}' exists already, without the tag {missing.Key}={missing.Value}: tags are given at "
                + $"creation, and never changed after it",
                "leave the tags out, or choose a new user name");
        }
    }

    // that the key is new is known here, and what is asked of STS to the issuer
    private async Task<Session> IssueAsync(
        ISessionIssuer issuer, AccessKey key, IamUser user, string region, CancellationToken cancellation)
    {
        using var sts = aws.Sts(key, region);
        var session = await KeyPropagation.RunAsync(
            () => issuer.IssueAsync(sts, user, cancellation), user.Name, clock, reporter, cancellation);
        return RenewalRule.RequireNotOver(session, clock.GetUtcNow());
    }

    private async Task WriteAsync(MintRequest request, string managerRegion, Session session, CancellationToken cancellation)
    {
        var profile = request.Profile;
        await profiles.EditAsync(
            files =>
            {
                if (request.Variant is { } variant)
                {
                    WriteVariant(files, profile, variant, session);
                    return;
                }

                // another program may have put a permanent key there since it was looked at
                var keys = files.StoredKeys(profile);
                if (keys is ProfileKeys.Sealed || (keys is ProfileKeys.Permanent && !request.Replace))
                {
                    throw new RefusedException(
                        $"another program put a permanent key into profile '{profile}' meanwhile, and a session does not "
                        + $"overwrite one",
                        new Remedy(
                            "choose another profile name, and bind it to the user", new OurCommand.Mint(
                                "PROFILE")
                            { User = "USER" }));
                }

                SessionFields.Write(files.KeysOf(profile), profile, session);
                Configure(files, request, session);
                if (RegionChoice.OfProfile(files, profile) is null)
                {
                    files.Config.Set(profile, CredentialFields.Region, managerRegion);
                }
            },
            cancellation);
    }

    private void WriteVariant(ProfileSnapshot files, string profile, string variant, Session session)
    {
        SessionPlace.RemoveVariants(files, profile, clock.GetUtcNow());
        var (file, section) = SessionPlace.Of(files, profile, variant);
        SessionFields.Write(file, section, session);
        file.SetAndDeduplicate(section, CredentialFields.Region, session.Region!);
    }

    // with the session, so that neither stands there without the other
    private static void Configure(ProfileSnapshot files, MintRequest request, Session session)
    {
        if (request.Configure is { } config)
        {
            (config.RoleArn is null ? config : config with { User = session.User }).Write(files.Config, request.Profile);
            SessionPlace.RemoveVariants(files, request.Profile);
        }

        if (request.Region is { } region)
        {
            files.Config.SetAndDeduplicate(request.Profile, CredentialFields.Region, region);
        }
    }

    private Session? MintedMeanwhile(MintRequest request, RenewalRule rule, string user)
        => SessionFields.Read(profiles.Read(), request.Profile, request.Variant, request.Issuer.Mark)
            is { Expiration: not null } session
            && PinnedUser.IsOf(session.User, user) && !rule.IsDue(session, clock.GetUtcNow())
            ? RequireExpected(session with { User = user, Region = session.Region ?? request.Manager.Region })
            : null;

    private Session RequireExpected(Session session)
    {
        Expected?.Require(session.Account, "the session");
        return session;
    }

    private static async Task<string> OwnerOfKeyAsync(IIamGateway iam, string keyId, CancellationToken cancellation)
        => (await iam.GetAccessKeyLastUsedAsync(keyId, cancellation)).UserName;

    // runs that died for other users
    private async Task RecoverOthersAsync(
        MintJournal journal, ShortLivedKey key, UserNamespace space, string user, CancellationToken cancellation)
    {
        // a journal that somebody tampered with must not make us delete a key of the manager itself, or try one outside the
        // namespace
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

    private async Task<bool> CleanUpAsync(ShortLivedKey shortLived, string user, AccessKey key, bool sessionInPlace)
    {
        using var patience = new CancellationTokenSource(CleanUpLimit, clock);
        try
        {
            await shortLived.DeleteAsync(user, key, patience.Token);
            return true;
        }
        catch (Exception error) when (error is IamSorryException or OperationCanceledException)
        {
            reporter.Warn(
                $"{(sessionInPlace ? "the session is in place, but " : "")}key {key} of '{user}' could not be deleted now; "
                + "it is journaled, and the next run deletes it");
            return false;
        }
    }
}
