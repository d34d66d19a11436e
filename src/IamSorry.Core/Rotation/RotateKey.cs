using IamSorry.Aws;
using IamSorry.Credentials;
using IamSorry.Errors;
using IamSorry.Files;
using IamSorry.Keys;
using IamSorry.Managers;
using IamSorry.Profiles;
using IamSorry.Reporting;
using IamSorry.Sealing;
using IamSorry.Sealing.Formats;
using IamSorry.Sealing.Recipients;

namespace IamSorry.Rotation;

/// <summary>
/// Replaces the manager's own permanent key: create, prove live, seal and swap, deactivate, prove again, delete. At every moment
/// the profile holds a key that works, and whatever ends a run, the next one knows from the journal and from the key in the
/// profile how to go on.
/// </summary>
/// <param name="profiles">The files.</param>
/// <param name="sealer">Seals for the recipient of this machine.</param>
/// <param name="unseal">Opens sealed keys.</param>
/// <param name="aws">IAM and STS.</param>
/// <param name="regions">Which region the manager works in.</param>
/// <param name="clock">Tells how old a key is and how long to wait for AWS.</param>
/// <param name="reporter">Hears what is done.</param>
public sealed class RotateKey(
    ProfileStore profiles,
    ProfileSealer sealer,
    UnsealProfile unseal,
    IAwsServices aws,
    RegionChoice regions,
    TimeProvider clock,
    IReporter reporter)
{
    /// <summary>Another run may be rotating, and waiting for AWS to know its new key.</summary>
    internal static readonly TimeSpan LockPatience = TimeSpan.FromMinutes(3);

    /// <summary>For whom a profile is sealed that has several recipients; null where there is none.</summary>
    public ProfileRecipients? Recipients { get; init; }

    /// <summary>Replaces the key, or finishes what an earlier run began.</summary>
    /// <exception cref="RefusedException">The profile is not sealed, or both key slots are taken.</exception>
    /// <exception cref="UnsealException">The SSH key cannot be used; nothing was changed.</exception>
    /// <exception cref="AwsException">AWS refused a call; a warning says what is left to the next run, if anything.</exception>
    public async Task<RotationResult> RunAsync(RotationRequest request, CancellationToken cancellation)
    {
        var recipient = sealer.FindRecipient();
        using var userLock = await LockAsync(request.Profile, cancellation);
        var (own, journal) = await OpenAsync(request.Profile, cancellation);
        RequireMeant(recipient, request, own);
        var (stage, entry) = UnfinishedRotation.Read(journal, profiles, own, reporter);
        var replacement = Replacement(journal);
        var again = new OurCommand.Rotate(request.Profile);
        switch (stage)
        {
            case RotationStage.NewInPlace:
                var wasKept = await Retirement(journal).RunAsync(entry!, own, request.KeepOld, again, cancellation);
                return Result(
                    !request.KeepOld ? RotationOutcome.Finished : wasKept ? RotationOutcome.StillKept
                        : RotationOutcome.OldKept, entry!.OldKeyId);
            case RotationStage.OldInPlace:
                await replacement.UndoAsync(entry!, own, cancellation);
                break;
            default:
                break;
        }

        RequireRollbackPossible(request, own);
        if (await AgeOfReplaceableAsync(own, request.MaxAge, cancellation) is { } age)
        {
            return Result(RotationOutcome.YoungEnough, null, age);
        }

        using var seal = await PrepareAsync(own, recipient, cancellation);
        var (current, begun) = await replacement.RunAsync(own, seal, static _ => { }, again, cancellation);
        await Retirement(journal).RunAsync(begun, current, request.KeepOld, again, cancellation);
        return new RotationResult(
            request.KeepOld ? RotationOutcome.OldKept : RotationOutcome.Replaced, own.User, current.Key.Id, own.Key.Id);

        RotationResult Result(RotationOutcome outcome, string? other, TimeSpan? age = null)
            => new(outcome, own.User, own.Key.Id, other, age);
    }

    /// <summary>Puts the old key back, while it is only deactivated.</summary>
    /// <exception cref="RefusedException">There is nothing to roll back.</exception>
    public async Task<RotationResult> RollBackAsync(string profile, CancellationToken cancellation)
    {
        using var userLock = await LockAsync(profile, cancellation);
        var (own, journal) = await OpenAsync(profile, cancellation);
        switch (UnfinishedRotation.Read(journal, profiles, own, reporter))
        {
            case (RotationStage.NewInPlace, { } entry):
                await new RotationRollback(profiles, unseal, aws, journal, clock, reporter)
                    .RunAsync(entry, own, new OurCommand.Rotate(profile) { Mode = RotateMode.Rollback }, cancellation);
                return new RotationResult(RotationOutcome.RolledBack, own.User, entry.OldKeyId, own.Key.Id);

            // the profile holds the old key: never given up, or put back by a run that ended before the new key was deleted
            case (RotationStage.OldInPlace, { } entry):
                await Replacement(journal).UndoAsync(entry, own, cancellation);
                return new RotationResult(RotationOutcome.RolledBack, own.User, own.Key.Id, entry.NewKeyId);

            default:
                throw new RefusedException(
                    $"there is nothing to roll back: no rotation of '{own.User}' is unfinished, so there is no old key to put "
                    + $"back",
                    new Remedy(
                        "an old key stays for a while after", new OurCommand.Rotate(profile) { Mode = RotateMode.KeepOld }));
        }
    }

    /// <summary>Finishes what was begun for a key that is in the profile already. The caller holds the lock.</summary>
    internal async Task FinishAsync(ManagerKey own, RotationJournal journal, OurCommand again, CancellationToken cancellation)
    {
        switch (UnfinishedRotation.Read(journal, profiles, own, reporter))
        {
            case (RotationStage.NewInPlace, { } entry):
                await Retirement(journal).RunAsync(entry, own, keepOld: false, again, cancellation);
                break;
            case (RotationStage.OldInPlace, { } entry):
                await Replacement(journal).UndoAsync(entry, own, cancellation);
                break;
            default:
                break;
        }
    }

    /// <summary>
    /// Takes the lock of the profile's manager. Its name comes from the profile, or is learnt; what else is in the profile is
    /// read again once nobody else can rotate.
    /// </summary>
    internal async Task<FileLock> LockAsync(string profile, CancellationToken cancellation)
    {
        var manager = Read(profile);
        var name = manager.UserName ?? (await Unlock.RunAsync(manager, cancellation)).Namespace.Manager;
        return await profiles.LockUserAsync(name, LockPatience, cancellation);
    }

    /// <summary>Opens the key in the profile, and asks AWS whose it is.</summary>
    internal async Task<(ManagerKey Own, RotationJournal Journal)> OpenAsync(string profile, CancellationToken cancellation)
    {
        var found = Read(profile);
        var manager = await Unlock.RunAsync(found, cancellation);
        var name = manager.Namespace.Manager;
        using var sts = aws.Sts(manager.Key, manager.Region);
        var caller = await sts.GetCallerIdentityAsync(cancellation);
        if (!UserNamespace.SameUser(caller.RequireUser(), name))
        {
            throw new RefusedException(
                $"profile '{profile}' says that its key is of '{name}', but AWS says it is of '{caller.UserName}'",
                $"correct {CredentialFields.Owner} in {profiles.Files.CredentialsPath}");
        }

        return (new ManagerKey(profile, name, manager.Region, found.Keys, manager.Key), RotationJournal.Of(
            profiles.Files, caller.Account, name));
    }

    // a key of its own for sealing is a choice: the everyday key does not take its place unasked
    private static void RequireMeant(IRecipient recipient, RotationRequest request, ManagerKey own)
    {
        if (!request.KeyIsNamed && own.Stored is ProfileKeys.Sealed { Section: { } section }
            && section.TryReadHeader(out var header)
            && !header.Entries.Any(entry => entry.Recipient.Key is { } key && recipient.Fingerprint == key.Fingerprint))
        {
            throw new RefusedException(
                $"profile '{own.Profile}' is not sealed for the SSH key {recipient.Fingerprint} ({recipient.Name})",
                new Remedy("name the key to seal with", new OurCommand.Rotate(own.Profile) { SshKey = "FILE" }));
        }

        if (!request.KeyIsNamed && own.Stored is ProfileKeys.Sealed stored
            && SealedValue.TryParse(stored.Id, out var value, out _) && !recipient.IsFor(value.Stanza))
        {
            throw new RefusedException(
                $"profile '{own.Profile}' is sealed with SSH key {value.KeyId.Fingerprint}, and {recipient.Name} is another one",
                new Remedy("name the key to seal with", new OurCommand.Rotate(own.Profile) { SshKey = "FILE" }));
        }
    }

    private static void RequireRollbackPossible(RotationRequest request, ManagerKey own)
    {
        if (request.KeepOld && own.Stored is ProfileKeys.Sealed stored
            && SealedKeyPair.Examine(own.Profile, stored.Id, stored.Secret) == SealingState.Legacy)
        {
            throw new RefusedException(
                "the keys were encrypted by an older tool, and such values are never written again, so they could not be put back",
                new Remedy("seal them again first", new OurCommand.Encrypt(own.Profile)));
        }
    }

    // for those it is sealed for now, with all that is sealed beside the key
    private async Task<PreparedSeal> PrepareAsync(ManagerKey own, IRecipient recipient, CancellationToken cancellation)
    {
        if (own.Stored is not ProfileKeys.Sealed { Section: { } section })
        {
            return await PreparedSeal.ForAsync(own.Profile, recipient, cancellation);
        }

        if (Recipients is null)
        {
            throw new InvalidOperationException("what is sealed for several recipients is rotated for them");
        }

        var before = section.ReadHeader().Entries.Select(entry => entry.Recipient).ToList();
        await Recipients.RequireKnownAsync(own.Profile, before, cancellation);
        var others = section.SealedFields.Count == 2 ? []
            : (await unseal.OpenSealAsync(section, isManager: true, cancellation)).Fields.Where(
                field => field.Name is not (CredentialFields.AccessKeyId or CredentialFields.SecretAccessKey)).ToList();
        var those = await Recipients.WithOwnAsync(before, cancellation);
        reporter.Say($"the new key is sealed for {string.Join(", ", those.Select(recipient => recipient.Fingerprint))}");
        var order = new SectionOrder(own.Profile, own.User, those, others);
        return await sealer.PrepareAsync(order, rehearse: true, cancellation);
    }

    private RotationSwap Replacement(RotationJournal journal) => new(profiles, aws, journal, clock, reporter);

    private RotationFinish Retirement(RotationJournal journal) => new(profiles, aws, journal, clock, reporter);

    private ManagerProfile Read(string profile) => ManagerProfile.Read(profiles.Read(), profile, regions).RequireSealed();

    private UnlockManager Unlock => new(profiles, unseal, aws);

    // the age of a key that is young enough to stay; null for one that is to be replaced, and can be
    private async Task<TimeSpan?> AgeOfReplaceableAsync(ManagerKey own, TimeSpan? maxAge, CancellationToken cancellation)
    {
        using var iam = aws.Iam(own.Key, own.Region);
        var keys = await iam.ListAccessKeysAsync(own.User, cancellation);
        var age = clock.GetUtcNow() - keys.FirstOrDefault(key => key.Id == own.Key.Id)?.Created;
        if (maxAge > TimeSpan.Zero && age <= maxAge)
        {
            return age;
        }

        await KeySlots.RequireFreeAsync(iam, keys, own, cancellation);
        return null;
    }
}
