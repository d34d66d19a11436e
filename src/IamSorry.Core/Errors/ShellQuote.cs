namespace IamSorry.Errors;

/// <summary>Words for commands that messages offer to paste into a POSIX shell.</summary>
public static class ShellQuote
{
    /// <summary>One shell word: as it is where that is safe, else in single quotes.</summary>
    public static string Word(string word)
        => word.Length > 0 && word.All(c => char.IsAsciiLetterOrDigit(c) || "-_./:@%+=,".Contains(c, StringComparison.Ordinal))
            ? word
            : "'" + word.Replace("'", @"'\''", StringComparison.Ordinal) + "'";

    /// <summary>
    /// A path as one word; a leading hyphen gets <c>./</c> before it, so that no program takes it for an option.
    /// </summary>
    public static string Path(string path) => Word(SafePath(path));

    /// <summary>A path that no program takes for an option.</summary>
    public static string SafePath(string path) => path.StartsWith('-') ? "./" + path : path;
}
