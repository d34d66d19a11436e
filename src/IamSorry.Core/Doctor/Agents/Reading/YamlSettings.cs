namespace IamSorry.Doctor.Agents.Reading;

// Specification card: of YAML 1.2 what programs write into their settings: maps and lists by indentation, [a, b] and {a: b} in
// one line, quoted texts, blocks of text (| and >), comments. Anchors, tags and several documents are nobody's settings; such
// a text keeps its sign and is nobody's value.

/// <summary>Settings in YAML.</summary>
internal sealed class YamlSettings
{
    private readonly List<(int Number, int Indent, string Text)> _lines = [];
    private int _at;
    private int _depth;

    private YamlSettings(string text)
    {
        var number = 0;
        foreach (var line in text.Replace("\r\n", "\n", StringComparison.Ordinal).Split('\n'))
        {
            number++;
            var content = line.TrimStart(' ');
            if (content.StartsWith('\t') && content.Trim().Length > 0)
            {
                throw new SettingsFormatException(number, "a line is indented by a tab");
            }

            if (content.Trim() is not ("" or "---" or "...") && !content.StartsWith('#'))
            {
                _lines.Add((number, line.Length - content.Length, WithoutComment(content).TrimEnd()));
            }
        }
    }

    public static Tree Read(string text)
    {
        var yaml = new YamlSettings(text);
        var tree = yaml._lines.Count == 0 ? Tree.Nothing : yaml.Node(yaml._lines[0].Indent);
        return yaml._at < yaml._lines.Count
            ? throw new SettingsFormatException(yaml._lines[yaml._at].Number, "a line is indented as no other") : tree;
    }

    private Tree Node(int indent)
    {
        if (++_depth > SettingsFormatException.MostDepth)
        {
            throw new SettingsFormatException(_lines[_at].Number, "nested too deep");
        }

        var node = IsItem(_lines[_at].Text) ? List(indent)
            : KeyEnd(_lines[_at].Text) >= 0 ? Map(indent) : Scalar(_lines[_at++].Text);
        _depth--;
        return node;
    }

    private Tree.Branch Map(int indent)
    {
        var fields = new Dictionary<string, Tree>(StringComparer.Ordinal);
        while (_at < _lines.Count && _lines[_at].Indent == indent && !IsItem(_lines[_at].Text))
        {
            var (number, _, text) = _lines[_at];
            var end = KeyEnd(text);
            if (end < 0)
            {
                throw new SettingsFormatException(number, "a name without a colon");
            }

            var (key, rest) = (Unquote(text[..end].Trim()), text[(end + 1)..].Trim());
            _at++;
            fields[key] = Under(rest, indent, maySitLevel: true);
        }

        return new Tree.Branch(fields);
    }

    private Tree.Items List(int indent)
    {
        var items = new List<Tree>();
        while (_at < _lines.Count && _lines[_at].Indent == indent && IsItem(_lines[_at].Text))
        {
            var (number, _, text) = _lines[_at];
            var rest = text[1..].TrimStart();
            if (rest.Length > 0 && KeyEnd(rest) >= 0 && rest[0] is not ('{' or '[' or '"' or '\''))
            {
                // a map that begins behind its dash
                var inner = indent + (text.Length - rest.Length);
                _lines[_at] = (number, inner, rest);
                items.Add(Map(inner));
            }
            else
            {
                _at++;
                items.Add(Under(rest, indent, maySitLevel: false));
            }
        }

        return new Tree.Items(items);
    }

    // what belongs to a name or a dash: what stands behind it, else what is indented below
    private Tree Under(string rest, int indent, bool maySitLevel)
    {
        if (rest.Length > 0 && rest[0] is '|' or '>')
        {
            var block = new List<string>();
            while (_at < _lines.Count && _lines[_at].Indent > indent)
            {
                block.Add(_lines[_at++].Text);
            }

            return new Tree.Leaf(string.Join('\n', block));
        }

        if (rest.Length > 0)
        {
            return Scalar(rest);
        }

        return _at < _lines.Count && (_lines[_at].Indent > indent
            || (maySitLevel && _lines[_at].Indent == indent && IsItem(_lines[_at].Text)))
                ? Node(_lines[_at].Indent) : new Tree.Leaf("");
    }

    // what is nested deeper in one line than anybody writes it stays the text that it is
    private static Tree Scalar(string text) => Scalar(text, SettingsFormatException.MostDepth);

    private static Tree Scalar(string text, int left) => text switch
    {
        _ when left == 0 => new Tree.Leaf(text),
        ['[', .., ']'] => new Tree.Items([.. Parts(text[1..^1]).Select(part => Scalar(part, left - 1))]),
        ['{', .., '}'] => new Tree.Branch(
            Parts(text[1..^1]).Select(part => (Part: part, End: KeyEnd(part))).Where(each => each.End > 0)
                .GroupBy(each => Unquote(each.Part[..each.End].Trim()), StringComparer.Ordinal)
                .ToDictionary(
                    group => group.Key, group => Scalar(group.Last().Part[(group.Last().End + 1)..].Trim(), left - 1),
                    StringComparer.Ordinal)),
        _ => new Tree.Leaf(Unquote(text)),
    };

    // the parts of a list or map in one line, at the commas of its own level
    private static IEnumerable<string> Parts(string text)
    {
        var (start, depth, quote) = (0, 0, '\0');
        for (var i = 0; i < text.Length; i++)
        {
            quote = quote == '\0' && text[i] is '"' or '\'' ? text[i] : quote == text[i] ? '\0' : quote;
            depth += quote != '\0' ? 0 : text[i] is '[' or '{' ? 1 : text[i] is ']' or '}' ? -1 : 0;
            if (quote == '\0' && depth == 0 && text[i] == ',')
            {
                yield return text[start..i].Trim();
                start = i + 1;
            }
        }

        if (text[start..].Trim() is { Length: > 0 } last)
        {
            yield return last;
        }
    }

    private static bool IsItem(string text) => text == "-" || text.StartsWith("- ", StringComparison.Ordinal);

    // where a name ends: at a colon before a blank or the end, outside quotes
    private static int KeyEnd(string text)
    {
        if (text.Length == 0 || text[0] is '[' or '{')
        {
            return -1;
        }

        var from = text[0] is '"' or '\'' ? Math.Max(0, text.IndexOf(text[0], 1)) : 0;
        for (var i = from; i < text.Length; i++)
        {
            if (text[i] == ':' && (i + 1 == text.Length || text[i + 1] == ' '))
            {
                return i;
            }
        }

        return -1;
    }

    private static string WithoutComment(string text)
    {
        var quote = '\0';
        for (var i = 0; i < text.Length; i++)
        {
            quote = quote == '\0' && text[i] is '"' or '\'' ? text[i] : quote == text[i] ? '\0' : quote;
            if (quote == '\0' && text[i] == '#' && (i == 0 || text[i - 1] == ' '))
            {
                return text[..i];
            }
        }

        return text;
    }

    private static string Unquote(string text)
        => text.Length > 1 && text[0] is '"' or '\'' && text[^1] == text[0] ? text[1..^1] : text is "null" or "~" ? "" : text;
}
