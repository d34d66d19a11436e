using IamSorry.Errors;
using IamSorry.Keys;
using IamSorry.Profiles;
using IamSorry.Reporting;

namespace IamSorry.Rotation;

/// <summary>How far the rotation came that an earlier run left unfinished.</summary>
internal enum RotationStage
{
    /// <summary>There is none.</summary>
    Nothing,

    /// <summary>The old key is in its place; of the new one nobody has the secret.</summary>
    OldInPlace,

    /// <summary>The new key is in its place; the old one is to go.</summary>
    NewInPlace,
}

/// <summary>
/// What an earlier run left: told by which of the two keys the profile opens to, which nobody can forge who cannot seal.
/// </summary>
internal static class UnfinishedRotation
{
    /// <summary>Reads the journal; one that speaks of other keys than the one in place is forgotten.</summary>
    /// <exception cref="RefusedException">It is another profile's, which may hold the new key: to undo it here would delete
    /// that.</exception>
    public static (RotationStage Stage, RotationJournalEntry? Entry) Read(
        RotationJournal journal, ProfileStore profiles, ManagerKey own, IReporter reporter)
    {
        var keyId = own.Key.Id;
        if (journal.Read() is not { } entry)
        {
            return (RotationStage.Nothing, null);
        }

        if (entry.NewKeyId == keyId)
        {
            return (RotationStage.NewInPlace, entry);
        }

        if (entry.OldKeyId == keyId)
        {
            if (entry.Profile != own.Profile
                && ProfileKeys.Read(profiles.Read().Credentials, entry.Profile) is ProfileKeys.Sealed)
            {
                throw new RefusedException(
                    $"the key of '{entry.User}' was being replaced in profile '{entry.Profile}', which may hold the new one",
                    new Remedy("finish that first", new OurCommand.Rotate(entry.Profile)));
            }

            return (RotationStage.OldInPlace, entry);
        }

        journal.Clear();
        var keys = entry.NewKeyId is { } newKeyId ? $"{entry.OldKeyId} to {newKeyId}" : entry.OldKeyId;
        reporter.Warn(
            $"the key of '{entry.User}' was changed outside iam-sorry during a rotation from {keys}; that rotation has been "
            + $"dropped",
            new("check the remaining keys", ShellCommand.AwsIam("list-access-keys", entry.User)));
        return (RotationStage.Nothing, null);
    }
}
