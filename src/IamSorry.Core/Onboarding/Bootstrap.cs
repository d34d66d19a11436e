using IamSorry.Aws;
using IamSorry.Credentials;
using IamSorry.Errors;
using IamSorry.Keys;
using IamSorry.Managers;
using IamSorry.Profiles;
using IamSorry.Reporting;
using IamSorry.Rotation;
using IamSorry.Sealing;
using IamSorry.Sealing.Recipients;
using IamSorry.Sessions;

namespace IamSorry.Onboarding;

/// <summary>Where the first run puts what it takes over.</summary>
/// <param name="Profile">The manager's profile, which has no keys yet.</param>
public sealed record BootstrapRequest(string Profile)
{
    /// <summary>The manager's region; null: the one that is found.</summary>
    public string? Region { get; init; }

    /// <summary>The ARN of the boundary that the manager must create users with, or null.</summary>
    public string? Boundary { get; init; }

    /// <summary>For whom it is sealed beside this machine.</summary>
    public IReadOnlyList<Recipient> Recipients { get; init; } = [];

    /// <summary>Where the key came from, as messages say it; null: from the environment.</summary>
    public string? Source { get; init; }
}

/// <summary>A manager that is set up.</summary>
/// <param name="Profile">Its profile.</param>
/// <param name="Manager">Its user name.</param>
/// <param name="KeyId">The key that is sealed there.</param>
/// <param name="BaseSession">The session of the base user, or null where it could not be had; a warning said why.</param>
public sealed record BootstrappedManager(string Profile, string Manager, string KeyId, Session? BaseSession);

/// <summary>
/// The first run: takes over the key that the admin handed over, in the environment. It is replaced by one that nobody else has
/// seen, which is sealed before it is written anywhere; then the base user gets its session. Run again after a failure it goes on
/// where it broke off.
/// </summary>
/// <param name="profiles">The files.</param>
/// <param name="sealer">Seals for the recipient of this machine.</param>
/// <param name="rotate">Finishes the replacing of the key.</param>
/// <param name="mint">Mints for the base user.</param>
/// <param name="aws">IAM and STS.</param>
/// <param name="regions">Which region the manager works in.</param>
/// <param name="clock">Tells how long to wait for AWS.</param>
/// <param name="reporter">Hears what is done.</param>
public sealed class Bootstrap(
    ProfileStore profiles,
    ProfileSealer sealer,
    RotateKey rotate,
    MintSession mint,
    IAwsServices aws,
    RegionChoice regions,
    TimeProvider clock,
    IReporter reporter)
{
    /// <summary>The only account whose key is taken over; null: any.</summary>
    public ExpectedAccount? Expected { get; init; }

    /// <summary>For whom profiles are sealed beside this machine; null where that is nobody.</summary>
    public ProfileRecipients? Recipients { get; init; }

    private ProfileRecipients RequireRecipients()
        => Recipients ?? throw new InvalidOperationException("it is not known for whom to seal");

    /// <summary>Takes the key over.</summary>
    /// <param name="request">Where to.</param>
    /// <param name="handOver">The keys in the environment.</param>
    /// <param name="cancellation">Stops between two steps.</param>
    /// <exception cref="RefusedException">It is no manager's permanent key, or the profile's name is <c>default</c>.</exception>
    /// <exception cref="UnsealException">The SSH key cannot be used; nothing was changed.</exception>
    /// <exception cref="AwsException">AWS refused a call; a warning says what is left to the next run, if anything.</exception>
    public async Task<BootstrappedManager> RunAsync(
        BootstrapRequest request, ProfileKeys handOver, CancellationToken cancellation)
    {
        if (request.Profile == "default")
        {
            throw new RefusedException(
                "profile 'default' cannot be sealed: every AWS program reads it and would stop working",
                "leave the profile's name out, or give another one");
        }

        ProfileName.Require(request.Profile);
        var initial = new InitialKey(request.Source);
        var key = initial.RequirePermanent(handOver);
        var recipient = sealer.FindRecipient();
        var region = request.Region is { } named ? (Name: RegionChoice.Require(named), Source: "as it was named")
            : regions.OfNewManager(profiles.Read(), request.Profile);
        using var sts = aws.Sts(key, region.Name);
        var caller = await initial.RequireUserAsync(sts, cancellation);
        var user = caller.RequireUser();
        Expected?.Require(caller.Account, "the key of your admin");
        using var userLock = await profiles.LockUserAsync(user, RotateKey.LockPatience, cancellation);
        if (profiles.Read().StoredKeys(request.Profile) is not ProfileKeys.None)
        {
            throw new IamSorryException(
                $"profile '{request.Profile}' has keys by now: another run or program put them there", new Remedy(
                    "run it again", new OurCommand.Setup()));
        }

        using var iam = aws.Iam(key, region.Name);
        await initial.RequireManagerAsync(iam, user, cancellation);
        var old = new ManagerKey(request.Profile, user, region.Name, new ProfileKeys.None(), key);
        var journal = RotationJournal.Of(profiles.Files, caller.Account, user);
        var replacement = new RotationSwap(profiles, aws, journal, clock, reporter);
        if (UnfinishedRotation.Read(journal, profiles, old, reporter) is (RotationStage.OldInPlace, { } entry))
        {
            await replacement.UndoAsync(entry, old, cancellation);
        }

        await KeySlots.RequireFreeAsync(iam, await iam.ListAccessKeysAsync(user, cancellation), old, cancellation);
        var current = await ReplaceAsync(replacement, old, (recipient, request.Recipients), Configure, cancellation);
        reporter.Done(
            $"region {region.Name} for profile '{request.Profile}' ({region.Source})", new(
                "another one", ShellCommand.AwsConfigureSet(request.Profile, CredentialFields.Region, "REGION")));

        // the second half is the same whether the first was made by this run or by one before
        return await GoOnAsync(current, journal, cancellation);

        void Configure(ProfileSnapshot files)
        {
            if (request.Region is not null || RegionChoice.OfProfile(files, request.Profile) is null)
            {
                files.Config.Set(request.Profile, CredentialFields.Region, region.Name);
            }

            if (request.Boundary is { } boundary)
            {
                files.Config.Set(request.Profile, ManagerProfile.BoundaryField, boundary);
            }
        }
    }

    /// <summary>
    /// Goes on with a first run that broke off after the key was sealed: the keys in the environment are not needed any more.
    /// </summary>
    /// <exception cref="AwsException">AWS refused a call; the next run goes on.</exception>
    public async Task<BootstrappedManager> FinishAsync(BootstrapRequest request, CancellationToken cancellation)
    {
        using var userLock = await rotate.LockAsync(request.Profile, cancellation);
        var (own, journal) = await rotate.OpenAsync(request.Profile, cancellation);
        return await GoOnAsync(own, journal, cancellation);
    }

    private async Task<ManagerKey> ReplaceAsync(
        RotationSwap replacement, ManagerKey old, (IRecipient This, IReadOnlyList<Recipient> Others) recipients,
        Action<ProfileSnapshot> configure, CancellationToken cancellation)
    {
        using var seal = recipients.Others.Count > 0
            ? await sealer.PrepareAsync(
                new SectionOrder(
                    old.Profile, old.User, await RequireRecipients().WithOwnAsync(recipients.Others, cancellation), []),
                rehearse: true, cancellation)
            : await PreparedSeal.ForAsync(old.Profile, recipients.This, cancellation);
        var journal = BootstrapJournal.Of(profiles.Files, old.Profile);
        journal.Write(old.User);
        try
        {
            var (current, _) = await replacement.RunAsync(old, seal, configure, new OurCommand.Setup(), cancellation);
            return current;
        }
        catch (Exception error) when (error is IamSorryException or OperationCanceledException)
        {
            // as long as nothing is sealed, the keys in the environment tell that there is a first run
            if (ProfileKeys.Read(profiles.Read().Credentials, old.Profile) is ProfileKeys.None)
            {
                journal.Clear();
            }

            throw;
        }
    }

    private async Task<BootstrappedManager> GoOnAsync(ManagerKey own, RotationJournal journal, CancellationToken cancellation)
    {
        await rotate.FinishAsync(own, journal, new OurCommand.Setup(), cancellation);
        var session = await MintBaseAsync(own, cancellation);
        BootstrapJournal.Of(profiles.Files, own.Profile).Clear();
        return new BootstrappedManager(own.Profile, own.User, own.Key.Id, session);
    }

    private async Task<Session?> MintBaseAsync(ManagerKey own, CancellationToken cancellation)
    {
        var space = UserNamespace.Of(own.User);
        if (UserNamespace.SameUser(space.Prefix, own.User))
        {
            reporter.Done($"'{own.User}' is the manager itself, so there is no base user to mint for");
            return null;
        }

        // its key is open already: nobody is asked for the passphrase again
        var files = profiles.Read();
        var manager = ManagerProfile.Read(files, own.Profile, regions) with { Keys = new ProfileKeys.Permanent(own.Key) };
        try
        {
            // anew even where a run that ended has left a session: its short-lived key may be left too, and minting deletes it
            return await mint.RunAsync(files, new MintRequest(manager, space.Prefix), cancellation);
        }
        catch (RefusedException error)
        {
            reporter.Warn($"no session of '{space.Prefix}': {error.Message}", error.Remedy);
            return null;
        }
    }
}
