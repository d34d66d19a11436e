namespace IamSorry.Credentials;

/// <summary>A permanent access key pair of an IAM user.</summary>
/// <param name="Id">The access key id (<c>AKIA...</c>); not a secret.</param>
/// <param name="Secret">The secret access key; never printed by <see cref="ToString"/>.</param>
public sealed record AccessKey(string Id, string Secret)
{
    /// <summary>The last four characters of the key id: enough to recognise it, safe in any message.</summary>
    public override string ToString() => Shorten(Id);

    /// <summary>Whether the id says that the key is permanent (<c>AKIA</c>; temporary ones begin with <c>ASIA</c>).</summary>
    public static bool IsPermanent(string keyId) => keyId.StartsWith("AKIA", StringComparison.Ordinal);

    /// <summary>Whether an id says that the key is a session's.</summary>
    public static bool IsTemporary(string? keyId) => keyId?.StartsWith("ASIA", StringComparison.Ordinal) == true;

    /// <summary>
    /// The twelve-digit account that is encoded in a key id: 40 bits behind the first bit of the base32 digits after the prefix.
    /// Ids made before 2019 encode something else; what comes out is then no account, but the same for the same key. Null where
    /// the id is none.
    /// </summary>
    public static string? AccountOf(string keyId)
    {
        const int prefix = 4, digits = 10;
        if (keyId.Length < prefix + digits)
        {
            return null;
        }

        long bits = 0;
        foreach (var digit in keyId.AsSpan(prefix, digits))
        {
            var value = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567".IndexOf(digit, StringComparison.Ordinal);
            if (value < 0)
            {
                return null;
            }

            bits = (bits << 5) | (uint)value;
        }

        // 50 bits: one unused, 40 of the account, 9 of something else
        return ((bits >> 9) & 0xFF_FFFF_FFFF).ToString("D12", System.Globalization.CultureInfo.InvariantCulture);
    }

    /// <summary>
    /// The same where it is certain, so that it may be paired with the key in a request: ids of today begin with a set bit, and
    /// hold no number that is not an account's. Null for older ids.
    /// </summary>
    public static string? CertainAccountOf(string keyId)
        => keyId is [_, _, _, _, (>= 'Q' and <= 'Z') or (>= '2' and <= '7'), ..] && AccountOf(keyId) is { Length: 12 } account
            ? account : null;

    /// <summary>Whether it has the form of a key id: 16 to 128 capital letters and digits.</summary>
    public static bool IsKeyId(string text)
        => text.Length is >= 16 and <= 128 && text.All(c => char.IsAsciiLetterUpper(c) || char.IsAsciiDigit(c));

    /// <summary>A key id as messages show it: <c>****WXYZ</c>.</summary>
    public static string Shorten(string keyId) => keyId.Length <= 4 ? "****" : "****" + keyId[^4..];
}
