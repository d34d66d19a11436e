using System.Security.Cryptography;
using System.Text.RegularExpressions;

namespace IamSorry.Files;

/// <summary>Names of temporary files, and the removal of those that killed runs left behind.</summary>
internal static partial class TemporaryFile
{
    private const int RandomBytes = 12;

    // A write takes milliseconds; nothing alive is an hour old.
    private static readonly TimeSpan Stale = TimeSpan.FromHours(1);

    /// <summary>
    /// A name beside <paramref name="target"/> that nobody can guess, so that nobody can have put something there.
    /// </summary>
    public static string NameFor(string target)
        => Path.Combine(
            FolderOf(target),
            $".{Path.GetFileName(target)}.{RandomNumberGenerator.GetHexString(2 * RandomBytes, lowercase: true)}.iam-sorry");

    /// <summary>
    /// Removes what killed runs left beside <paramref name="target"/>: such a file may hold keys. Returns what could not be
    /// removed.
    /// </summary>
    public static IReadOnlyList<string> RemoveStale(string target, DateTime utcNow)
    {
        var warnings = new List<string>();
        foreach (var file in new DirectoryInfo(FolderOf(target)).EnumerateFiles($".{Path.GetFileName(target)}.*.iam-sorry"))
        {
            if (!Ours().IsMatch(file.Name) || file.LastWriteTimeUtc > utcNow - Stale)
            {
                continue;
            }

            try
            {
                file.Delete();
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                warnings.Add($"{file.FullName} was left by an interrupted run and cannot be removed: {FileError.Reason(e)}");
            }
        }

        return warnings;
    }

    /// <summary>The folder a file stands in.</summary>
    public static string FolderOf(string target) => Path.GetDirectoryName(target) is { Length: > 0 } folder ? folder : ".";

    [GeneratedRegex(@"\.[0-9a-f]{24}\.iam-sorry\z", RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex Ours();
}
