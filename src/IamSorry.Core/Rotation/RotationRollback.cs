using IamSorry.Aws;
using IamSorry.Credentials;
using IamSorry.Errors;
using IamSorry.Keys;
using IamSorry.Managers;
using IamSorry.Profiles;
using IamSorry.Reporting;
using IamSorry.Sealing;

namespace IamSorry.Rotation;

/// <summary>
/// Puts the old key back while it is only deactivated, and deletes the new one. The caller holds the lock of the user.
/// </summary>
internal sealed class RotationRollback(
    ProfileStore profiles, UnsealProfile unseal, IAwsServices aws, RotationJournal journal, TimeProvider clock,
        IReporter reporter)
{
    /// <summary>Reactivates the old key, proves it, puts its sealed values back, deletes the new key.</summary>
    /// <exception cref="RefusedException">The old key cannot be put back.</exception>
    public async Task RunAsync(RotationJournalEntry entry, ManagerKey current, OurCommand again, CancellationToken cancellation)
    {
        var oldId = AccessKey.Shorten(entry.OldKeyId);
        if (entry.OldSealed is not { } pair)
        {
            throw new RefusedException(
                $"the old key {oldId} was not sealed before, so it cannot be put back", new Remedy(
                    "finish the rotation", new OurCommand.Rotate(current.Profile)));
        }

        if (entry.Profile != current.Profile)
        {
            throw new RefusedException(
                $"the key was rotated in profile '{entry.Profile}', and what was sealed for one profile opens in no other",
                new OurCommand.Rotate(entry.Profile) { Mode = RotateMode.Rollback });
        }

        // opened before anything changes: what the journal holds is believed only now
        var stored = ProfileKeys.Sealed.Of(current.Profile, pair);
        var old = await unseal.RunAsync(current.Profile, stored, cancellation);
        if (old.Id != entry.OldKeyId)
        {
            throw new RefusedException(
                $"the journal's sealed values open to another key than {oldId}", new Remedy(
                    "finish the rotation", new OurCommand.Rotate(current.Profile)));
        }

        using var iam = aws.Iam(current.Key, current.Region);
        if ((await iam.ListAccessKeysAsync(current.User, cancellation)).All(key => key.Id != old.Id))
        {
            throw new RefusedException(
                $"the old key {oldId} was deleted already", new Remedy(
                    "forget the rotation", new OurCommand.Rotate(current.Profile)));
        }

        try
        {
            await iam.SetAccessKeyActiveAsync(current.User, old.Id, active: true, cancellation);
            reporter.Done($"the old key {old} is active again");
            await new KeyProbe(aws, clock, reporter).VerifyAsync(current, old, cancellation);
            await PutBackAsync(current, pair, again, cancellation);
            reporter.Done($"profile '{current.Profile}' holds the old key {old} again");
            using var oldIam = aws.Iam(old, current.Region);
            await oldIam.DeleteAccessKeyAsync(current.User, current.Key.Id, cancellation);
            journal.Clear();
            reporter.Done($"deleted the new key {current.Key}");
        }
        catch (Exception error) when (error is IamSorryException or OperationCanceledException)
        {
            reporter.Warn($"both keys, {old} and {current.Key}, may be active now", new("to finish", again));
            throw;
        }
    }

    private async Task PutBackAsync(ManagerKey current, SealedKeyPair pair, OurCommand again, CancellationToken cancellation)
    {
        await profiles.EditAsync(
            files => SealedProfile.Put(
                files.Credentials, current.Profile, current.Stored, pair, current.User, again), cancellation);
    }
}
