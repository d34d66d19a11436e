using IamSorry.Errors;

namespace IamSorry.Profiles;

/// <summary>What is accepted as a profile's name, so that it means the same profile to every AWS program.</summary>
public static class ProfileName
{
    /// <summary>The longest name, in characters.</summary>
    public const int MaxLength = 128;

    private const string Choose = "choose a name of letters, digits and - _ . such as alice-bedrock";

    /// <summary>Returns <paramref name="name"/> when it can be a profile's name.</summary>
    /// <exception cref="InvalidInputException">It cannot; the message says why.</exception>
    public static string Require(string name) => name switch
    {
        _ when string.IsNullOrWhiteSpace(name) => throw new InvalidInputException("a profile name must not be empty", Choose),
        { Length: > MaxLength } => throw new InvalidInputException(
            $"the profile name is {name.Length} characters long", $"choose a name of at most {MaxLength} characters"),
        _ when name.Any(c => char.IsControl(c) || c is '\u2028' or '\u2029') => Refuse(name, "contains a control character"),
        _ when char.IsWhiteSpace(name[0]) || char.IsWhiteSpace(name[^1]) => Refuse(name, "begins or ends with a blank"),

        // Inside [ ] a bracket ends the name early, and # or ; starts a comment, for some AWS programs but not for others.
        _ when name.AsSpan().IndexOfAny("[]#;") >= 0 => Refuse(name, "contains one of [ ] # ;"),
        _ when !IsWellFormed(name) => Refuse(name, "contains half a character (an unpaired surrogate)"),

        // Python's configparser hands the fields of [DEFAULT] on to every profile that lacks them.
        "DEFAULT" => Refuse(name, "means 'every profile' to the AWS command line"),
        _ => name,
    };

    private static bool IsWellFormed(string name)
    {
        for (var i = 0; i < name.Length; i++)
        {
            if (char.IsSurrogate(name[i]) && !(char.IsSurrogatePair(name, i) && i++ < name.Length))
            {
                return false;
            }
        }

        return true;
    }

    private static string Refuse(string name, string problem)
        => throw new InvalidInputException($"the profile name {TerminalText.Quote(name)} {problem}", Choose);
}
