using IamSorry.Credentials;
using IamSorry.Errors;
using IamSorry.Sealing.Formats;
using IamSorry.Sealing.Recipients;

namespace IamSorry.Sealing;

/// <summary>A sealing in format v2: both signatures were made and agreed. Disposing it zeroes its keys.</summary>
internal sealed class PreparedPair : PreparedSeal
{
    private readonly string _profile;
    private readonly SealingKey _sealing;
    private readonly SealingKey _opening;
    private bool _used;

    /// <summary>Prepares a sealing.</summary>
    /// <param name="profile">The profile it is for.</param>
    /// <param name="wrapped">The secret, which was found again once: what is sealed can be opened.</param>
    private PreparedPair(string profile, WrappedSecret wrapped)
    {
        _profile = profile;
        _sealing = SealingKey.Derive(wrapped.Stanza, wrapped.Secret);
        _opening = SealingKey.Derive(wrapped.Stanza, wrapped.Secret);
    }

    /// <inheritdoc cref="PreparedSeal.ForAsync(string, IRecipient, CancellationToken)"/>
    public static new async Task<PreparedSeal> ForAsync(
        string profile, IRecipient recipient, CancellationToken cancellationToken)
    {
        _ = SealingKey.AssociatedData(profile, SealedFields.AccessKeyId);
        using var wrapped = await recipient.WrapAsync($"seal profile {profile}", cancellationToken);
        return new PreparedPair(profile, wrapped);
    }

    /// <inheritdoc/>
    public override Task<SealedKeyPair> SealAsync(AccessKey key, CancellationToken cancellationToken)
    {
        if (_used)
        {
            throw new InvalidOperationException("a sealing key seals one key pair");
        }

        _used = true;
        return Task.FromResult(
            new SealedKeyPair(Seal(SealedFields.AccessKeyId, key.Id), Seal(SealedFields.SecretAccessKey, key.Secret)));
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        _sealing.Dispose();
        _opening.Dispose();
        base.Dispose(disposing);
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
