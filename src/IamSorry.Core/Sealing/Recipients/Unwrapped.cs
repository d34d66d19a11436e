using IamSorry.Errors;
using IamSorry.Crypto;

namespace IamSorry.Sealing.Recipients;

/// <summary>A secret that was found again, and by whom. Disposing it zeroes the secret.</summary>
internal sealed record Unwrapped(IIdentity By, KeyStanza Stanza, GuardedSecret Secret) : IDisposable
{
    /// <summary>Asks one identity after the other until one is the right one.</summary>
    /// <exception cref="UnsealException">None is, or the right one cannot.</exception>
    public static async Task<Unwrapped> FirstAsync(
        IEnumerable<IIdentity> identities, KeyStanza stanza, string purpose, CancellationToken cancellationToken)
    {
        var reasons = new List<string>();
        OpenSsh.SshKeyId? otherKey = null;
        foreach (var identity in identities)
        {
            UnwrapAnswer answer;
            try
            {
                answer = await identity.UnwrapAsync(stanza, cancellationToken);
            }
            catch (UnsealException e) when (reasons.Count > 0)
            {
                throw new UnsealException($"{e.Message} ({string.Join("; ", reasons)})", e.Remedy, e);
            }

            if (answer.Secret is { } secret)
            {
                return new Unwrapped(identity, stanza, secret);
            }

            otherKey ??= answer.OtherKey;
            reasons.Add($"{identity.Name}: {answer.Problem}");
        }

        var why = reasons.Count == 0 ? "nobody was asked" : string.Join("; ", reasons);
        throw otherKey is null
            ? new UnsealException(
                $"cannot {purpose}: nobody can sign with the SSH key {stanza.Key.Fingerprint} ({why})",
                new Remedy("load it into the agent", ShellCommand.Of("ssh-add", "PATH"))
                {
                    Or = new("name it", new OurCommand.Option(OurOption.SshKey, "PATH")),
                })
            : new UnsealException(
                $"cannot {purpose}: it needs the SSH key {stanza.Key.Fingerprint}, the one at hand is {otherKey.Fingerprint} "
                + $"({why})",
                new Remedy("name the key that it was sealed with", new OurCommand.Option(OurOption.SshKey, "PATH")));
    }

    /// <summary>
    /// Whether the identity, asked again, finds the same. One that does not answer any more has not contradicted itself.
    /// </summary>
    public async Task<bool> RepeatsAsync(CancellationToken cancellationToken)
    {
        using var again = (await By.UnwrapAsync(Stanza, cancellationToken)).Secret;
        return again is null || Secret.Matches(again);
    }

    /// <inheritdoc/>
    public void Dispose() => Secret.Dispose();

    /// <summary>Never the secret.</summary>
    public override string ToString() => $"unwrapped by {By.Name}";
}
