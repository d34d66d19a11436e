using IamSorry.Aws;
using IamSorry.Credentials;
using IamSorry.Errors;
using IamSorry.Profiles;
using IamSorry.Reporting;

namespace IamSorry.Sessions;

/// <summary>
/// The premise of keyless users: a session outlives the key that made it. AWS documents no promise of it, so it is proved where
/// it is used: for each account and kind of session, the first one handed out when its key has been gone for a minute (a deleted
/// key works on for seconds) is asked whose it is, once, and what was seen is remembered.
/// </summary>
/// <param name="profiles">Where a session lies that has ended.</param>
/// <param name="aws">Asked; made only where there is something to ask.</param>
/// <param name="clock">Tells when a deletion is known everywhere.</param>
/// <param name="reporter">Hears what could not be written.</param>
public sealed class PremiseProof(ProfileStore profiles, Func<IAwsServices> aws, TimeProvider clock, IReporter reporter)
{
    private static readonly TimeSpan Settled = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(6);
    private static readonly TimeSpan PauseWithoutAnswer = TimeSpan.FromMinutes(10);

    /// <summary>Notes that the key of a new session is deleted, unless it is known already that such sessions live on.</summary>
    public void KeyDeleted(Session session, string kind) => Guard(() =>
    {
        if (session is not { Account: { } account, User: { } user, Region: { } region })
        {
            return;
        }

        var file = new PremiseFile(profiles.Files, account, kind);
        switch (file.Outcome)
        {
            case { Holds: true }:
                return;
            case { Seen: var seen }:
                reporter.Warn(
                    $"in account {account} a session ended with its key on {seen:yyyy-MM-dd}; this one is tried when its key "
                    + "has been gone for a minute");
                break;
        }

        file.Trial = new PremiseTrial(session.Key.Id, user, region, clock.GetUtcNow());
    });

    /// <summary>Tries a session that is about to be handed out, where that is due.</summary>
    /// <param name="request">Where it lies, and how it was got.</param>
    /// <param name="session">The session.</param>
    /// <param name="cancellation">Stops waiting.</param>
    /// <exception cref="IamSorryException">It has ended with its key. It is no longer in the profile.</exception>
    public async Task CheckAsync(SessionRequest request, Session session, CancellationToken cancellation)
    {
        if (session.Account is not { } account || DueTrial(account, session, request.Issuer.Kind) is not var (file, trial))
        {
            return;
        }

        switch (await WorksAsync(session, trial, cancellation))
        {
            case null:
                // without AWS there is nothing to learn, and the session may be what works once it is back
                Guard(() => file.Trial = trial with { Asked = clock.GetUtcNow() });
                return;
            case var holds:
                Guard(() =>
                {
                    file.Outcome = new PremiseOutcome(holds.Value, clock.GetUtcNow());
                    file.Trial = null;
                });
                if (!holds.Value)
                {
                    throw Ended(request.Profile, trial, await RemoveAsync(request, session, cancellation));
                }

                return;
        }
    }

    private (PremiseFile File, PremiseTrial Trial)? DueTrial(string account, Session session, string kind)
    {
        (PremiseFile, PremiseTrial)? due = null;
        Guard(() =>
        {
            var file = new PremiseFile(profiles.Files, account, kind);
            var now = clock.GetUtcNow();
            if (file.MayTry(session.Key) && file.Trial is { } trial && trial.Session == session.Key.Id
                && now - trial.Deleted >= Settled
                && !(trial.Asked is { } asked && now - asked < PauseWithoutAnswer))
            {
                due = (file, trial);
            }
        });
        return due;
    }

    // null where AWS does not say
    private async Task<bool?> WorksAsync(Session session, PremiseTrial trial, CancellationToken cancellation)
    {
        using var patience = new CancellationTokenSource(Patience, clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellation, patience.Token);
        try
        {
            using var sts = aws().Sts(session.Key, trial.Region, session.Token);
            _ = await sts.GetCallerIdentityAsync(either.Token);
            return true;
        }
        catch (AwsException error) when (error.Code is "InvalidClientTokenId" or "UnrecognizedClientException")
        {
            return false;
        }
        catch (Exception error) when (
            error is IamSorryException || (error is OperationCanceledException && !cancellation.IsCancellationRequested))
        {
            return null;
        }
    }

    private async Task<bool> RemoveAsync(SessionRequest request, Session session, CancellationToken cancellation)
    {
        try
        {
            await profiles.EditAsync(
                files =>
                {
                    // another run may have put a better one there
                    if (SessionFields.Read(files, request.Profile, request.Variant)?.Key.Id == session.Key.Id)
                    {
                        var (file, section) = SessionPlace.Of(files, request.Profile, request.Variant);
                        SessionFields.Remove(file, section, keepOwner: true);
                    }
                },
                cancellation);
            return true;
        }
        catch (IamSorryException error)
        {
            reporter.Warn($"the session stays in profile '{request.Profile}': {error.Message}", error.Remedy);
            return false;
        }
    }

    private IamSorryException Ended(string profile, PremiseTrial trial, bool isRemoved)
    {
        var after = clock.GetUtcNow() - trial.Deleted;
        return new IamSorryException(
            $"AWS no longer accepts the session of '{trial.User}', {after.TotalSeconds:0} s after the key that made it was "
            + $"deleted{(isRemoved ? $"; it is removed from profile '{profile}'" : "")}",
            new Remedy("see whether the user was deleted", ShellCommand.AwsIam("get-user", trial.User))
            {
                Then = new("mint once more", new OurCommand.Mint(profile) { User = profile == trial.User ? null : trial.User })
                {
                    Then = "and if that session ends in the same way, report it: sessions of this account end with their keys, "
                        + "and users without one cannot be had here",
                },
            });
    }

    // what is only noted must not fail what it is noted of
    private void Guard(Action note)
    {
        try
        {
            note();
        }
        catch (IamSorryException error)
        {
            reporter.Warn($"whether sessions outlive their keys is not remembered: {error.Message}", error.Remedy);
        }
    }
}
