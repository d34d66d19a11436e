using IamSorry.Crypto;

namespace IamSorry.Sealing.Recipients;

/// <summary>
/// 32 bytes as 24 words, to be copied by hand: BIP 39's English list, whose words differ in their first four letters, and its
/// checksum, which finds 255 of 256 slips of the pen.
/// </summary>
internal static class RecoveryWords
{
    private const int BitsOfWord = 11, Count = 24, Size = 32;

    // what is copied with the words: their numbers, and what stands between them
    private static readonly char[] Blanks = [.. " \t\r\n,.-0123456789"];

    private static readonly Lazy<string[]> List = new(ReadList);

    /// <summary>The words of some bytes, with a blank between them.</summary>
    public static string Write(ReadOnlySpan<byte> bytes)
    {
        var all = new byte[Size + 1];
        try
        {
            bytes.CopyTo(all);
            all[Size] = Sha.Hash256(bytes)[0];
            return string.Join(' ', Enumerable.Range(0, Count).Select(word => List.Value[Bits(all, word)]));
        }
        finally
        {
            System.Security.Cryptography.CryptographicOperations.ZeroMemory(all);
        }
    }

    /// <summary>The bytes of some words; null where one is unknown, one is missing, or the checksum is wrong.</summary>
    public static byte[]? TryRead(string text)
    {
        var words = text.ToLowerInvariant().Split(Blanks, StringSplitOptions.RemoveEmptyEntries);
        if (words.Length != Count)
        {
            return null;
        }

        var all = new byte[Size + 1];
        for (var i = 0; i < Count; i++)
        {
            var number = Array.BinarySearch(List.Value, words[i], StringComparer.Ordinal);
            if (number < 0)
            {
                return null;
            }

            for (var bit = 0; bit < BitsOfWord; bit++)
            {
                var at = (i * BitsOfWord) + bit;
                all[at / 8] |= (byte)(((number >> (BitsOfWord - 1 - bit)) & 1) << (7 - (at % 8)));
            }
        }

        return Sha.Hash256(all.AsSpan(0, Size))[0] == all[Size] ? all[..Size] : null;
    }

    private static int Bits(byte[] all, int word)
    {
        var number = 0;
        for (var bit = 0; bit < BitsOfWord; bit++)
        {
            var at = (word * BitsOfWord) + bit;
            number = (number << 1) | ((all[at / 8] >> (7 - (at % 8))) & 1);
        }

        return number;
    }

    private static string[] ReadList()
    {
        using var stream = typeof(RecoveryWords).Assembly.GetManifestResourceStream("recovery-words.txt")
            ?? throw new InvalidOperationException("the list of words is not in the program");
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries);
    }
}
