namespace IamSorry.Sealing.Formats;

/// <summary>
/// Base64 in its one spelling: RFC 4648 section 4, padded, unused bits zero, no white space. Whoever compares two texts compares
/// two values.
/// </summary>
internal static class CanonicalBase64
{
    /// <summary>Decodes; null where it is another spelling, no base64, or more than <paramref name="largest"/> bytes.</summary>
    public static byte[]? TryDecode(ReadOnlySpan<char> text, int largest)
    {
        // nothing is allocated for what is too long
        if (text.Length / 4 > (largest / 3) + 1)
        {
            return null;
        }

        var bytes = new byte[largest + 2];
        return Convert.TryFromBase64Chars(text, bytes, out var length) && length <= largest
            && text.SequenceEqual(Convert.ToBase64String(bytes, 0, length)) ? bytes[..length] : null;
    }
}
