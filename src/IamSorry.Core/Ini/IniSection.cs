using System.Text;

namespace IamSorry.Ini;

/// <summary>
/// One <c>[name]</c> and the lines up to the next, or the lines before the first. Its bytes are a slice of the file until it is
/// edited; only then is it cut into lines, so an untouched section is copied, never formatted.
/// </summary>
internal sealed class IniSection(ReadOnlyMemory<byte> source, string? name)
{
    private List<IniLine>? _lines;
    private bool _edited;

    /// <summary>
    /// The name; null for the lines before the first section, and for a name that is not UTF-8 (which nobody can ask for).
    /// </summary>
    public string? Name { get; } = name;

    /// <summary>This section as it was in the file.</summary>
    public IniSection Original() => new(source, Name);

    /// <summary>The next section of the same name, if the file has one.</summary>
    public IniSection? Next { get; set; }

    /// <summary>The lines, the header first.</summary>
    public IReadOnlyList<IniLine> Lines => _lines ??= Cut(source);

    /// <summary>How many bytes <see cref="CopyTo"/> writes.</summary>
    public int Length => _edited ? _lines!.Sum(line => line.End - line.Start) : source.Length;

    /// <summary>Writes the section and returns what is left of <paramref name="target"/>.</summary>
    public Span<byte> CopyTo(Span<byte> target)
    {
        if (!_edited)
        {
            source.Span.CopyTo(target);
            return target[source.Length..];
        }

        foreach (var line in _lines!)
        {
            line.Bytes.CopyTo(target);
            target = target[line.Bytes.Length..];
        }

        return target;
    }

    /// <summary>Whether the section has a key.</summary>
    public bool HasKeys => Lines.Any(line => line.Kind == IniLineKind.Key);

    /// <summary>
    /// How deep the last key is indented; a section without keys counts as deep as can be, for nothing below it can belong to a
    /// key.
    /// </summary>
    public int LastKeyIndent
        => Lines.LastOrDefault(line => line.Kind == IniLineKind.Key, new IniLine { Indent = int.MaxValue }).Indent;

    /// <summary>The white space before the section's <c>[</c>.</summary>
    public ReadOnlySpan<byte> HeaderIndentation => Lines[0].Indentation[..^1];

    /// <summary>The places of the key lines.</summary>
    public IEnumerable<int> KeyLines() => Enumerable.Range(0, Lines.Count).Where(i => Lines[i].Kind == IniLineKind.Key);

    /// <summary>Whether the line at a place has this key.</summary>
    public bool HasKey(int index, ReadOnlySpan<byte> key) => SameKey(Lines[index].Name, key);

    /// <summary>The place of the last line with this key, or -1.</summary>
    public int LastIndexOf(ReadOnlySpan<byte> key)
    {
        for (var i = Lines.Count - 1; i >= 0; i--)
        {
            if (Lines[i].Kind == IniLineKind.Key && HasKey(i, key))
            {
                return i;
            }
        }

        return -1;
    }

    /// <summary>
    /// The value at a key line with its continuations, put together as Python does: each stripped, joined by LF, no blank lines
    /// at the end.
    /// </summary>
    public string ValueAt(int index)
    {
        var end = EndOfValue(index);
        if (end == index + 1)
        {
            return Encoding.UTF8.GetString(Lines[index].Value);
        }

        var value = new StringBuilder(Encoding.UTF8.GetString(Lines[index].Value));
        for (var i = index + 1; i < end; i++)
        {
            if (Lines[i].Kind != IniLineKind.Comment)
            {
                value.Append('\n').Append(Encoding.UTF8.GetString(Lines[i].Value));
            }
        }

        return value.ToString();
    }

    /// <summary>
    /// Replaces the value at a key line. Continuation lines were part of the old value and go with it; comments between them
    /// stay.
    /// </summary>
    public void SetValue(int index, ReadOnlySpan<byte> value)
    {
        var lines = Edit();
        RemoveContinuations(index);
        lines[index] = lines[index].WithValue(value);
    }

    /// <summary>Spells the key at a key line so that every SDK sees it; its value stays.</summary>
    public void Spell(int index, ReadOnlySpan<byte> key)
    {
        if (!Lines[index].IsSpelt(key))
        {
            Edit()[index] = Lines[index].Spelt(key);
        }
    }

    /// <summary>Removes a key wherever it stands before a line, and says whether it stood there.</summary>
    public bool RemoveKeys(byte[] key, int before)
    {
        var lines = KeyLines().Where(line => line < before && HasKey(line, key)).Reverse().ToList();
        lines.ForEach(RemoveKey);
        return lines.Count > 0;
    }

    /// <summary>Removes a key line and its continuations.</summary>
    public void RemoveKey(int index)
    {
        RemoveContinuations(index);
        Edit().RemoveAt(index);
    }

    /// <summary>Puts a new key after the last one, or after the header, in the style of its neighbours.</summary>
    public void InsertKey(ReadOnlySpan<byte> key, ReadOnlySpan<byte> value, IniStyle style, ReadOnlySpan<byte> leastIndentation)
    {
        var lines = Edit();
        var last = lines.FindLastIndex(line => line.Kind == IniLineKind.Key);
        var after = last < 0 ? 0 : EndOfValue(last) - 1;
        var indentation = last < 0 ? leastIndentation : lines[last].Indentation;
        var delimiter = IniStyle.WithEqualsSign(last < 0 ? style.Delimiter : IniStyle.DelimiterOf(lines[last]));
        var newline = lines[after].Newline;
        if (newline.IsEmpty)
        {
            // The last line of a file without a final newline: the new last line has none either.
            lines[after] = lines[after].WithNewline(style.Newline);
        }

        lines.Insert(after + 1, IniLine.KeyLine([.. indentation, .. key, .. delimiter, .. value, .. newline]));
    }

    /// <summary>Adds lines of blanks and comments at the end.</summary>
    public void Append(IEnumerable<IniLine> lines) => Edit().AddRange(lines);

    /// <summary>
    /// Gives the last line a newline if it has none, and adds a blank line unless there is one or nothing at all.
    /// </summary>
    public void EndWithBlankLine(ReadOnlySpan<byte> newline)
    {
        if (Lines.Count == 0)
        {
            return;
        }

        var lines = Edit();
        if (lines[^1].Newline.IsEmpty)
        {
            lines[^1] = lines[^1].WithNewline(newline);
        }

        if (lines[^1].Kind != IniLineKind.Blank)
        {
            // The line above's own newline: a LF after a lone CR would make one CRLF of the two.
            var blank = lines[^1].Newline.ToArray();
            lines.Add(new IniLine(blank, IniLineKind.Blank, 0, 0, 0, blank.Length));
        }
    }

    /// <summary>
    /// What removing the section leaves: the comments after its last key, which may well speak of the section that follows.
    /// </summary>
    public IEnumerable<IniLine> TrailingComments()
    {
        var last = 0;
        for (var i = 0; i < Lines.Count; i++)
        {
            last = Lines[i].Kind is IniLineKind.Comment or IniLineKind.Blank ? last : i;
        }

        return Lines.Skip(last + 1).SkipWhile(line => line.Kind == IniLineKind.Blank);
    }

    private List<IniLine> Edit()
    {
        _ = Lines;
        _edited = true;
        return _lines!;
    }

    /// <summary>After the last line of the value: blank lines and comments count only when a continuation follows them.</summary>
    private int EndOfValue(int index)
    {
        var end = index + 1;
        for (var i = end; i < Lines.Count && Lines[i].Kind is not (IniLineKind.Key or IniLineKind.Header); i++)
        {
            end = Lines[i].Kind == IniLineKind.Continuation ? i + 1 : end;
        }

        return end;
    }

    private void RemoveContinuations(int index)
    {
        var lines = Edit();
        for (var i = EndOfValue(index) - 1; i > index; i--)
        {
            if (lines[i].Kind == IniLineKind.Continuation)
            {
                lines.RemoveAt(i);
            }
        }
    }

    // Python, and so botocore, compares lower case, in which the Kelvin sign is a k. The runtime's comparison goes by upper case.
    private static bool SameKey(ReadOnlySpan<byte> left, ReadOnlySpan<byte> right)
        => Ascii.IsValid(left) && Ascii.IsValid(right)
            ? Ascii.EqualsIgnoreCase(left, right)
            : LowerCase(left) == LowerCase(right);

    private static string LowerCase(ReadOnlySpan<byte> key) => Encoding.UTF8.GetString(key).ToLowerInvariant();

    private static List<IniLine> Cut(ReadOnlyMemory<byte> source)
    {
        var lines = new List<IniLine>();
        var scanner = new IniScanner(source, "section");
        while (scanner.MoveNext())
        {
            lines.Add(scanner.Current);
        }

        return lines;
    }
}
