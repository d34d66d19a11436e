using System.Net;
using IamSorry.Aws;
using IamSorry.Credentials;
using IamSorry.Errors;
using IamSorry.Profiles;
using IamSorry.Reporting;
using IamSorry.Sealing;
using IamSorry.Sealing.Formats;
using IamSorry.Sealing.Recipients;

namespace IamSorry.Managers;

/// <summary>A profile that was sealed anew.</summary>
/// <param name="Profile">The profile.</param>
/// <param name="Recipients">For whom it is sealed now.</param>
/// <param name="Account">The account of its key.</param>
/// <param name="User">Whose key it is.</param>
public sealed record ResealedProfile(string Profile, IReadOnlyList<Recipient> Recipients, string Account, string User);

/// <summary>
/// Seals a sealed profile anew, in format v3 with a fresh file key, for other recipients than before. All that is sealed in it is
/// opened, and put back sealed in one edit; until then the file is as it was.
/// </summary>
/// <param name="profiles">The files.</param>
/// <param name="sealer">Seals.</param>
/// <param name="unseal">Opens what is sealed now.</param>
/// <param name="recipients">Who is sealed for.</param>
/// <param name="aws">Asked whose key it is, where a seal does not tell yet.</param>
/// <param name="regions">Which region to ask in.</param>
/// <param name="reporter">Hears warnings.</param>
public sealed class ResealProfile(
    ProfileStore profiles, ProfileSealer sealer, UnsealProfile unseal, ProfileRecipients recipients, IAwsServices aws,
    RegionChoice regions, IReporter reporter)
{
    /// <summary>Whether a profile is the manager's, whose seal only those make who are named for it.</summary>
    public Func<string, bool> IsManager { get; init; } = static _ => true;

    /// <summary>Seals a profile for one recipient more.</summary>
    /// <exception cref="RefusedException">It is sealed for it already, or not sealed at all.</exception>
    /// <exception cref="UnsealException">It cannot be opened or sealed; nothing was changed.</exception>
    public Task<ResealedProfile> AddAsync(string profile, Recipient recipient, CancellationToken cancellation)
        => RunAsync(
            profile, leaveOut: static _ => false,
            before => before.Any(other => other.Key is not null && other.Key.KeyId.Equals(recipient.Key?.KeyId)
                || other.X25519.SequenceEqual(recipient.X25519))
                ? throw new RefusedException(
                    $"profile '{profile}' is sealed for {recipient.Fingerprint} already",
                    new Remedy("see for whom it is", new OurCommand.ListRecipients(profile)))
                : [.. before, recipient], cancellation);

    /// <summary>Seals a profile for one recipient less.</summary>
    /// <exception cref="RefusedException">It is not sealed for it, or for nobody else; or it is this machine's.</exception>
    /// <exception cref="UnsealException">It cannot be opened or sealed; nothing was changed.</exception>
    public Task<ResealedProfile> RemoveAsync(string profile, string fingerprint, CancellationToken cancellation)
        => RunAsync(
            profile, leaveOut: recipient => recipient.Fingerprint == fingerprint,
            before => RemoveFrom(before, profile, fingerprint), cancellation);

    /// <summary>Puts a new recipient string of this machine in place of the old one, wherever that is.</summary>
    /// <returns>What was sealed anew; a warning says what could not be, which a stranger's seal must not stop.</returns>
    /// <exception cref="UnsealException">Nobody can sign; nothing was changed.</exception>
    public async Task<IReadOnlyList<ResealedProfile>> RenewAsync(CancellationToken cancellation)
    {
        var made = await recipients.OwnAsync(anew: true, cancellation);
        List<ResealedProfile> done = [];
        var files = profiles.Read();
        foreach (var profile in files.Credentials.Names)
        {
            if (SealedSectionReader.Read(files.Credentials, profile)?.TryReadHeader(out var header) == true
                && header.Entries.Any(entry => recipients.IsOwn(entry.Recipient)))
            {
                try
                {
                    done.Add(await RunAsync(
                        profile, leaveOut: static _ => false,
                        before => [.. before.Select(recipient => recipients.IsOwn(recipient) ? made : recipient)], cancellation));
                }
                catch (IamSorryException error)
                {
                    reporter.Warn($"profile '{profile}' is still sealed for the old string: {error.Message}", error.Remedy);
                }
            }
        }

        return done;
    }

    /// <summary>Opens a profile with a recovery key, and seals it for this machine too.</summary>
    /// <param name="profile">The profile.</param>
    /// <param name="recovery">The key.</param>
    /// <param name="accept">
    /// Whether a signer who is not trusted here is accepted this once: the key that signed may be the one that is lost.
    /// </param>
    /// <param name="cancellation">Stops the asking.</param>
    /// <exception cref="RefusedException">It is not sealed in format v3.</exception>
    /// <exception cref="UnsealException">It cannot be opened or sealed; nothing was changed.</exception>
    public async Task<ResealedProfile> RecoverAsync(
        string profile, RecoveryKey recovery, Action<SealHeader> accept, CancellationToken cancellation)
    {
        var keys = Read(profile);
        var section = keys.Section ?? throw new RefusedException(
            $"profile '{profile}' is sealed for one SSH key alone, and no recovery key opens that",
            new Remedy("open it with that key and add a recovery key", new OurCommand.ListRecipients(profile)));
        var opened = unseal.OpenSeal(section, recovery, accept);

        // what opened it is in the hands of whoever sits here
        recipients.Remember(recovery.Recipient);
        IReadOnlyList<Recipient> kept = [.. opened.Header.Entries.Select(entry => entry.Recipient)];
        await recipients.RequireKnownAsync(profile, kept, cancellation);
        return await SealAsync(
            profile, keys, Content.Of(opened), await recipients.WithOwnAsync(kept, cancellation), cancellation);
    }

    private async Task<ResealedProfile> RunAsync(
        string profile, Func<Recipient, bool> leaveOut, Func<IReadOnlyList<Recipient>, IReadOnlyList<Recipient>> change,
        CancellationToken cancellation)
    {
        var keys = Read(profile);
        if (keys.Section is { } section)
        {
            var opened = await unseal.OpenSealAsync(section, IsManager(profile), cancellation);
            IReadOnlyList<Recipient> before = [.. opened.Header.Entries.Select(entry => entry.Recipient)];

            // a recovery key that is going out need not be confirmed first
            await recipients.RequireKnownAsync(profile, before.Where(recipient => !leaveOut(recipient)), cancellation);
            return await SealAsync(profile, keys, Content.Of(opened), change(before), cancellation);
        }

        var key = await unseal.RunAsync(profile, keys, cancellation);
        var user = await LearnUserAsync(profile, key, cancellation);
        var own = await recipients.OwnAsync(anew: false, cancellation);
        return await SealAsync(profile, keys, new Content(key, user, []), change([own]), cancellation);
    }

    private IReadOnlyList<Recipient> RemoveFrom(IReadOnlyList<Recipient> before, string profile, string fingerprint)
    {
        if (before.FirstOrDefault(recipient => recipient.Fingerprint == fingerprint) is not { } gone)
        {
            throw new RefusedException(
                $"profile '{profile}' is not sealed for {TerminalText.Quote(fingerprint)}",
                new Remedy("see for whom it is", new OurCommand.ListRecipients(profile)));
        }

        if (recipients.IsOwn(gone))
        {
            throw new RefusedException(
                $"{fingerprint} is the SSH key of this machine, which could not open profile '{profile}' any more",
                "remove it on the machine of another recipient");
        }

        return [.. before.Where(recipient => recipient != gone)];
    }

    private async Task<ResealedProfile> SealAsync(
        string profile, ProfileKeys.Sealed before, Content content, IReadOnlyList<Recipient> those,
        CancellationToken cancellation)
    {
        using var seal = await sealer.PrepareAsync(
            new SectionOrder(profile, content.User, those, content.Others), rehearse: false, cancellation);
        var pair = await seal.SealAsync(content.Key, cancellation);
        await profiles.EditAsync(
            files => SealedProfile.Put(
                files.Credentials, profile, before, pair, content.User, new OurCommand.ListRecipients(profile)), cancellation);
        unseal.Remember(profile, content.Key);
        return new ResealedProfile(profile, those, AccessKey.AccountOf(content.Key.Id) ?? "", content.User);
    }

    private ProfileKeys.Sealed Read(string profile)
    {
        if (profile == "default")
        {
            throw new RefusedException(
                "profile 'default' cannot be sealed: every AWS program reads it and would stop working", remedy: null);
        }

        var keys = ProfileKeys.Read(profiles.Read().Credentials, profile);
        return keys is ProfileKeys.Sealed found
            && (found.Section is not null || SealedKeyPair.Examine(profile, found.Id, found.Secret) == SealingState.Sealed)
            ? found
            : throw new RefusedException(
                $"profile '{profile}' is not sealed", new Remedy("seal it first", new OurCommand.Encrypt(profile)));
    }

    // What the profile says of its user is not authentic, and the new seal will be: AWS is asked. One that cannot be reached must
    // not keep a laptop from being added.
    private async Task<string> LearnUserAsync(string profile, AccessKey key, CancellationToken cancellation)
    {
        var manager = ManagerProfile.Read(profiles.Read(), profile, regions);
        try
        {
            return await UnlockManager.AskNameAsync(aws, manager, key, cancellation);
        }
        catch (IamSorryException error) when (
            manager.UserName is not null && error is not (
                AwsException { Status: < HttpStatusCode.InternalServerError } or RefusedException or InvalidInputException))
        {
            reporter.Warn(
                $"sealing the key as one of '{manager.UserName}', as the profile says; AWS could not be asked ({error.Message})");
            return manager.UserName;
        }
    }

    private sealed record Content(AccessKey Key, string User, IReadOnlyList<(string Name, string Text)> Others)
    {
        public static Content Of(OpenedSeal opened) => new(
            opened.Key ?? throw new RefusedException(
                "no access key is sealed there, and only profiles with one are sealed anew", remedy: null),
            opened.Header.User,
            [.. opened.Fields.Where(
                field => field.Name is not (CredentialFields.AccessKeyId or CredentialFields.SecretAccessKey))]);

        public override string ToString() => "opened profile";
    }
}
