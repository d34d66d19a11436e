using System.Security.Cryptography;
using System.Text;
using IamSorry.Credentials;
using IamSorry.Errors;

namespace IamSorry.Sealing;

/// <summary>
/// A sealing of one profile that lacks nothing but the access key: both signatures were made and agreed. Disposing it zeroes its keys.
/// </summary>
public sealed class PreparedSeal : IDisposable
{
    private static readonly UTF8Encoding StrictUtf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    private readonly string _profile;
    private readonly SealingKey _sealing;
    private readonly SealingKey _opening;
    private bool _used;

    /// <summary>Prepares a sealing.</summary>
    /// <param name="profile">The profile it is for.</param>
    /// <param name="first">The signature that seals.</param>
    /// <param name="second">The one that opens what was sealed: the proof that it can be made again.</param>
    internal PreparedSeal(string profile, SaltSignature first, SaltSignature second)
    {
        _profile = profile;
        _sealing = first.DeriveKey();
        _opening = second.DeriveKey();
    }

    /// <summary>Seals an access key, and opens it again, before it returns. Only once: a sealing key seals one pair of values.</summary>
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

    private string Seal(string field, string text)
    {
        byte[] plaintext = [];
        byte[]? opened = null;
        try
        {
            plaintext = StrictUtf8.GetBytes(text);
            var value = _sealing.Seal(_profile, field, plaintext).ToString();
            opened = _opening.TryOpen(_profile, field, SealedValue.Parse(value));
            return CryptographicOperations.FixedTimeEquals(plaintext, opened)
                ? value
                : throw new UnsealException($"{field} of profile {_profile} was sealed but does not open again; nothing was changed");
        }
        catch (EncoderFallbackException)
        {
            throw new InvalidInputException($"{field} of profile {_profile} is no valid text");
        }
        finally
        {
            CryptographicOperations.ZeroMemory(plaintext);
            CryptographicOperations.ZeroMemory(opened);
        }
    }
}
