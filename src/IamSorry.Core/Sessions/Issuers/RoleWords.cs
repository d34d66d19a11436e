using IamSorry.Errors;

namespace IamSorry.Sessions.Issuers;

// Specification card: STS API reference, AssumeRole: ExternalId, RoleSessionName, SourceIdentity.

/// <summary>The words that AssumeRole takes, checked before anything is asked.</summary>
public static class RoleWords
{
    private const string NameCharacters = "+=,.@_-";

    /// <summary>Returns an external id.</summary>
    /// <exception cref="InvalidInputException">AWS would not take it.</exception>
    public static string RequireExternalId(string text)
        => Require("the external id", text, 1224, NameCharacters + ":/", "+ = , . @ : / _ -");

    /// <summary>Returns a name for a role's sessions.</summary>
    /// <exception cref="InvalidInputException">AWS would not take it.</exception>
    public static string RequireSessionName(string text)
        => Require("the session name", text, 64, NameCharacters, "+ = , . @ _ -");

    /// <summary>Returns a source identity.</summary>
    /// <exception cref="InvalidInputException">AWS would not take it.</exception>
    public static string RequireSourceIdentity(string text)
        => Require("the source identity", text, 64, NameCharacters, "+ = , . @ _ -");

    // the value itself is not shown: somebody may keep an external id to themselves
    private static string Require(string what, string text, int longest, string others, string shown)
        => text.Length < 2 || text.Length > longest
            ? throw new InvalidInputException(
                $"{what} has {text.Length} {(text.Length == 1 ? "character" : "characters")}", $"AWS takes 2 to {longest}")
            : text.All(c => char.IsAsciiLetterOrDigit(c) || others.Contains(c, StringComparison.Ordinal))
                ? text
                : throw new InvalidInputException(
                    $"{what} has a character that AWS does not take", $"it takes letters, digits and {shown}");
}
