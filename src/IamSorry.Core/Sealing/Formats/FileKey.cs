using System.Security.Cryptography;
using System.Text;
using IamSorry.Crypto;
using IamSorry.Errors;
using IamSorry.Sealing.Recipients;

namespace IamSorry.Sealing.Formats;

// Specification card: format v3, the key of one sealing
//   file key[32]  random, a fresh one for every sealing
//   values        AES-256-GCM under HKDF-SHA256(file key, salt empty, info "iam-sorry/v3 fields", 32 bytes)
//   mac           HMAC-SHA256 under HKDF-SHA256(file key, salt empty, info "iam-sorry/v3 header", 32 bytes)
//   wrapped       HPKE base mode to each recipient's X25519 key
// Why a random nonce is safe: a file key seals the few fields of one profile once.
// Why the mac: AES-GCM and HPKE do not commit to a key. With it, whoever unwraps another file key than the others sees it.

/// <summary>The key of one sealing, in guarded memory. Disposing it zeroes it.</summary>
internal sealed class FileKey : IDisposable
{
    /// <summary>Its size in bytes.</summary>
    public const int Size = 32;

    private static readonly UTF8Encoding StrictUtf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    private readonly GuardedSecret _secret;
    private readonly AesKey _fields;

    private FileKey(GuardedSecret secret)
    {
        _secret = secret;
        _fields = AesKey.Derive(secret, [], "iam-sorry/v3 fields"u8);
    }

    private static ReadOnlySpan<byte> HeaderInfo => "iam-sorry/v3 header"u8;

    /// <summary>A fresh one.</summary>
    public static FileKey Random() => new(GuardedSecret.Random(Size));

    /// <summary>The file key that was wrapped for the holder of a key; null where this was not.</summary>
    public static FileKey? TryUnwrap(X25519Key key, SealEntry entry, ReadOnlySpan<byte> info)
    {
        Span<byte> bytes = stackalloc byte[Size];
        return Hpke.TryOpen(key, entry.Enc.Span, info, entry.Wrapped.Span, bytes)
            ? new FileKey(GuardedSecret.Take(bytes)) : null;
    }

    /// <summary>Wraps it for a recipient.</summary>
    /// <exception cref="UnsealException">Nobody can hold the recipient's key.</exception>
    public SealEntry Wrap(Recipient recipient, ReadOnlySpan<byte> info)
    {
        Span<byte> bytes = stackalloc byte[Size];
        var (enc, wrapped) = (new byte[Hpke.EncapsulationSize], new byte[SealEntry.WrappedSize]);
        try
        {
            _secret.CopyTo(bytes);
            return Hpke.TrySeal(recipient.X25519, info, bytes, enc, wrapped)
                ? new SealEntry(recipient, enc, wrapped)
                : throw new UnsealException(
                    $"the recipient {recipient.Fingerprint} cannot be sealed for: its key is one that nobody holds",
                    "ask for its recipient string again");
        }
        finally
        {
            CryptographicOperations.ZeroMemory(bytes);
        }
    }

    /// <summary>The mac of a header.</summary>
    public byte[] Mac(ReadOnlySpan<byte> header) => HmacSha256.Compute(_secret, HeaderInfo, header);

    /// <summary>Whether a header's mac is right.</summary>
    public bool IsMac(ReadOnlySpan<byte> header, ReadOnlySpan<byte> mac) =>
        HmacSha256.IsValid(_secret, HeaderInfo, header, mac);

    /// <summary>Seals the text of one field.</summary>
    /// <exception cref="InvalidInputException">It is empty, too long or not text.</exception>
    public SealedField Seal(string field, string text, ReadOnlySpan<byte> data)
    {
        Span<byte> buffer = stackalloc byte[SealedField.LargestPlaintext];
        try
        {
            if (!StrictUtf8.TryGetBytes(text, buffer, out var length) || length == 0)
            {
                throw new InvalidInputException($"{field} is empty or too long to be sealed");
            }

            Span<byte> nonce = stackalloc byte[SealedValue.NonceSize];
            RandomNumberGenerator.Fill(nonce);
            var ciphertextAndTag = new byte[length + SealedValue.TagSize];
            _fields.Encrypt(nonce, data, buffer[..length], ciphertextAndTag);
            return SealedField.Assemble(nonce, ciphertextAndTag);
        }
        catch (EncoderFallbackException)
        {
            throw new InvalidInputException($"{field} is not valid text");
        }
        finally
        {
            CryptographicOperations.ZeroMemory(buffer);
        }
    }

    /// <summary>Opens the value of one field; null where it is not authentic, or not text.</summary>
    public string? TryOpen(SealedField value, ReadOnlySpan<byte> data)
    {
        Span<byte> buffer = stackalloc byte[SealedField.LargestPlaintext];
        var plaintext = buffer[..value.Length];
        try
        {
            return _fields.TryDecrypt(value.Nonce, data, value.CiphertextAndTag, plaintext)
                ? StrictUtf8.GetString(plaintext) : null;
        }
        catch (DecoderFallbackException)
        {
            return null;
        }
        finally
        {
            CryptographicOperations.ZeroMemory(buffer);
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _fields.Dispose();
        _secret.Dispose();
    }

    /// <summary>Never the key.</summary>
    public override string ToString() => "file key";
}
