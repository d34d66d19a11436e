using IamSorry.Credentials;
using IamSorry.Errors;
using IamSorry.OpenSsh;
using IamSorry.Reporting;
using IamSorry.Sealing.Formats;
using IamSorry.Sealing.Recipients;

namespace IamSorry.Sealing;

/// <summary>Opens the sealed keys of profiles, and knows who they are sealed for; <see cref="PreparedSeal"/> seals.</summary>
/// <param name="identities">Who may open, in the order in which they are asked: the agent, then the key file.</param>
/// <param name="recipient">Tells who is sealed for, and refuses a key that cannot seal; null where nothing is ever
/// sealed.</param>
/// <param name="reporter">Is told, in one line each, what the user should know while it happens.</param>
public sealed class ProfileSealer(
    IReadOnlyList<IIdentity> identities, Func<IRecipient>? recipient = null, IReporter? reporter = null)
{
    private readonly IReporter _reporter = reporter ?? Reporter.Silent;

    /// <summary>Who profiles are sealed for on this machine, looked up each time.</summary>
    /// <exception cref="UnsealException">The SSH key is missing or cannot seal; with the command that mends it.</exception>
    public IRecipient FindRecipient() =>
        recipient is null ? throw new InvalidOperationException("this sealer only opens") : recipient();

    /// <summary>The SSH key that signs what is sealed in format v3; null where nothing is ever sealed.</summary>
    public Func<SealSigner>? Signer { get; init; }

    /// <summary>The SSH key that is asked first where it is among several recipients; null: none.</summary>
    public Func<SshKeyId?> Preferred { get; init; } = static () => null;

    /// <summary>Tells when something is sealed.</summary>
    public TimeProvider Clock { get; init; } = TimeProvider.System;

    /// <summary>The SSH key that signs what is sealed in format v3.</summary>
    /// <exception cref="UnsealException">The SSH key is missing or cannot seal; with the command that mends it.</exception>
    public SealSigner FindSigner() =>
        Signer is null ? throw new InvalidOperationException("this sealer only opens") : Signer();

    /// <summary>Prepares a sealing in format v3.</summary>
    /// <param name="order">What, and for whom.</param>
    /// <param name="rehearse">Whether the access key does not exist yet, so that nothing may fail afterwards.</param>
    /// <param name="cancellationToken">Stops the asking.</param>
    /// <exception cref="UnsealException">Nobody can sign.</exception>
    public Task<PreparedSeal> PrepareAsync(SectionOrder order, bool rehearse, CancellationToken cancellationToken) =>
        PreparedSection.ForAsync(new SealWriter(FindSigner(), Clock), order, rehearse, cancellationToken);

    /// <summary>Opens a section of format v3 with one signature.</summary>
    /// <param name="section">What stands in the file.</param>
    /// <param name="requireTrusted">Refuses a signer who may not seal this profile; called before anybody is asked.</param>
    /// <param name="cancellationToken">Stops the asking.</param>
    /// <exception cref="UnsealException">It is malformed or not authentic, or nobody can open it.</exception>
    public Task<OpenedSeal> OpenAsync(
        SealedSection section, Action<SealHeader> requireTrusted, CancellationToken cancellationToken) =>
        new SealOpener(identities, Preferred).OpenAsync(section, requireTrusted, cancellationToken);

    /// <summary>Opens a section of format v3 with a recovery key.</summary>
    /// <exception cref="UnsealException">It is malformed or not authentic, or not sealed for that key.</exception>
    public static OpenedSeal Open(SealedSection section, Action<SealHeader> requireTrusted, RecoveryKey recovery) =>
        SealOpener.Open(section, requireTrusted, recovery);

    /// <summary>The same for a section of format v3.</summary>
    public async Task<bool> CanOpenUnaskedAsync(SealedSection section, CancellationToken cancellationToken)
    {
        if (!section.TryReadHeader(out var header))
        {
            return true;
        }

        var stanzas = SealOpener.Stanzas(header, Preferred());
        foreach (var identity in identities)
        {
            if (await identity.FindMineAsync(stanzas, cancellationToken) is { } mine
                && await identity.CanUnwrapUnaskedAsync(mine, cancellationToken))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>
    /// Whether sealed values could be opened at this moment without asking anybody for a passphrase. Nothing is opened.
    /// </summary>
    public async Task<bool> CanOpenUnaskedAsync(string sealedId, CancellationToken cancellationToken)
    {
        if (!SealedValue.TryParse(sealedId, out var value, out _))
        {
            return true;
        }

        foreach (var identity in identities)
        {
            if (await identity.CanUnwrapUnaskedAsync(value.Stanza, cancellationToken))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Opens the two sealed values of a profile with one signature.</summary>
    /// <exception cref="UnsealException">
    /// A value is malformed, plain, or of the older tool; both were not sealed together; nobody can sign; or a value is not
    /// authentic.
    /// </exception>
    public async Task<AccessKey> OpenAsync(
        string profile, string sealedId, string sealedSecret, CancellationToken cancellationToken)
    {
        var (id, secret) = ParseBoth(profile, sealedId, sealedSecret);
        _ = SealingKey.AssociatedData(profile, SealedFields.AccessKeyId);
        using var found = await Unwrapped.FirstAsync(identities, id.Stanza, $"open profile {profile}", cancellationToken);
        if (TryOpenBoth(found) is { } key)
        {
            return key;
        }

        // Either the values were changed, or this signer does not give the signature it gave when they were sealed. It costs
        // nothing to ask it again where nobody has to type: if it differs from itself, the key file, which comes next, still
        // opens them.
        var rest = identities.SkipWhile(identity => identity != found.By).Skip(1).ToList();
        if (!found.By.AsksEachTime && rest.Count > 0 && !await found.RepeatsAsync(cancellationToken))
        {
            _reporter.Say($"{found.By.Name} signs the same message differently each time, so it cannot open sealed keys");
            using var other = await Unwrapped.FirstAsync(rest, id.Stanza, $"open profile {profile}", cancellationToken);
            if (TryOpenBoth(other) is { } opened)
            {
                return opened;
            }
        }

        throw new UnsealException(
            $"the sealed keys of profile {profile} are not authentic: they were changed, or sealed for another profile or field",
            new Remedy(
                "undo the change or restore the credentials file from a backup; else put new access keys there and seal them",
                new OurCommand.Encrypt(profile)));

        AccessKey? TryOpenBoth(Unwrapped from)
        {
            using var opening = SealingKey.Derive(from.Stanza, from.Secret);
            return opening.TryOpen(profile, SealedFields.AccessKeyId, id) is { } openId
                && opening.TryOpen(profile, SealedFields.SecretAccessKey, secret) is { } openSecret
                    ? new AccessKey(openId, openSecret)
                    : null;
        }
    }

    private static (SealedValue Id, SealedValue Secret) ParseBoth(string profile, string sealedId, string sealedSecret)
    {
        switch (SealedKeyPair.Examine(profile, sealedId, sealedSecret))
        {
            case SealingState.Plain:
                throw new UnsealException(
                    $"the keys of profile {profile} are not sealed", new Remedy("seal them", new OurCommand.Encrypt(profile)));
            case SealingState.Legacy:
                throw new UnsealException(
                    $"the keys of profile {profile} were encrypted by an older tool", new Remedy(
                        "seal them again", new OurCommand.Encrypt(profile)));
            default:
                break;
        }

        var id = Parse(profile, SealedFields.AccessKeyId, sealedId);
        var secret = Parse(profile, SealedFields.SecretAccessKey, sealedSecret);

        // One sealing writes both values with one salt. Values of two sealings are no pair: the id of one key, the secret of
        // another.
        return id.KeyId.Equals(secret.KeyId) && id.Salt.SequenceEqual(secret.Salt)
            ? (id, secret)
            : throw new UnsealException(
                $"the two sealed values of profile {profile} were not sealed together",
                "restore both from the same backup of the credentials file");
    }

    private static SealedValue Parse(string profile, string field, string text) =>
        SealedValue.TryParse(text, out var value, out var problem)
            ? value
            : throw new UnsealException(
                $"{field} of profile {profile} is malformed: {problem}", "restore the credentials file from a backup");
}
