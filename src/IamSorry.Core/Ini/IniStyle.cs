namespace IamSorry.Ini;

/// <summary>How a file writes its lines, taken from the first that shows it.</summary>
/// <param name="newline">The newline.</param>
/// <param name="delimiter">What stands between key and value.</param>
internal sealed class IniStyle(byte[] newline, byte[] delimiter)
{
    private static readonly byte[] Usual = " = "u8.ToArray();

    /// <summary>The newline.</summary>
    public byte[] Newline { get; } = newline;

    /// <summary>What stands between key and value.</summary>
    public byte[] Delimiter { get; } = delimiter;

    /// <summary>The style of a file: its first newline, and the delimiter of its last key that has a value.</summary>
    public static IniStyle Of(ReadOnlySpan<byte> text, IEnumerable<IniSection> sections)
    {
        var at = text.IndexOfAny((byte)'\n', (byte)'\r');
        var newline = at < 0 ? "\n"u8 : text[at] == (byte)'\r' && at + 1 < text.Length && text[at + 1] == (byte)'\n' ? "\r\n"u8
            : text.Slice(at, 1);
        return new IniStyle(
            newline.ToArray(), sections.Reverse().Select(DelimiterIn).FirstOrDefault(d => d is not null) ?? Usual);
    }

    /// <summary>A delimiter with <c>=</c> in place of <c>:</c>, which not every SDK knows; as blanks go before one.</summary>
    public static byte[] WithEqualsSign(ReadOnlySpan<byte> delimiter)
        => !delimiter.Contains((byte)':') || delimiter.Contains((byte)'=') ? delimiter.ToArray()
            : delimiter.Length == 1 ? [(byte)'='] : Usual;

    /// <summary>
    /// The delimiter of a key line. An empty value says nothing of the blanks after the delimiter: as many as before it, at most
    /// one.
    /// </summary>
    public static byte[] DelimiterOf(IniLine line)
    {
        var delimiter = line.Delimiter;
        return line.Value.Length > 0 || delimiter.Length == 0 ? delimiter.ToArray()
            : delimiter[0] is (byte)'=' or (byte)':' ? [delimiter[0]]
            : [(byte)' ', delimiter.Contains((byte)'=') ? (byte)'=' : (byte)':', (byte)' '];
    }

    private static byte[]? DelimiterIn(IniSection section)
    {
        foreach (var line in section.Lines)
        {
            if (line.Kind == IniLineKind.Key && line.Value.Length > 0)
            {
                return DelimiterOf(line);
            }
        }

        return null;
    }
}
