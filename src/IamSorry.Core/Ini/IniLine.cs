namespace IamSorry.Ini;

/// <summary>What a line is.</summary>
internal enum IniLineKind
{
    /// <summary>White space only.</summary>
    Blank,

    /// <summary>Begins with <c>#</c> or <c>;</c>, indented or not.</summary>
    Comment,

    /// <summary><c>[name]</c>.</summary>
    Header,

    /// <summary><c>key = value</c>.</summary>
    Key,

    /// <summary>Indented deeper than the key above, and so part of its value.</summary>
    Continuation,
}

/// <summary>One line of the file: where its parts stand in <paramref name="Buffer"/>. All numbers are offsets in bytes.</summary>
/// <param name="Buffer">The file, or the bytes of an edited line.</param>
/// <param name="Kind">What the line is.</param>
/// <param name="Indent">How many characters of white space it begins with.</param>
/// <param name="Start">Its first byte.</param>
/// <param name="ContentEnd">Where its newline begins.</param>
/// <param name="End">After its newline.</param>
internal readonly record struct IniLine(
    ReadOnlyMemory<byte> Buffer, IniLineKind Kind, int Indent, int Start, int ContentEnd, int End)
{
    /// <summary>Where the key or the section's name begins and ends.</summary>
    public (int Start, int End) NameAt { get; init; }

    /// <summary>Where the value, or the text of a continuation, begins and ends.</summary>
    public (int Start, int End) ValueAt { get; init; }

    /// <summary>The whole line with its newline.</summary>
    public ReadOnlySpan<byte> Bytes => Buffer.Span[Start..End];

    /// <summary>The line's own newline; empty at the end of a file that lacks it.</summary>
    public ReadOnlySpan<byte> Newline => Buffer.Span[ContentEnd..End];

    /// <summary>The key or the section's name.</summary>
    public ReadOnlySpan<byte> Name => Buffer.Span[NameAt.Start..NameAt.End];

    /// <summary>The value of this line.</summary>
    public ReadOnlySpan<byte> Value => Buffer.Span[ValueAt.Start..ValueAt.End];

    /// <summary>What stands before the key.</summary>
    public ReadOnlySpan<byte> Indentation => Buffer.Span[Start..NameAt.Start];

    /// <summary>What stands between key and value: the delimiter and the white space round it.</summary>
    public ReadOnlySpan<byte> Delimiter => Buffer.Span[NameAt.End..ValueAt.Start];

    /// <summary>The same line with another value; indentation, spacing, trailing blanks and newline stay.</summary>
    public IniLine WithValue(ReadOnlySpan<byte> value)
    {
        // "key =" with nothing after the delimiter: the blank before it is the file's style, so one goes after it too.
        ReadOnlySpan<byte> gap = value.Length > 0 && Delimiter.Length > 1 && Delimiter[^1] is (byte)'=' or (byte)':' ? " "u8 : [];
        return KeyLine([.. Buffer.Span[Start..ValueAt.Start], .. gap, .. value, .. Buffer.Span[ValueAt.End..End]]);
    }

    /// <summary>
    /// Whether the key is spelt so that every SDK sees it: those of JavaScript know an <c>=</c> only, and tell upper case from
    /// lower case.
    /// </summary>
    public bool IsSpelt(ReadOnlySpan<byte> key) => Name.SequenceEqual(key) && !Delimiter.Contains((byte)':');

    /// <summary>The same line with the key spelt so that every SDK sees it.</summary>
    public IniLine Spelt(ReadOnlySpan<byte> key)
        => KeyLine([.. Indentation, .. key, .. IniStyle.WithEqualsSign(Delimiter), .. Buffer.Span[ValueAt.Start..End]]);

    /// <summary>The same line with a newline, for a line that will no longer be the file's last.</summary>
    public IniLine WithNewline(ReadOnlySpan<byte> newline)
    {
        byte[] bytes = [.. Buffer.Span[Start..ContentEnd], .. newline];
        return this with
        {
            Buffer = bytes,
            Start = 0,
            ContentEnd = ContentEnd - Start,
            End = bytes.Length,
            NameAt = (NameAt.Start - Start, NameAt.End - Start),
            ValueAt = (ValueAt.Start - Start, ValueAt.End - Start),
        };
    }

    /// <summary>A line made of <paramref name="bytes"/>, which must be one <c>key = value</c>.</summary>
    public static IniLine KeyLine(byte[] bytes)
    {
        var scanner = new IniScanner(bytes, "new line", insideSection: true);
        return scanner.MoveNext() && scanner.Current.Kind == IniLineKind.Key && scanner.Current.End == bytes.Length
            ? scanner.Current
            : throw new InvalidOperationException("an edited line must read as one key and its value");
    }
}
