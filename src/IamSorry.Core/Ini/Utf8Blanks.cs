namespace IamSorry.Ini;

/// <summary>
/// White space at the edges of a line, as Python's <c>str.strip</c> sees it: botocore, and with it the AWS command line, reads
/// these files through Python's configparser. Programs that only strip ASCII blanks see a no-break space as part of a key;
/// counting it as white space is the safe side, for the key is then found and replaced instead of being added a second time.
/// </summary>
internal static class Utf8Blanks
{
    /// <summary>How many bytes of white space <paramref name="text"/> starts with, and how many characters they are.</summary>
    public static int Leading(ReadOnlySpan<byte> text, out int characters)
    {
        var length = 0;
        characters = 0;
        while (length < text.Length && SizeAt(text[length..]) is var size and > 0)
        {
            length += size;
            characters++;
        }

        return length;
    }

    /// <summary>The length of <paramref name="text"/> without the white space at its end.</summary>
    public static int TrimmedLength(ReadOnlySpan<byte> text)
    {
        var length = text.Length;
        while (length > 0)
        {
            var size = text[length - 1] < 0x80 ? 1 : length > 1 && text[length - 2] == 0xC2 ? 2 : 3;
            if (size > length || SizeAt(text[(length - size)..length]) != size)
            {
                break;
            }

            length -= size;
        }

        return length;
    }

    private static int SizeAt(ReadOnlySpan<byte> text) => text[0] switch
    {
        (byte)' ' or (>= 0x09 and <= 0x0D) or (>= 0x1C and <= 0x1F) => 1,
        < 0x80 => 0,
        0xC2 when text.Length > 1 && text[1] is 0x85 or 0xA0 => 2,
        0xE1 when Is(text, 0x9A, 0x80) => 3,
        0xE2 when text.Length > 2 && text[1] == 0x80 && text[2] is (>= 0x80 and <= 0x8A) or 0xA8 or 0xA9 or 0xAF => 3,
        0xE2 when Is(text, 0x81, 0x9F) => 3,
        0xE3 when Is(text, 0x80, 0x80) => 3,
        _ => 0,
    };

    private static bool Is(ReadOnlySpan<byte> text, byte second, byte third)
        => text.Length > 2 && text[1] == second && text[2] == third;
}
