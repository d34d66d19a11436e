using IamSorry.Crypto;
using IamSorry.Errors;
using IamSorry.OpenSsh;
using IamSorry.Sealing.Formats;
using IamSorry.Sealing.Recipients;

namespace IamSorry.Sealing;

/// <summary>
/// Opens sections of format v3, in the order that the format prescribes: parse, signer, signature, proofs, HPKE, mac, fields. So
/// nobody is asked for a signature before it is known that somebody who may do so sealed it.
/// </summary>
/// <param name="identities">Who may open, in the order in which they are asked.</param>
/// <param name="preferred">The SSH key that is asked for first where it is among the recipients; or null.</param>
internal sealed class SealOpener(IReadOnlyList<IIdentity> identities, Func<SshKeyId?> preferred)
{
    /// <summary>Opens a section with one signature of one SSH key.</summary>
    /// <param name="section">What stands in the file.</param>
    /// <param name="requireTrusted">Refuses a signer who may not seal this profile.</param>
    /// <param name="cancellationToken">Stops the asking.</param>
    /// <exception cref="UnsealException">It is malformed, not authentic, or nobody here can open it.</exception>
    public async Task<OpenedSeal> OpenAsync(
        SealedSection section, Action<SealHeader> requireTrusted, CancellationToken cancellationToken)
    {
        var (header, fields) = Check(section, requireTrusted);
        using var unlocked = await UnlockAsync(section.Profile, header, cancellationToken);
        return Open(section, header, fields, unlocked.Entry, unlocked.Key);
    }

    /// <summary>Opens a section with a recovery key.</summary>
    /// <exception cref="UnsealException">It is malformed, not authentic, or not sealed for that key.</exception>
    public static OpenedSeal Open(SealedSection section, Action<SealHeader> requireTrusted, RecoveryKey recovery)
    {
        var (header, fields) = Check(section, requireTrusted);
        var entry = header.Entries.FirstOrDefault(
            entry => entry.Recipient.IsRecovery && entry.Recipient.X25519.SequenceEqual(recovery.Recipient.X25519))
            ?? throw new UnsealException(
                $"profile '{section.Profile}' is not sealed for this recovery key ({recovery.Recipient.Fingerprint})",
                new Remedy("see for whom it is", new OurCommand.ListRecipients(section.Profile)));
        return Open(section, header, fields, entry, recovery.Key);
    }

    /// <summary>The recipients' stanzas, the preferred one first.</summary>
    internal static IReadOnlyList<KeyStanza> Stanzas(SealHeader header, SshKeyId? first)
        => [.. header.Entries.Select(entry => entry.Recipient).Where(recipient => recipient.Key is not null)
            .OrderByDescending(recipient => recipient.Key!.KeyId.Equals(first))
            .Select(recipient => new UnlockStanza(recipient.Key!.KeyId, recipient.Salt.ToArray()))];

    /// <summary>The steps before HPKE, which need no secret.</summary>
    internal static (SealHeader Header, IReadOnlyList<(string Name, SealedField Value)> Fields) Check(
        SealedSection section, Action<SealHeader> requireTrusted)
    {
        var header = section.ReadHeader();
        var fields = section.ReadFields();
        requireTrusted(header);
        var message = SealBytes.SealMessage(header.ToMac.Span, section.Profile, section.SealedFields);
        if (!Ed25519Verifier.IsValid(header.Signer.RawEd25519, SshSignature.DataToSign(message), header.Signature.Span))
        {
            throw NotAuthentic(
                section, $"the SSH key {header.Signer.Fingerprint}, which it names as its signer, did not sign it");
        }

        var unproved = header.Entries.FirstOrDefault(entry => !entry.Recipient.IsProved);
        return unproved is null ? (header, fields) : throw NotAuthentic(
            section, $"the SSH key {unproved.Recipient.Fingerprint} did not make the recipient that bears its name");
    }

    private static OpenedSeal Open(
        SealedSection section, SealHeader header, IReadOnlyList<(string Name, SealedField Value)> fields, SealEntry entry,
        X25519Key key)
    {
        var info = SealBytes.FileKeyInfo(section.Profile, header.Account, header.User);
        using var fileKey = FileKey.TryUnwrap(key, entry, info)
            ?? throw NotAuthentic(section, $"what is wrapped for {entry.Recipient.Fingerprint} does not open");
        if (!fileKey.IsMac(header.ToSigner.Span, header.Mac.Span))
        {
            throw NotAuthentic(section, "its recipients were not given one and the same key");
        }

        var opened = new List<(string, string)>(fields.Count);
        foreach (var (name, value) in fields)
        {
            var data = SealBytes.FieldData(section.Profile, name, header.Account, header.User);
            opened.Add((name, fileKey.TryOpen(value, data) ?? throw NotAuthentic(section, $"{name} does not open")));
        }

        return new OpenedSeal(header, opened);
    }

    // one recipient is tried, however many there are: the configured key where it is one, else the first that is held here
    private async Task<Unlocked> UnlockAsync(string profile, SealHeader header, CancellationToken cancellationToken)
    {
        var first = preferred();
        var stanzas = Stanzas(header, first);
        var reasons = new List<string>();
        SshKeyId? otherKey = null;
        foreach (var identity in identities)
        {
            try
            {
                var isFirst = stanzas.Count > 0 && (stanzas.Count == 1 || stanzas[0].Key.Equals(first));
                if (isFirst && await TryAsync(identity, stanzas[0]) is { } unlocked)
                {
                    return unlocked;
                }

                var rest = isFirst ? [.. stanzas.Skip(1)] : stanzas;
                if (rest.Count > 0 && await identity.FindMineAsync(rest, cancellationToken) is { } mine
                    && await TryAsync(identity, mine) is { } found)
                {
                    return found;
                }

                if (!isFirst)
                {
                    reasons.Add($"{identity.Name}: it holds none of them");
                }
            }
            catch (UnsealException e) when (reasons.Count > 0)
            {
                throw new UnsealException($"{e.Message} ({string.Join("; ", reasons)})", e.Remedy, e);
            }
        }

        var names = string.Join(", ", stanzas.Select(stanza => stanza.Key.Fingerprint));
        var why = reasons.Count == 0 ? "nobody was asked" : string.Join("; ", reasons);
        throw new UnsealException(
            names.Length == 0 ? $"profile '{profile}' is sealed for recovery keys only"
                : otherKey is not null && stanzas.Count == 1
                    ? $"cannot open profile {profile}: it needs the SSH key {names}, the one at hand is {otherKey.Fingerprint} "
                        + $"({why})"
                    : $"cannot open profile {profile}: nobody can sign with the SSH key {names} ({why})",
            names.Length == 0
                ? new Remedy("open it with one", new OurCommand.Recover(profile))
                : new Remedy("load it into the agent", ShellCommand.Of("ssh-add", "PATH"))
                {
                    Or = new("name it", new OurCommand.Option(OurOption.SshKey, "PATH")),
                });

        async Task<Unlocked?> TryAsync(IIdentity identity, KeyStanza stanza)
        {
            var answer = await identity.UnwrapAsync(stanza, cancellationToken);
            using var secret = answer.Secret;
            if (secret is null)
            {
                otherKey ??= answer.OtherKey;
                reasons.Add($"{identity.Name}: {answer.Problem}");
                return null;
            }

            var entry = header.Entries.First(entry => entry.Recipient.Key?.KeyId.Equals(stanza.Key) == true);
            var unlocked = Unlocked.TryBy(entry, secret);
            if (unlocked is null)
            {
                reasons.Add($"{identity.Name}: its signature is another one than when the recipient was made");
            }

            return unlocked;
        }
    }

    private static UnsealException NotAuthentic(SealedSection section, string why) => new(
        $"the seal of profile '{section.Profile}' is not authentic: {why}", new Remedy(
            "undo the change, or restore the credentials file from a backup"));

    private sealed class Unlocked : IDisposable
    {
        private Unlocked(SealEntry entry, GuardedSecret unlock)
        {
            Entry = entry;
            Key = X25519Key.Derive(unlock, entry.Recipient.Salt, RecipientMaker.X25519Info);
        }

        public SealEntry Entry { get; }

        public X25519Key Key { get; }

        // The proof says that this public key was made of the signature: another one comes of another signature, whether the
        // signer answers differently each time or something else answers in its place.
        public static Unlocked? TryBy(SealEntry entry, GuardedSecret unlock)
        {
            var unlocked = new Unlocked(entry, unlock);
            if (unlocked.Key.Public.SequenceEqual(entry.Recipient.X25519))
            {
                return unlocked;
            }

            unlocked.Dispose();
            return null;
        }

        public void Dispose() => Key.Dispose();
    }
}
