using IamSorry.Aws;
using IamSorry.Credentials;
using IamSorry.Errors;
using IamSorry.Keys;
using IamSorry.Managers;
using IamSorry.Profiles;
using IamSorry.Reporting;
using IamSorry.Sealing;
using IamSorry.Sealing.Formats;

namespace IamSorry.Rotation;

/// <summary>
/// The first half of a rotation: from the old key alone to the new one sealed in the profile. Whatever fails in it, the profile
/// is as it was and the old key works; the new key goes. The caller holds the lock of the user.
/// </summary>
internal sealed class RotationSwap(
    ProfileStore profiles, IAwsServices aws, RotationJournal journal, TimeProvider clock, IReporter reporter)
{
    private static readonly TimeSpan CleanUpPatience = TimeSpan.FromSeconds(20);

    /// <summary>Creates a key, proves it, seals it and puts it into the profile.</summary>
    /// <param name="old">The key to replace, which signs.</param>
    /// <param name="seal">Seals the new one; prepared, so that nothing can fail in it any more that is known beforehand.</param>
    /// <param name="also">What else to edit in the files.</param>
    /// <param name="again">The command that does it anew.</param>
    /// <param name="cancellation">Stops between two steps.</param>
    /// <returns>The new key, and what is still to be done.</returns>
    public async Task<(ManagerKey New, RotationJournalEntry Entry)> RunAsync(
        ManagerKey old, PreparedSeal seal, Action<ProfileSnapshot> also, OurCommand again, CancellationToken cancellation)
    {
        using var iam = aws.Iam(old.Key, old.Region);
        var since = KeyCreation.Earliest(await ServerTimeAsync(iam, old.User, cancellation), clock);
        var entry = new RotationJournalEntry(old.User, old.Profile, old.Key.Id, since, NewKeyId: null, OldSealed: null);
        journal.Write(entry);
        var key = await CreateAsync(iam, entry, cancellation);
        SealedKeyPair? sealedKeys = null;
        try
        {
            entry = entry with { NewKeyId = key.Id, OldSealed = PutBack(old) };
            journal.Write(entry);
            reporter.Done($"created key {key} of '{old.User}'");
            await new KeyProbe(aws, clock, reporter).VerifyAsync(old, key, cancellation);
            sealedKeys = await seal.SealAsync(key, cancellation);
            await SwapAsync(old, sealedKeys, also, again, cancellation);
        }
        catch
        {
            await CleanUpAsync(iam, old, key, sealedKeys);
            throw;
        }

        reporter.Done($"key {key} works, and is sealed in profile '{old.Profile}'");
        return (old with { Stored = ProfileKeys.Sealed.Of(old.Profile, sealedKeys), Key = key }, entry);
    }

    /// <summary>Deletes the new key of a rotation that did not come to its swap: nobody has its secret.</summary>
    public async Task UndoAsync(RotationJournalEntry entry, ManagerKey old, CancellationToken cancellation)
    {
        using var iam = aws.Iam(old.Key, old.Region);
        var creation = new KeyCreation(iam, clock, reporter);
        await (entry.NewKeyId is { } keyId
            ? creation.DeleteLeftBehindAsync(old.User, keyId, cancellation)
            : creation.DeleteLostAsync(Pending(entry), cancellation));
        journal.Clear();
    }

    private static PendingKey Pending(RotationJournalEntry entry) => new(entry.User, entry.Since, Besides: entry.OldKeyId);

    // values of the older tool are never written, so they cannot be put back
    private static SealedKeyPair? PutBack(ManagerKey old)
        => old.Stored is ProfileKeys.Sealed stored && !SealedValue.IsLegacy(stored.Id) && !SealedValue.IsLegacy(stored.Secret)
            ? stored.ToPair()
            : null;

    // a manager may look at itself, unless it has a path: then the clock here stands in
    private static async Task<DateTimeOffset?> ServerTimeAsync(IIamGateway iam, string user, CancellationToken cancellation)
    {
        try
        {
            return (await iam.FindUserAsync(user, cancellation))?.ServerTime;
        }
        catch (AwsException error) when (error.IsAccessDenied)
        {
            return null;
        }
    }

    private async Task<AccessKey> CreateAsync(IIamGateway iam, RotationJournalEntry entry, CancellationToken cancellation)
    {
        var creation = new KeyCreation(iam, clock, reporter);
        try
        {
            return await creation.RunAsync(Pending(entry), isNewUser: false, cancellation);
        }
        catch (AwsException error) when (error.Operation == "CreateAccessKey" && !creation.LostAReply)
        {
            // AWS answered, so there is no key
            journal.Clear();
            throw;
        }
        catch (Exception error) when (error is IamSorryException or OperationCanceledException)
        {
            reporter.Warn(
                $"a new key of '{entry.User}' may have been made whose secret nobody has; the next run looks for it and "
                + $"deletes it");
            throw;
        }
    }

    private async Task SwapAsync(
        ManagerKey old, SealedKeyPair sealedKeys, Action<ProfileSnapshot> also, OurCommand again, CancellationToken cancellation)
    {
        await profiles.EditAsync(
            files =>
            {
                SealedProfile.Put(files.Credentials, old.Profile, old.Stored, sealedKeys, old.User, again);
                also(files);
            },
            cancellation);
    }

    private async Task CleanUpAsync(IIamGateway iam, ManagerKey old, AccessKey key, SealedKeyPair? sealedKeys)
    {
        using var patience = new CancellationTokenSource(CleanUpPatience, clock);
        try
        {
            // an edit can fail after its file was replaced: then the new key is the one that is needed
            if (sealedKeys is not null
                && SealedProfile.Holds(profiles.Read(), old.Profile, ProfileKeys.Sealed.Of(old.Profile, sealedKeys)))
            {
                reporter.Warn($"profile '{old.Profile}' holds the new key {key} already; the next run goes on from there");
                return;
            }

            await iam.DeleteAccessKeyAsync(old.User, key.Id, patience.Token);
            journal.Clear();
            reporter.Done($"deleted the new key {key} again; the old one {old.Key} is untouched");
        }
        catch (Exception error) when (error is IamSorryException or OperationCanceledException)
        {
            reporter.Warn(
                $"the new key {key} of '{old.User}' could not be deleted now; it is journaled, and the next run deletes it");
        }
    }
}
