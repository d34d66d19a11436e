using System.Globalization;
using System.Text;

namespace IamSorry.Doctor.Agents.Reading;

// Specification card: TOML 1.0.0, as far as settings use it. Numbers, dates and booleans keep their text; of an array of tables
// every table is kept; what TOML forbids beyond its grammar (a table defined twice) is merged instead of refused.

/// <summary>Settings in TOML.</summary>
internal sealed class TomlSettings
{
    private readonly string _text;
    private int _at;
    private int _depth;

    private TomlSettings(string text) => _text = text.Replace("\r\n", "\n", StringComparison.Ordinal);

    public static Tree Read(string text) => Freeze(new TomlSettings(text).Document());

    private Dictionary<string, object> Document()
    {
        var root = New();
        var table = root;
        while (SkipToContent())
        {
            if (Peek() == '[')
            {
                var isList = Peek(1) == '[';
                _at += isList ? 2 : 1;
                var path = Path();
                Expect(']');
                if (isList)
                {
                    Expect(']');
                }

                table = isList ? AddTo(Into(root, path[..^1]), path[^1]) : Into(root, path);
            }
            else
            {
                Assign(table);
            }

            EndOfLine();
        }

        return root;
    }

    private void Assign(Dictionary<string, object> table)
    {
        var path = Path();
        Expect('=');
        Into(table, path[..^1])[path[^1]] = Value();
    }

    private List<string> Path()
    {
        var path = new List<string>();
        do
        {
            if (path.Count > SettingsFormatException.MostDepth)
            {
                throw Wrong("nested too deep");
            }

            Blanks();
            path.Add(Peek() is '"' or '\'' ? String() : Bare());
            Blanks();
        }
        while (Take('.'));
        return path;
    }

    private string Bare()
    {
        var start = _at;
        while (char.IsAsciiLetterOrDigit(Peek()) || Peek() is '_' or '-')
        {
            _at++;
        }

        return _at > start ? _text[start.._at] : throw Wrong("a name is missing");
    }

    private object Value()
    {
        Blanks();
        switch (Peek())
        {
            case '"' or '\'':
                return String();
            case '[':
                _at++;
                return Deeper(List);
            case '{':
                _at++;
                return Deeper(Inline);
            default:
                var start = _at;
                while (Peek() is not ('\0' or '\n' or ',' or ']' or '}' or '#'))
                {
                    _at++;
                }

                return _text[start.._at].Trim() is { Length: > 0 } word ? word : throw Wrong("a value is missing");
        }
    }

    private object Deeper<T>(Func<T> read)
        where T : class
    {
        if (++_depth > SettingsFormatException.MostDepth)
        {
            throw Wrong("nested too deep");
        }

        var value = read();
        _depth--;
        return value;
    }

    private List<object> List()
    {
        var items = new List<object>();
        while (SkipToContent() && !Take(']'))
        {
            items.Add(Value());
            SkipToContent();
            if (!Take(',') && Peek() != ']')
            {
                throw Wrong("a list does not end");
            }
        }

        return items;
    }

    private Dictionary<string, object> Inline()
    {
        var table = New();
        for (Blanks(); !Take('}'); Blanks())
        {
            Assign(table);
            Blanks();
            if (!Take(',') && Peek() != '}')
            {
                throw Wrong("a table in braces does not end");
            }
        }

        return table;
    }

    private string String()
    {
        var quote = Peek();
        var isLong = Peek(1) == quote && Peek(2) == quote;
        _at += isLong ? 3 : 1;
        if (isLong && Peek() == '\n')
        {
            _at++;
        }

        var text = new StringBuilder();
        while (!(Peek() == quote && (!isLong || (Peek(1) == quote && Peek(2) == quote))))
        {
            if (_at >= _text.Length || (!isLong && Peek() == '\n'))
            {
                throw Wrong("a text does not end");
            }

            text.Append(quote == '"' && Peek() == '\\' ? Escape() : _text[_at++].ToString());
        }

        _at += isLong ? 3 : 1;
        return text.ToString();
    }

    private string Escape()
    {
        var letter = Peek(1);
        _at += 2;
        switch (letter)
        {
            case 'u' or 'U':
                var length = letter == 'u' ? 4 : 8;
                var digits = _at + length <= _text.Length ? _text.AsSpan(_at, length) : default;
                _at += length;
                return uint.TryParse(digits, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var code)
                    && Rune.IsValid(code) ? new Rune(code).ToString() : throw Wrong("an escape is not Unicode");
            case '\n' or ' ' or '\t':
                while (char.IsWhiteSpace(Peek()) && Peek() != '\0')
                {
                    _at++;
                }

                return "";
            default:
                return "btnfre\"\\".IndexOf(letter, StringComparison.Ordinal) is >= 0 and var at
                    ? "\b\t\n\f\r\u001b\"\\"[at].ToString() : throw Wrong("an escape is none of TOML's");
        }
    }

    private Dictionary<string, object> Into(Dictionary<string, object> table, IEnumerable<string> path)
    {
        foreach (var name in path)
        {
            table.TryAdd(name, New());
            table = table[name] switch
            {
                Dictionary<string, object> next => next,
                List<object> and [.., Dictionary<string, object> last] => last,
                _ => throw Wrong("a name is both a value and a table"),
            };
        }

        return table;
    }

    private Dictionary<string, object> AddTo(Dictionary<string, object> table, string name)
    {
        table.TryAdd(name, new List<object>());
        var next = New();
        (table[name] as List<object> ?? throw Wrong("a name is both a value and a list")).Add(next);
        return next;
    }

    private static Dictionary<string, object> New() => new(StringComparer.Ordinal);

    private static Tree Freeze(object value) => value switch
    {
        Dictionary<string, object> table => new Tree.Branch(table.ToDictionary(
            field => field.Key, field => Freeze(field.Value), StringComparer.Ordinal)),
        List<object> list => new Tree.Items([.. list.Select(Freeze)]),
        _ => new Tree.Leaf((string)value),
    };

    private char Peek(int ahead = 0) => _at + ahead < _text.Length ? _text[_at + ahead] : '\0';

    private bool Take(char c)
    {
        var isThere = Peek() == c;
        _at += isThere ? 1 : 0;
        return isThere;
    }

    private void Expect(char c)
    {
        Blanks();
        if (!Take(c))
        {
            throw Wrong($"'{c}' is missing");
        }
    }

    private void Blanks()
    {
        while (Peek() is ' ' or '\t')
        {
            _at++;
        }
    }

    // past white space, line ends and comments; false at the end
    private bool SkipToContent()
    {
        while (_at < _text.Length && (char.IsWhiteSpace(Peek()) || Peek() == '#'))
        {
            _at = Peek() == '#' && _text.IndexOf('\n', _at) is var end ? end < 0 ? _text.Length : end : _at + 1;
        }

        return _at < _text.Length;
    }

    private void EndOfLine()
    {
        Blanks();
        if (Peek() is not ('\0' or '\n' or '#'))
        {
            throw Wrong("something stands behind a value");
        }
    }

    private SettingsFormatException Wrong(string why)
        => new(_text.AsSpan(0, Math.Min(_at, _text.Length)).Count('\n') + 1, why);
}
