namespace IamSorry.LocalAws.Authorization;

/// <summary>
/// A string of a policy: literal characters, the wildcards <c>*</c> and <c>?</c>, and policy variables. What a variable stands
/// for is compared letter for letter: a user named <c>a*</c> must not turn into a wildcard.
/// </summary>
internal sealed class TextPattern
{
    private readonly List<Token> _tokens;
    private readonly bool _hasVariables;

    // most patterns are plain text: compared as such, which is many times as fast
    private readonly string? _plain;

    private TextPattern(List<Token> tokens)
    {
        _tokens = tokens;
        _hasVariables = tokens.Exists(token => token.Kind == Kind.Variable);
        _plain = tokens.TrueForAll(token => token.Kind == Kind.Literal)
            ? string.Concat(tokens.Select(token => token.Char))
            : null;
    }

    private enum Kind
    {
        Literal,
        AnyOne,
        AnyRun,
        Variable,
    }

    /// <summary>Reads a pattern.</summary>
    /// <exception cref="FormatException">A variable is not closed or not well formed.</exception>
    internal static TextPattern Parse(string text, bool wildcards, bool variables)
    {
        var tokens = new List<Token>(text.Length);
        for (var i = 0; i < text.Length; i++)
        {
            if (variables && text[i] == '$' && i + 1 < text.Length && text[i + 1] == '{')
            {
                var end = text.IndexOf('}', i);
                if (end < 0)
                {
                    throw new FormatException($"policy variable is not closed: {text}");
                }

                tokens.Add(ParseVariable(text[(i + 2)..end]));
                i = end;
            }
            else
            {
                tokens.Add(text[i] switch
                {
                    '*' when wildcards => new Token(Kind.AnyRun),
                    '?' when wildcards => new Token(Kind.AnyOne),
                    var c => new Token(Kind.Literal, c),
                });
            }
        }

        return new TextPattern(tokens);
    }

    /// <summary>Whether the pattern is the single wildcard <c>*</c>.</summary>
    internal bool IsEverything => _tokens is [{ Kind: Kind.AnyRun }];

    /// <summary>Cuts at the first <paramref name="parts"/> - 1 literal colons (not at one inside a variable).</summary>
    internal IReadOnlyList<TextPattern> SplitAtColons(int parts)
    {
        var result = new List<TextPattern>();
        var current = new List<Token>();
        foreach (var token in _tokens)
        {
            if (token is { Kind: Kind.Literal, Char: ':' } && result.Count < parts - 1)
            {
                result.Add(new TextPattern(current));
                current = [];
            }
            else
            {
                current.Add(token);
            }
        }

        result.Add(new TextPattern(current));
        return result;
    }

    /// <summary>Whether <paramref name="value"/> matches. A variable that the request cannot resolve matches nothing.</summary>
    internal bool Matches(string value, RequestContext context, bool ignoreCase = false)
        => _plain is not null
            ? value.Equals(_plain, ignoreCase ? StringComparison.OrdinalIgnoreCase : StringComparison.Ordinal)
            : IsEverything || (Resolve(context) is { } tokens && Glob(tokens, value, ignoreCase));

    private List<Token>? Resolve(RequestContext context)
    {
        if (!_hasVariables)
        {
            return _tokens;
        }

        var resolved = new List<Token>(_tokens.Count);
        foreach (var token in _tokens)
        {
            if (token.Kind != Kind.Variable)
            {
                resolved.Add(token);
                continue;
            }

            // a key with several values cannot stand in for one string
            var values = context.Get(token.Key!);
            var text = values.Count == 1 ? values[0] : values.Count == 0 ? token.Default : null;
            if (text is null)
            {
                return null;
            }

            resolved.AddRange(text.Select(c => new Token(Kind.Literal, c)));
        }

        return resolved;
    }

    private static Token ParseVariable(string inside)
    {
        // ${*}, ${?} and ${$} are the characters themselves
        if (inside is "*" or "?" or "$")
        {
            return new Token(Kind.Literal, inside[0]);
        }

        var comma = inside.IndexOf(',', StringComparison.Ordinal);
        var key = (comma < 0 ? inside : inside[..comma]).Trim();
        var fallback = comma < 0 ? null : inside[(comma + 1)..].Trim();
        if (!key.Contains(':', StringComparison.Ordinal) || (fallback is not null && !IsQuoted(fallback)))
        {
            throw new FormatException($"not a policy variable: ${{{inside}}}");
        }

        return new Token(Kind.Variable, Key: key, Default: fallback?[1..^1]);
    }

    private static bool IsQuoted(string text) => text.Length >= 2 && text[0] == '\'' && text[^1] == '\'';

    private static bool Glob(List<Token> pattern, string value, bool ignoreCase)
    {
        int p = 0, v = 0, star = -1, mark = 0;
        while (v < value.Length)
        {
            if (p < pattern.Count && pattern[p].Kind == Kind.AnyRun)
            {
                star = p++;
                mark = v;
            }
            else if (p < pattern.Count && (pattern[p].Kind == Kind.AnyOne || Same(pattern[p].Char, value[v], ignoreCase)))
            {
                p++;
                v++;
            }
            else if (star >= 0)
            {
                // let the last * swallow one character more
                p = star + 1;
                v = ++mark;
            }
            else
            {
                return false;
            }
        }

        while (p < pattern.Count && pattern[p].Kind == Kind.AnyRun)
        {
            p++;
        }

        return p == pattern.Count;
    }

    private static bool Same(char a, char b, bool ignoreCase)
        => a == b || (ignoreCase && char.ToUpperInvariant(a) == char.ToUpperInvariant(b));

    private readonly record struct Token(Kind Kind, char Char = default, string? Key = null, string? Default = null);
}
