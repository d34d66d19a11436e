using IamSorry.Aws;
using IamSorry.Credentials;
using IamSorry.Errors;
using IamSorry.Keys;
using IamSorry.Managers;
using IamSorry.Profiles;
using IamSorry.Reporting;

namespace IamSorry.Rotation;

/// <summary>
/// The second half of a rotation: the new key is sealed in the profile, the old one is deactivated and deleted. Every call is
/// signed by the new key, so none of them is made unless it works. The caller holds the lock of the user.
/// </summary>
internal sealed class RotationFinish(
    ProfileStore profiles, IAwsServices aws, RotationJournal journal, TimeProvider clock, IReporter reporter)
{
    /// <summary>Deactivates the old key and, unless it is to be kept, proves the new one once more and deletes the old.</summary>
    /// <param name="entry">What is under way.</param>
    /// <param name="current">The new key.</param>
    /// <param name="keepOld">Whether to stop when the old key is deactivated.</param>
    /// <param name="again">The command that goes on after a failure.</param>
    /// <param name="cancellation">Stops between two steps.</param>
    /// <returns>Whether the old key had been deactivated before.</returns>
    public async Task<bool> RunAsync(
        RotationJournalEntry entry, ManagerKey current, bool keepOld, OurCommand again, CancellationToken cancellation)
    {
        var old = AccessKey.Shorten(entry.OldKeyId);
        var isActive = true;
        try
        {
            using var iam = aws.Iam(current.Key, current.Region);
            var keys = await iam.ListAccessKeysAsync(current.User, cancellation);
            if (keys.FirstOrDefault(key => key.Id == entry.OldKeyId) is not { } found)
            {
                journal.Clear();
                reporter.Done($"the old key {old} is gone");
                return true;
            }

            isActive = found.Active;
            if (isActive)
            {
                RequireInPlace(current);
                await iam.SetAccessKeyActiveAsync(current.User, entry.OldKeyId, active: false, cancellation);
                isActive = false;
                reporter.Done($"deactivated the old key {old}");
            }

            if (!keepOld)
            {
                await new KeyProbe(aws, clock, reporter).VerifyAsync(current, current.Key, cancellation);
                RequireInPlace(current);
                await iam.DeleteAccessKeyAsync(current.User, entry.OldKeyId, cancellation);
                journal.Clear();
                reporter.Done($"deleted the old key {old}");
            }

            return !found.Active;
        }
        catch (Exception error) when (error is IamSorryException or OperationCanceledException)
        {
            reporter.Warn(
                $"profile '{current.Profile}' holds the new key {current.Key}, but the old key {old} is "
                + $"{(isActive ? "still active" : "only deactivated")}", new("to finish", again));
            throw;
        }
    }

    // another program may have put the old keys back, or others: then the old key may be the one that is needed
    private void RequireInPlace(ManagerKey current)
    {
        if (!SealedProfile.Holds(profiles.Read(), current.Profile, current.Stored))
        {
            throw new IamSorryException(
                $"profile '{current.Profile}' was changed by another program: it does not hold the new key any more",
                "look at the profile before anything is deleted");
        }
    }
}
