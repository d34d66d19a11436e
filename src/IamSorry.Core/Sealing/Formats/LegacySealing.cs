using System.Security.Cryptography;
using IamSorry.Credentials;
using IamSorry.Errors;
using IamSorry.OpenSsh;
using IamSorry.Crypto;

namespace IamSorry.Sealing.Formats;

// Specification card: the values of the older Python tool, read only
//   text = "__encrypted__:" base64( nonce[12] ciphertext tag[16] )
//   key  = HKDF-SHA256(ikm = all bytes of the key file, salt = "iam-sorry-v1-salt-2025", info = "iam-sorry-encryption", 32 bytes)
//   AES-256-GCM without associated data
// The key comes from bytes that lie on the disk beside the values. No passphrase is part of it.

/// <summary>Opens what the older Python tool encrypted, so that it can be sealed again. Never writes that format.</summary>
public static class LegacySealing
{
    /// <summary>What is wrong with such values; a caller who opens one shows it.</summary>
    public const string Weakness =
        "these keys were encrypted by an older tool with a key made from the bytes of the SSH key file: whoever copies both "
        + "files has them, "
        + "without the passphrase";

    private const int LargestText = 16 * 1024;

    /// <summary>Opens both values of a profile with the bytes of the key file.</summary>
    /// <param name="profile">The profile, for messages only.</param>
    /// <param name="keyPath">The key file that the older tool used.</param>
    /// <param name="sealedId">The value of <c>aws_access_key_id</c>.</param>
    /// <param name="sealedSecret">The value of <c>aws_secret_access_key</c>.</param>
    /// <exception cref="UnsealException">The file cannot be read, has changed since, or is another; or a value was
    /// changed.</exception>
    public static AccessKey Open(string profile, string keyPath, string sealedId, string sealedSecret)
    {
        var file = KeyFile.Read(keyPath);
        try
        {
            using var key = AesKey.DeriveFromFile(file, "iam-sorry-v1-salt-2025"u8, "iam-sorry-encryption"u8);
            return new AccessKey(
                Open(key, sealedId, profile, SealedFields.AccessKeyId, keyPath),
                Open(key, sealedSecret, profile, SealedFields.SecretAccessKey, keyPath));
        }
        finally
        {
            CryptographicOperations.ZeroMemory(file);
        }
    }

    private static string Open(AesKey key, string text, string profile, string field, string keyPath)
    {
        Span<byte> sealedBytes = stackalloc byte[LargestText];
        if (!SealedValue.IsLegacy(text)
            || !Convert.TryFromBase64Chars(text.AsSpan(SealedValue.Prefix.Length), sealedBytes, out var length)
            || length <= AesKey.NonceSize + AesKey.TagSize)
        {
            throw new UnsealException($"{field} of profile {profile} is malformed", "restore the credentials file from a backup");
        }

        var value = sealedBytes[..length];
        Span<byte> buffer = stackalloc byte[LargestText];
        var plaintext = buffer[..(length - AesKey.NonceSize - AesKey.TagSize)];
        try
        {
            return key.TryDecrypt(value[..AesKey.NonceSize], [], value[AesKey.NonceSize..], plaintext)
                ? SealingKey.DecodeText(plaintext, profile, field)
                : throw new UnsealException(
                    $"{TerminalText.FirstLine(keyPath)} does not open {field} of profile {profile}: "
                    + "the older tool used another key file, or the file has changed since (a new passphrase is such a change)",
                    new Remedy("restore the key file of that time and name it", new OurCommand.Option(OurOption.SshKey, "PATH"))
                    {
                        Or = "put new access keys into the profile",
                    });
        }
        finally
        {
            CryptographicOperations.ZeroMemory(buffer);
        }
    }
}
