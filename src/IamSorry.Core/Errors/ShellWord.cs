namespace IamSorry.Errors;

/// <summary>Writes a path into a command that somebody may paste into a POSIX shell.</summary>
internal static class ShellWord
{
    /// <summary>The path as one word; a leading hyphen gets <c>./</c> before it, so that no program takes it for an option.</summary>
    public static string OfPath(string path) => Paste.Word(path.StartsWith('-') ? "./" + path : path);
}
