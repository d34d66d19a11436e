using System.Buffers;

namespace IamSorry.OpenSsh;

/// <summary>Writes a path into a command that somebody may paste into a POSIX shell.</summary>
internal static class ShellWord
{
    private static readonly SearchValues<char> Plain =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789/._-+@%,:=");

    /// <summary>The path as one word; a leading hyphen gets <c>./</c> before it, so that no program takes it for an option.</summary>
    public static string OfPath(string path)
    {
        var word = path.StartsWith('-') ? "./" + path : path;
        return word.Length > 0 && !word.AsSpan().ContainsAnyExcept(Plain)
            ? word
            : "'" + word.Replace("'", "'\\''", StringComparison.Ordinal) + "'";
    }
}
