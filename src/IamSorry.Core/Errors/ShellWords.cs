using System.Text;

namespace IamSorry.Errors;

/// <summary>Words and quotes as Python's <c>shlex.split</c> reads them (POSIX rules, no comments).</summary>
internal static class ShellWords
{
    /// <summary>The words of a text, or null when a quote or an escape is left open.</summary>
    public static IReadOnlyList<string>? Split(string text)
    {
        var words = new List<string>();
        StringBuilder? word = null;
        var quote = '\0';
        for (var i = 0; i < text.Length; i++)
        {
            var c = text[i];
            if (c == '\\' && quote != '\'')
            {
                if (++i == text.Length)
                {
                    return null;
                }

                // Between double quotes a backslash stands for itself unless it escapes a quote or a backslash.
                word ??= new();
                word.Append(quote == '"' && text[i] is not ('"' or '\\') ? "\\" : "").Append(text[i]);
            }
            else if (quote != '\0' && c == quote)
            {
                quote = '\0';
            }
            else if (quote != '\0')
            {
                word!.Append(c);
            }
            else if (c is '"' or '\'')
            {
                (quote, word) = (c, word ?? new());
            }
            else if (c is ' ' or '\t' or '\r' or '\n')
            {
                Finish(words, ref word);
            }
            else
            {
                (word ??= new()).Append(c);
            }
        }

        Finish(words, ref word);
        return quote == '\0' ? words : null;
    }

    /// <summary>A text as one word between double quotes.</summary>
    public static string Quote(string text)
        => $"\"{text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal)}\"";

    private static void Finish(List<string> words, ref StringBuilder? word)
    {
        if (word is not null)
        {
            words.Add(word.ToString());
            word = null;
        }
    }
}
