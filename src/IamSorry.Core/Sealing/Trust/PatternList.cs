namespace IamSorry.Sealing.Trust;

// Specification card: PATTERNS of ssh_config(5)
//   a list of patterns between commas; * stands for any characters, ? for one; a pattern behind ! excludes what it matches

/// <summary>A list of patterns as OpenSSH matches it.</summary>
internal static class PatternList
{
    /// <summary>Whether a list matches a text: one pattern does, and none behind a <c>!</c>.</summary>
    public static bool Matches(string patterns, string text)
    {
        var matches = false;
        foreach (var pattern in patterns.Split(','))
        {
            if (pattern.StartsWith('!'))
            {
                if (IsMatch(pattern.AsSpan(1), text))
                {
                    return false;
                }
            }
            else
            {
                matches |= IsMatch(pattern, text);
            }
        }

        return matches;
    }

    /// <summary>Whether a list matches a text, and one of its patterns is that very text.</summary>
    public static bool Names(string patterns, string text)
        => Matches(patterns, text) && !text.AsSpan().ContainsAny('*', '?')
            && patterns.Split(',').Contains(text, StringComparer.Ordinal);

    // goes back to the last * only, so that it takes no longer than both lengths multiplied
    private static bool IsMatch(ReadOnlySpan<char> pattern, ReadOnlySpan<char> text)
    {
        var (at, place, star, mark) = (0, 0, -1, 0);
        while (place < text.Length)
        {
            if (at < pattern.Length && pattern[at] == '*')
            {
                (star, mark) = (at++, place);
            }
            else if (at < pattern.Length && (pattern[at] == '?' || pattern[at] == text[place]))
            {
                at++;
                place++;
            }
            else if (star >= 0)
            {
                (at, place) = (star + 1, ++mark);
            }
            else
            {
                return false;
            }
        }

        return pattern[at..].Trim('*').IsEmpty;
    }
}
