using IamSorry.Credentials;
using IamSorry.Errors;
using IamSorry.Sealing.Formats;
using IamSorry.Sealing.Recipients;

namespace IamSorry.Sealing;

/// <summary>
/// A sealing of one profile that lacks nothing but the access key: both signatures were made and agreed. Disposing it zeroes its
/// keys.
/// </summary>
public sealed class PreparedSeal : IDisposable
{
    private readonly string _profile;
    private readonly SealingKey _sealing;
    private readonly SealingKey _opening;
    private bool _used;

    /// <summary>Prepares a sealing.</summary>
    /// <param name="profile">The profile it is for.</param>
    /// <param name="wrapped">The secret, which was found again once: what is sealed can be opened.</param>
    private PreparedSeal(string profile, WrappedSecret wrapped)
    {
        _profile = profile;
        _sealing = SealingKey.Derive(wrapped.Stanza, wrapped.Secret);
        _opening = SealingKey.Derive(wrapped.Stanza, wrapped.Secret);
    }

    /// <summary>
    /// Does all of a sealing that can fail or asks somebody: for a key that may not exist yet, so that none is made which could
    /// not be sealed.
    /// </summary>
    /// <exception cref="UnsealException">The key is not an Ed25519 key, nobody can sign, or the signer answers differently each
    /// time.</exception>
    public static async Task<PreparedSeal> ForAsync(string profile, IRecipient recipient, CancellationToken cancellationToken)
    {
        _ = SealingKey.AssociatedData(profile, SealedFields.AccessKeyId);
        using var wrapped = await recipient.WrapAsync($"seal profile {profile}", cancellationToken);
        return new PreparedSeal(profile, wrapped);
    }

    /// <summary>
    /// Seals an access key, and opens it again, before it returns. Only once: a sealing key seals one pair of values.
    /// </summary>
    /// <exception cref="UnsealException">What was sealed does not open again.</exception>
    /// <exception cref="InvalidOperationException">It has sealed a key already.</exception>
    public SealedKeyPair Seal(AccessKey key)
    {
        if (_used)
        {
            throw new InvalidOperationException("a sealing key seals one key pair");
        }

        _used = true;
        return new SealedKeyPair(Seal(SealedFields.AccessKeyId, key.Id), Seal(SealedFields.SecretAccessKey, key.Secret));
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _sealing.Dispose();
        _opening.Dispose();
    }

    // opened by a key of its own, from the text that goes into the file, before the plaintext leaves it
    private string Seal(string field, string text)
    {
        var value = _sealing.Seal(_profile, field, text).ToString();
        return _opening.TryOpen(_profile, field, SealedValue.Parse(value)) == text
            ? value
            : throw new UnsealException($"{field} of profile {_profile} was sealed but does not open again; nothing was changed");
    }
}
