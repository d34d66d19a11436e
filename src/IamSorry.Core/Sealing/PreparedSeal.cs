using IamSorry.Credentials;
using IamSorry.Errors;
using IamSorry.Sealing.Recipients;

namespace IamSorry.Sealing;

/// <summary>
/// A sealing of one profile that lacks nothing but the access key, of either format. Disposing it zeroes what it holds.
/// </summary>
public abstract class PreparedSeal : IDisposable
{
    /// <summary>
    /// Does all of a sealing in format v2 that can fail or asks somebody: for a key that may not exist yet, so that none is made
    /// which could not be sealed.
    /// </summary>
    /// <exception cref="UnsealException">The key is not an Ed25519 key, nobody can sign, or the signer answers differently each
    /// time.</exception>
    public static Task<PreparedSeal> ForAsync(string profile, IRecipient recipient, CancellationToken cancellationToken)
        => PreparedPair.ForAsync(profile, recipient, cancellationToken);

    /// <summary>
    /// Seals an access key, and reads it again, before it returns. Only once: a sealing key seals one profile.
    /// </summary>
    /// <exception cref="UnsealException">Nobody can sign, or what was sealed does not open again.</exception>
    /// <exception cref="InvalidOperationException">It has sealed a key already.</exception>
    public abstract Task<SealedKeyPair> SealAsync(AccessKey key, CancellationToken cancellationToken);

    /// <inheritdoc/>
    public void Dispose()
    {
        Dispose(disposing: true);
        GC.SuppressFinalize(this);
    }

    /// <summary>Zeroes what it holds.</summary>
    protected virtual void Dispose(bool disposing)
    {
        // format v3 holds nothing: its file key lives no longer than the sealing
    }
}
