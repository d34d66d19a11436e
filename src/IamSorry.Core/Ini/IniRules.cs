using System.Buffers;
using System.Text;
using IamSorry.Errors;

namespace IamSorry.Ini;

/// <summary>
/// What may be written into a file so that every AWS program reads it back as the same text. Messages never show a value.
/// </summary>
internal static class IniRules
{
    private static readonly SearchValues<char> NotInNames = SearchValues.Create("[]#;");
    private static readonly SearchValues<char> NotInKeys = SearchValues.Create("=:[]#;");
    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>The bytes of a section's name.</summary>
    public static byte[] SectionName(string name)
        => name.AsSpan().IndexOfAny(NotInNames) < 0
            ? Encode(name, "a section name")
            : throw Refuse("a section name", "contains one of [ ] # ;");

    /// <summary>The bytes of a key.</summary>
    public static byte[] Key(string key)
        => key.AsSpan().IndexOfAny(NotInKeys) < 0 ? Encode(key, "a key") : throw Refuse("a key", "contains one of = : [ ] # ;");

    /// <summary>The bytes of a value, which may be empty.</summary>
    public static byte[] Value(string value)
    {
        // Python would read the comment as part of the value, Go and Java would cut it off.
        for (var i = 1; i < value.Length; i++)
        {
            if (value[i] is '#' or ';' && char.IsWhiteSpace(value[i - 1]))
            {
                throw Refuse("a value", "contains a blank before # or ;, which some AWS programs take for a comment");
            }
        }

        return value.Length == 0 ? [] : Encode(value, "a value");
    }

    private static byte[] Encode(string text, string what)
    {
        if (text.Length == 0)
        {
            throw Refuse(what, "is empty");
        }

        if (text.Any(c => char.IsControl(c) || c is '\u2028' or '\u2029'))
        {
            throw Refuse(what, "contains a newline or another control character");
        }

        try
        {
            var bytes = Strict.GetBytes(text);
            return Utf8Blanks.Leading(bytes, out _) == 0 && Utf8Blanks.TrimmedLength(bytes) == bytes.Length
                ? bytes
                : throw Refuse(what, "begins or ends with white space");
        }
        catch (EncoderFallbackException)
        {
            throw Refuse(what, "contains half a character (an unpaired surrogate)");
        }
    }

    private static InvalidInputException Refuse(string what, string problem)
        => new($"{what} to be written {problem}", "the file format has no way to say this; choose another text");
}
