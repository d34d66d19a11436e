using IamSorry.Errors;
using IamSorry.Profiles;
using IamSorry.Reporting;
using IamSorry.Sealing;
using IamSorry.Sealing.Recipients;

namespace IamSorry.Managers;

/// <summary>
/// For whom profiles are sealed in format v3: this machine, those that a seal names already, and those that are added.
/// </summary>
/// <param name="files">Where this machine's own recipient string and the recovery keys it knows are remembered.</param>
/// <param name="sealer">Knows this machine's SSH key.</param>
/// <param name="reporter">Hears what is asked for.</param>
public sealed class ProfileRecipients(AwsFiles files, ProfileSealer sealer, IReporter reporter)
{
    /// <summary>
    /// Asks whether a recovery key that this machine does not remember is to be kept; null where nobody can be asked, which is a
    /// no.
    /// </summary>
    public Func<Recipient, CancellationToken, Task<bool>>? Confirm { get; init; }

    /// <summary>This machine's recipient: the one that is kept, else a new one.</summary>
    /// <param name="anew">Whether a new one is wanted in any case.</param>
    /// <param name="cancellation">Stops the asking.</param>
    /// <exception cref="UnsealException">Nobody can sign.</exception>
    public async Task<Recipient> OwnAsync(bool anew, CancellationToken cancellation)
    {
        var signer = sealer.FindSigner();
        var kept = RecipientsFile.Own(files);
        if (!anew && kept.Find(signer.PublicKey.Fingerprint) is { } known)
        {
            return known;
        }

        reporter.Say(
            "three signatures: twice the one that opens, to see that it comes again, and one that says whose recipient it is");
        var made = await RecipientMaker.MakeAsync(signer, cancellation);
        kept.Keep(made);
        return made;
    }

    /// <summary>Whether a recipient is the SSH key of this machine.</summary>
    /// <exception cref="UnsealException">There is no such key.</exception>
    public bool IsOwn(Recipient recipient)
        => recipient.Key is { } key && key.KeyId.Equals(sealer.FindSigner().PublicKey.KeyId);

    /// <summary>Sees that every recovery key among recipients that are sealed for anew is one that was confirmed here.</summary>
    /// <exception cref="RefusedException">One is not remembered by this machine, and nobody confirmed it.</exception>
    public async Task RequireKnownAsync(string profile, IEnumerable<Recipient> those, CancellationToken cancellation)
    {
        var recovery = RecipientsFile.Recovery(files);
        foreach (var recipient in those.Where(recipient => recipient.IsRecovery && !recovery.Knows(recipient)))
        {
            if (Confirm is null || !await Confirm(recipient, cancellation))
            {
                throw new RefusedException(
                    $"profile '{profile}' is sealed for the recovery key {recipient.Fingerprint} too, which this machine does "
                    + "not remember: whoever holds it opens what is sealed next",
                    new Remedy("confirm it on a terminal, or leave it out", new OurCommand.RemoveRecipient(
                        recipient.Fingerprint, profile)));
            }

            recovery.Keep(recipient);
        }
    }

    /// <summary>Remembers a recovery key that was made here.</summary>
    public void Remember(Recipient recovery) => RecipientsFile.Recovery(files).Keep(recovery);

    /// <summary>This machine, and others; each once.</summary>
    /// <exception cref="UnsealException">Nobody can sign.</exception>
    public async Task<IReadOnlyList<Recipient>> WithOwnAsync(IEnumerable<Recipient> others, CancellationToken cancellation)
    {
        var all = others.ToList();
        return all.Exists(IsOwn) ? all : [await OwnAsync(anew: false, cancellation), .. all];
    }
}
