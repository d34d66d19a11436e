using IamSorry.Errors;

namespace IamSorry.Credentials;

/// <summary>What IAM accepts as a user name: 1 to 64 of <c>A-Za-z0-9+=,.@_-</c> (CreateUser, API reference).</summary>
public static class IamUserName
{
    /// <summary>The longest user name, in characters.</summary>
    public const int MaxLength = 64;

    /// <summary>Whether IAM accepts <paramref name="name"/> as a user name.</summary>
    public static bool IsValid(string name) => name.Length is > 0 and <= MaxLength && name.All(IsAllowed);

    /// <summary>Returns <paramref name="name"/> when IAM accepts it.</summary>
    /// <exception cref="InvalidInputException">It is empty, too long or has other characters; the message says which.</exception>
    public static string Require(string name)
    {
        if (string.IsNullOrWhiteSpace(name))
        {
            throw new InvalidInputException(
                "a user name must not be empty", "name a user of your namespace, such as alice-bedrock");
        }

        if (name.Length > MaxLength)
        {
            throw new InvalidInputException(
                $"the user name is {name.Length} characters long", $"IAM allows {MaxLength}: choose a shorter name");
        }

        foreach (var character in name)
        {
            if (!IsAllowed(character))
            {
                throw new InvalidInputException(
                    $"the user name {TerminalText.Quote(name)} contains {Describe(character)}",
                    "IAM allows letters, digits and + = , . @ _ -");
            }
        }

        return name;
    }

    private static bool IsAllowed(char c) => char.IsAsciiLetterOrDigit(c) || "+=,.@_-".Contains(c, StringComparison.Ordinal);

    private static string Describe(char c) => c switch
    {
        ' ' => "a space",
        '/' => "a slash (a path is not part of the name)",
        _ when !TerminalText.IsVisible(c) => $"the character U+{(int)c:X4}",
        _ => $"the character {c}",
    };
}
