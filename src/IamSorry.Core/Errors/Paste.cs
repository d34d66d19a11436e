namespace IamSorry.Errors;

/// <summary>Words for commands that messages offer to paste into a POSIX shell.</summary>
public static class Paste
{
    /// <summary>One shell word: as it is where that is safe, else in single quotes.</summary>
    public static string Word(string word)
        => word.Length > 0 && word.All(c => char.IsAsciiLetterOrDigit(c) || "-_./:@%+=,".Contains(c, StringComparison.Ordinal))
            ? word
            : "'" + word.Replace("'", @"'\''", StringComparison.Ordinal) + "'";
}
