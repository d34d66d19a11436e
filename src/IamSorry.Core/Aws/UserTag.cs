using IamSorry.Errors;

namespace IamSorry.Aws;

/// <summary>A tag of an IAM user. IAM compares keys ignoring case.</summary>
/// <param name="Key">1 to 128 characters.</param>
/// <param name="Value">0 to 256 characters.</param>
public sealed record UserTag(string Key, string Value)
{
    /// <summary>The most tags a user can have.</summary>
    public const int MaxTags = 50;

    private const int MaxKeyLength = 128;
    private const int MaxValueLength = 256;

    /// <summary>Whether two keys are the same to IAM.</summary>
    public static bool SameKey(string one, string other) => string.Equals(one, other, StringComparison.OrdinalIgnoreCase);

    /// <summary>Reads <c>KEY=VALUE</c>; the value may contain further equals signs.</summary>
    /// <exception cref="InvalidInputException">It is none, or holds what IAM does not allow in a tag.</exception>
    public static UserTag Parse(string text)
    {
        var equals = text.IndexOf('=', StringComparison.Ordinal);
        if (equals <= 0)
        {
            throw new InvalidInputException(
                $"a tag is KEY=VALUE, not {TerminalText.Quote(text)}", new Remedy(
                    "write it like", new OurCommand.Option(OurOption.Tag, "team=research")));
        }

        var (key, value) = (text[..equals], text[(equals + 1)..]);
        if (key.Length > MaxKeyLength || value.Length > MaxValueLength)
        {
            throw new InvalidInputException(
                $"the tag {TerminalText.Quote(key)} is too long",
                $"IAM allows {MaxKeyLength} characters in a key and {MaxValueLength} in a value");
        }

        if (key.StartsWith("aws:", StringComparison.OrdinalIgnoreCase))
        {
            throw new InvalidInputException(
                $"the tag key {TerminalText.Quote(key)} is reserved for AWS", "choose a key that does not begin with aws:");
        }

        if ((key + value).FirstOrDefault(c => !IsAllowed(c)) is var wrong and not '\0')
        {
            throw new InvalidInputException(
                $"the tag {TerminalText.Quote(key)} contains the character {TerminalText.Quote(wrong.ToString())}",
                "IAM allows letters, digits, spaces and _ . : / = + - @");
        }

        return new UserTag(key, value);
    }

    private static bool IsAllowed(char c) => char.IsLetterOrDigit(c) || " _.:/=+-@".Contains(c, StringComparison.Ordinal);
}
