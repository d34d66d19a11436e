using IamSorry.Errors;

namespace IamSorry.Profiles;

/// <summary>
/// The value of <c>credential_process</c> that has this program hand out a profile's session: program, <c>credential-process</c>,
/// options, profile. SDKs split it as a shell does, or hand it to one.
/// </summary>
public static class CredentialProcessLine
{
    /// <summary>The field of the config file.</summary>
    public const string Field = "credential_process";

    /// <summary>The sub-command it calls.</summary>
    public const string SubCommand = "credential-process";

    /// <summary>The option that pins the user: what runs silently follows no field that anybody may have changed.</summary>
    public const string UserOption = "--user";

    private const string Program = "iam-sorry";

    /// <summary>The line that calls <paramref name="program"/> for a profile and its user.</summary>
    /// <param name="program">The program's full path; its name is <c>iam-sorry</c>.</param>
    /// <param name="options">Options for it, word for word.</param>
    /// <param name="user">The IAM user whose sessions it hands out, and no other's.</param>
    /// <param name="profile">The profile.</param>
    /// <exception cref="InvalidInputException">The program would not be known as ours again.</exception>
    public static string For(string program, IEnumerable<string> options, string user, string profile)
        => For(program, [.. options, UserOption, user], profile);

    /// <summary>The line without a user, as version 0.1 wrote it: it stands for the user of the profile's own name.</summary>
    /// <param name="program">The program's full path; its name is <c>iam-sorry</c>.</param>
    /// <param name="options">Options for it, word for word.</param>
    /// <param name="profile">The profile.</param>
    /// <exception cref="InvalidInputException">The program would not be known as ours again.</exception>
    public static string For(string program, IEnumerable<string> options, string profile)
    {
        // on Windows, double quotes are what programs agree on; elsewhere single ones, in which neither shlex nor sh expands
        // anything
        Func<string, string> quote = OperatingSystem.IsWindows() ? QuoteForWindows : ShellQuote.Word;
        var line = string.Join(' ', new[] { program, SubCommand }.Concat(options).Append(profile).Select(quote));
        return IsProgram(program) && IsOurs(line, profile)
            ? line
            : throw new InvalidInputException(
                $"{ShellQuote.Word(program)} cannot be written into the config file as the program that hands out sessions",
                $"install it as a program named {Program}");
    }

    /// <summary>Whether a value is such a line, for this very profile.</summary>
    public static bool IsOurs(string? value, string profile)
        => value is not null && value.Contains(SubCommand, StringComparison.Ordinal)
            && ShellWords.Split(value) is [var program, SubCommand, .., var last]
            && IsNamedAsOurs(program) && last == profile;

    /// <summary>Whether a program can be written into such a line: by its full path, with our name.</summary>
    public static bool IsProgram(string? path) => path is not null && Path.IsPathFullyQualified(path) && IsNamedAsOurs(path);

    private static bool IsNamedAsOurs(string program) => Path.GetFileNameWithoutExtension(program) == Program;

    /// <summary>
    /// Whether a value calls this program for this very profile, by itself or through another: <c>env X=Y iam-sorry ...</c>,
    /// <c>sh -c "iam-sorry ..."</c>.
    /// </summary>
    public static bool CallsUs(string? value, string profile)
        => IsOurs(value, profile) || (value is not null && value.Contains(SubCommand, StringComparison.Ordinal)
            && ShellWords.Split(value) is { } words
            && (Ends(words, profile) || words.Skip(1).Any(word => CallsUs(word, profile))));

    private static bool Ends(IReadOnlyList<string> words, string profile)
        => words.Count > 2 && words[^1] == profile && Enumerable.Range(1, words.Count - 2).Any(
            at => words[at] == SubCommand && IsNamedAsOurs(words[at - 1]));

    /// <summary>The user that such a line is pinned to; null where it is not ours, or names none.</summary>
    public static string? UserOf(string? value, string profile)
    {
        if (!IsOurs(value, profile))
        {
            return null;
        }

        var words = ShellWords.Split(value!)!;
        for (var i = words.Count - 2; i > 0; i--)
        {
            if (words[i].StartsWith(UserOption + "=", StringComparison.Ordinal))
            {
                return words[i][(UserOption.Length + 1)..];
            }

            if (words[i] == UserOption && i + 1 < words.Count - 1)
            {
                return words[i + 1];
            }
        }

        return null;
    }

    private static string QuoteForWindows(string word)
        => word.Any(c => char.IsWhiteSpace(c) || c is '\'' or '"') || word.Length == 0
            ? $"\"{word.Replace("\"", "\\\"", StringComparison.Ordinal)}\"" : word;
}
