namespace IamSorry.Ini;

/// <summary>
/// Cuts a file into lines and says what each is, without copying a byte.
/// Reading rules: those of Python's configparser as botocore uses it. Where the AWS SDKs disagree on a line's meaning, and a
/// wrong guess would put one profile's keys into another, the line is refused.
/// <list type="bullet">
/// <item>Lines end with LF, CRLF or a lone CR (Python's universal newlines; Go's reader keeps a lone CR inside the line). Taking
/// it for a line end is safe: what follows it is a line of its own that no edit of the first can swallow.</item>
/// <item>The delimiter is the first <c>=</c> or <c>:</c>; SDKs that only know <c>=</c> do not see <c>key: value</c>. Seeing it is
/// safe: the key is replaced, not added a second time.</item>
/// <item>A line indented deeper than the key above belongs to that key, blank and comment lines between them or not.</item>
/// <item>A comment after a value is part of the value (Python), although Go and Java cut it off: keeping it after a new value
/// would break the profile for Python.</item>
/// <item>Refused: a <c>[name]</c> indented below a key (Python: part of the value; Go: a section); text or a second <c>]</c>
/// after a section's name (three readings in three SDKs); a NUL (UTF-16, or not a text file at all).</item>
/// </list>
/// </summary>
internal ref struct IniScanner
{
    private readonly ReadOnlyMemory<byte> _buffer;
    private readonly ReadOnlySpan<byte> _text;
    private readonly string _fileName;
    private int _position;
    private int _number;
    private int _keyIndent = NoKey;
    private bool _insideSection;

    private const int NoKey = int.MaxValue;
    private const string CorrectIt = "correct that line by hand; nothing was changed";

    /// <param name="buffer">The bytes, without a byte order mark.</param>
    /// <param name="fileName">What errors call the file.</param>
    /// <param name="insideSection">True when the first line may be a key.</param>
    public IniScanner(ReadOnlyMemory<byte> buffer, string fileName, bool insideSection = false)
    {
        _buffer = buffer;
        _text = buffer.Span;
        _fileName = fileName;
        _insideSection = insideSection;
    }

    /// <summary>The line that <see cref="MoveNext"/> stopped at.</summary>
    public IniLine Current { get; private set; }

    /// <summary>Reads the next line.</summary>
    /// <exception cref="IniFormatException">The line cannot be understood.</exception>
    public bool MoveNext()
    {
        if (_position >= _text.Length)
        {
            return false;
        }

        _number++;
        var start = _position;
        var contentEnd = EndOfContent(start);
        _position = contentEnd + NewlineSize(contentEnd);
        var textStart = start + Utf8Blanks.Leading(_text[start..contentEnd], out var indent);
        var textEnd = textStart + Utf8Blanks.TrimmedLength(_text[textStart..contentEnd]);
        var line = new IniLine(_buffer, IniLineKind.Blank, indent, start, contentEnd, _position);
        Current = textStart == textEnd ? line
            : _text[textStart] is (byte)'#' or (byte)';' ? line with { Kind = IniLineKind.Comment }
            : indent > _keyIndent ? Continuation(line, textStart, textEnd)
            : _text[textStart] == (byte)'[' ? Header(line, textStart, textEnd)
            : Key(line, textStart, textEnd);
        return true;
    }

    private readonly int EndOfContent(int start)
    {
        var length = _text[start..].IndexOfAny((byte)'\n', (byte)'\r', (byte)0);
        return length < 0 ? _text.Length
            : _text[start + length] != 0 ? start + length
            : throw Refuse("a NUL byte: this is not a text file in UTF-8", "save the file as UTF-8 text; nothing was changed");
    }

    private readonly int NewlineSize(int at)
        => at == _text.Length ? 0 : _text[at] == (byte)'\r' && at + 1 < _text.Length && _text[at + 1] == (byte)'\n' ? 2 : 1;

    private readonly IniLine Continuation(IniLine line, int start, int end)
        => _text[start] == (byte)'[' && _text[start..end].Contains((byte)']')
            ? throw Refuse(
                "an indented section name below a key, which AWS programs read in different ways",
                "remove the indentation; nothing was changed")
            : line with { Kind = IniLineKind.Continuation, ValueAt = (start, end) };

    private IniLine Header(IniLine line, int start, int end)
    {
        var close = _text[start..end].IndexOf((byte)']');
        if (close < 0)
        {
            throw Refuse("a section name without its closing ']'");
        }

        if (close == 1)
        {
            throw Refuse("an empty section name");
        }

        var rest = _text[(start + close + 1)..end];
        rest = rest[Utf8Blanks.Leading(rest, out _)..];
        if (rest.Length > 0 && rest[0] is not ((byte)'#' or (byte)';'))
        {
            throw Refuse("text after the section name that is not a comment");
        }

        if (rest.Contains((byte)']'))
        {
            throw Refuse("a second ']' after the section name, which AWS programs take for a part of the name");
        }

        _insideSection = true;
        _keyIndent = NoKey;
        return line with { Kind = IniLineKind.Header, NameAt = (start + 1, start + close) };
    }

    private IniLine Key(IniLine line, int start, int end)
    {
        if (!_insideSection)
        {
            throw Refuse("a line before the first [section]");
        }

        var delimiter = _text[start..end].IndexOfAny((byte)'=', (byte)':');
        if (delimiter < 0)
        {
            throw Refuse("neither a comment, a [section] nor a 'key = value'");
        }

        if (delimiter == 0)
        {
            throw Refuse("a value without a key");
        }

        _keyIndent = line.Indent;
        var keyEnd = start + Utf8Blanks.TrimmedLength(_text.Slice(start, delimiter));
        var valueStart = start + delimiter + 1;
        return line with
        {
            Kind = IniLineKind.Key,
            NameAt = (start, keyEnd),
            ValueAt = valueStart == end
                ? (line.ContentEnd, line.ContentEnd)
                : (valueStart + Utf8Blanks.Leading(_text[valueStart..end], out _), end),
        };
    }

    private readonly IniFormatException Refuse(string problem, string remedy = CorrectIt)
        => new(_fileName, _number, problem, remedy);
}
