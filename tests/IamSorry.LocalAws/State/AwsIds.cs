using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace IamSorry.LocalAws;

/// <summary>
/// Makes ids, secrets and tokens that look like AWS's. An access key id is a 4 letter prefix and 16 base32 characters (80 bits):
/// a one, the account number in the next 40 bits (as published by those who decoded it), then 39 random bits.
/// </summary>
internal static class AwsIds
{
    private const string Base32 = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

    public static string AccessKeyId(string prefix, string accountId)
    {
        Span<byte> bytes = stackalloc byte[10];
        RandomNumberGenerator.Fill(bytes);
        var account = ulong.Parse(accountId, CultureInfo.InvariantCulture);
        var head = (1UL << 47) | (account << 7) | (bytes[5] & 0x7Fu);
        Span<byte> eight = stackalloc byte[8];
        BinaryPrimitives.WriteUInt64BigEndian(eight, head);
        eight[2..].CopyTo(bytes);
        return prefix + Encode(bytes);
    }

    /// <summary>
    /// An id such as <c>AIDA...</c> (user), <c>AROA...</c> (role), <c>AGPA...</c> (group), <c>ANPA...</c> (policy): 21
    /// characters.
    /// </summary>
    public static string UniqueId(string prefix) => prefix + RandomNumberGenerator.GetString(Base32, 17);

    public static string Secret() => Convert.ToBase64String(RandomNumberGenerator.GetBytes(30));

    public static string SessionToken() => "IQoJb3JpZ2luX2Vj" + Convert.ToBase64String(RandomNumberGenerator.GetBytes(300));

    private static string Encode(ReadOnlySpan<byte> bytes)
    {
        var text = new StringBuilder();
        var (buffer, bits) = (0, 0);
        foreach (var value in bytes)
        {
            buffer = (buffer << 8) | value;
            for (bits += 8; bits >= 5; bits -= 5)
            {
                text.Append(Base32[(buffer >> (bits - 5)) & 31]);
            }

            buffer &= (1 << bits) - 1;
        }

        return text.ToString();
    }
}
