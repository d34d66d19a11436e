using IamSorry.Aws;
using IamSorry.Credentials;
using IamSorry.Errors;

namespace IamSorry.Workflows;

/// <summary>
/// The access key that mints a session and lives only as long as that takes. The journal is written before the key exists and
/// cleared after it is gone, so that whatever ends a run in between (a kill, a power cut, a lost reply), a later run knows of it.
/// The caller holds the lock of the user.
/// </summary>
internal sealed class ShortLivedKey(IIamGateway iam, MintJournal journal, TimeProvider clock, Action<Notice> notify)
{
    // a lost request cannot create its key later than this after the journal was written: a try ends after 20 s, and a few that AWS
    // throttled may come before it. The narrower, the less can a key that somebody else makes at the same time be taken for ours.
    private static readonly TimeSpan CreationWindow = TimeSpan.FromSeconds(90);

    // IAM may list a key some seconds late
    private static readonly TimeSpan ListingLag = TimeSpan.FromSeconds(20);

    public async Task<AccessKey> CreateAsync(IamUser user, bool isNew, CancellationToken cancellation)
    {
        var entry = new MintJournalEntry(user.Name, EarliestCreation(user), KeyId: null);
        journal.Write(entry);
        var key = await CreateOnceMoreAsync(entry, isNew, cancellation);
        journal.Write(entry with { KeyId = key.Id });
        return key;
    }

    public async Task DeleteAsync(string user, AccessKey key, CancellationToken cancellation)
    {
        await iam.DeleteAccessKeyAsync(user, key.Id, cancellation);
        journal.Clear(user);
    }

    /// <summary>Deletes what an earlier run left behind for <paramref name="user"/>, if anything.</summary>
    public async Task RecoverAsync(string user, CancellationToken cancellation)
    {
        if (journal.Read(user) is not { } entry)
        {
            return;
        }

        if (entry.KeyId is { } keyId)
        {
            await iam.DeleteAccessKeyAsync(entry.User, keyId, cancellation);
            notify(new Notice(NoticeKind.Done, $"deleted key {AccessKey.Shorten(keyId)} of '{entry.User}', left behind by an interrupted run"));
        }
        else
        {
            await DeleteLostAsync(entry, patient: clock.GetUtcNow() - entry.Since < ListingLag, cancellation);
        }

        journal.Clear(user);
    }

    private async Task<AccessKey> CreateOnceMoreAsync(MintJournalEntry entry, bool isNew, CancellationToken cancellation)
    {
        try
        {
            try
            {
                return await CreateKnownAsync(entry, isNew, cancellation);
            }
            catch (LostReplyException)
            {
                // its secret is lost with the reply, so the key is of no use to anybody
                notify(new Notice(NoticeKind.Progress, "no reply to CreateAccessKey; looking for a key it may have left"));
                await DeleteLostAsync(entry, patient: true, cancellation);
                return await CreateKnownAsync(entry, isNew, cancellation);
            }
        }
        catch (AwsException error) when (error.Code == "LimitExceeded")
        {
            journal.Clear(entry.User);
            throw await FullUserAsync(entry.User, error, cancellation);
        }
        catch (AwsException)
        {
            // AWS answered, so there is no key
            journal.Clear(entry.User);
            throw;
        }
    }

    private Task<AccessKey> CreateKnownAsync(MintJournalEntry entry, bool isNew, CancellationToken cancellation)
        => NewUserPatience.RunAsync(
            () => iam.CreateAccessKeyAsync(entry.User, cancellation), entry.User, isNew, clock, notify, cancellation);

    // a key nobody knows the secret of: created in the window of the lost call and never used
    private async Task DeleteLostAsync(MintJournalEntry entry, bool patient, CancellationToken cancellation)
    {
        var backoff = new Backoff(clock, patient ? ListingLag : TimeSpan.Zero);
        while (true)
        {
            var lost = await FindLostAsync(entry, cancellation);
            if (lost is [var key])
            {
                await iam.DeleteAccessKeyAsync(entry.User, key.Id, cancellation);
                notify(new Notice(NoticeKind.Done, $"deleted key {AccessKey.Shorten(key.Id)} of '{entry.User}', left behind by a lost reply"));
                return;
            }

            if (lost.Count > 1)
            {
                throw new IamSorryException(
                    $"one of the keys of '{entry.User}' was left behind by an interrupted run, and it cannot be told which: "
                    + string.Join(", ", lost.Select(each => each.Id)),
                    $"delete the one that is not yours: aws iam delete-access-key --user-name {Paste.Word(entry.User)} --access-key-id ID");
            }

            if (backoff.IsOver)
            {
                return;
            }

            await backoff.WaitAsync(cancellation);
        }
    }

    private async Task<IReadOnlyList<AccessKeySummary>> FindLostAsync(MintJournalEntry entry, CancellationToken cancellation)
    {
        IReadOnlyList<AccessKeySummary> keys;
        try
        {
            keys = await iam.ListAccessKeysAsync(entry.User, cancellation);
        }
        catch (AwsException error) when (error.Code == "NoSuchEntity")
        {
            return [];
        }

        var lost = new List<AccessKeySummary>();
        foreach (var key in keys.Where(key => key.Created >= entry.Since && key.Created <= entry.Since + CreationWindow))
        {
            if ((await iam.GetAccessKeyLastUsedAsync(key.Id, cancellation)).LastUsed is null)
            {
                lost.Add(key);
            }
        }

        return lost;
    }

    private async Task<IamSorryException> FullUserAsync(string user, AwsException error, CancellationToken cancellation)
    {
        var keys = new List<string>();
        foreach (var key in await iam.ListAccessKeysAsync(user, cancellation))
        {
            var use = await iam.GetAccessKeyLastUsedAsync(key.Id, cancellation);
            var lastUsed = use.LastUsed is { } date ? $"last used {date:yyyy-MM-dd} with {use.Service}" : "never used";
            keys.Add($"{key.Id} ({(key.Active ? "active" : "inactive")}, created {key.Created:yyyy-MM-dd}, {lastUsed})");
        }

        return new AwsException(
            error.Operation,
            error.Code,
            $"'{user}' has as many access keys as AWS allows, so none can be made to mint with: {string.Join("; ", keys)}",
            $"delete one that nobody needs: aws iam delete-access-key --user-name {Paste.Word(user)} --access-key-id ID",
            error.RequestId,
            error.Status,
            error);
    }

    // CreateDate is in whole seconds of the service's clock; without a Date header ours stands in, with room for its error
    private DateTimeOffset EarliestCreation(IamUser user)
        => user.ServerTime is { } time ? time - TimeSpan.FromSeconds(1) : clock.GetUtcNow() - TimeSpan.FromMinutes(1);
}
