using IamSorry.Aws;
using IamSorry.Credentials;
using IamSorry.Errors;
using IamSorry.Reporting;

namespace IamSorry.Keys;

/// <summary>
/// The access key that mints a session and lives only as long as that takes. The journal is written before the key exists and
/// cleared after it is gone, so that whatever ends a run in between (a kill, a power cut, a lost reply), a later run knows of it.
/// The caller holds the lock of the user.
/// </summary>
internal sealed class ShortLivedKey(IIamGateway iam, MintJournal journal, TimeProvider clock, IReporter reporter)
{
    private readonly KeyCreation _creation = new(iam, clock, reporter);

    public async Task<AccessKey> CreateAsync(IamUser user, bool isNew, CancellationToken cancellation)
    {
        var entry = new MintJournalEntry(user.Name, KeyCreation.Earliest(user.ServerTime, clock), KeyId: null);
        journal.Write(entry);
        AccessKey key;
        try
        {
            key = await _creation.RunAsync(Pending(entry), isNew, cancellation);
        }
        catch (AwsException error) when (error.Operation == "CreateAccessKey" && !_creation.LostAReply)
        {
            // AWS answered, so there is no key
            journal.Clear(entry.User);
            throw;
        }

        try
        {
            journal.Write(entry with { KeyId = key.Id });
            return key;
        }
        catch (IamSorryException)
        {
            // a full disk: the next run would have to guess which key it was
            await iam.DeleteAccessKeyAsync(entry.User, key.Id, CancellationToken.None);
            throw;
        }
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
            await _creation.DeleteLeftBehindAsync(entry.User, keyId, cancellation);
        }
        else
        {
            await _creation.DeleteLostAsync(Pending(entry), cancellation);
        }

        journal.Clear(user);
    }

    private static PendingKey Pending(MintJournalEntry entry) => new(entry.User, entry.Since);
}
