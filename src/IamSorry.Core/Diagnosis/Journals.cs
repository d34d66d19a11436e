using IamSorry.Credentials;
using IamSorry.Errors;

namespace IamSorry.Diagnosis;

/// <summary>What interrupted runs have left: a key of a user may exist whose secret nobody has.</summary>
internal static class Journals
{
    public static IEnumerable<Finding> Find(Surroundings here)
    {
        var folder = Path.Combine(here.Files.StateFolder, "journal");
        List<string> entries;
        try
        {
            entries = Directory.Exists(folder) ? [.. Directory.EnumerateFiles(folder, "*.json", SearchOption.AllDirectories).Order(StringComparer.Ordinal)] : [];
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            entries = [];
        }

        foreach (var entry in entries)
        {
            var user = Path.GetFileNameWithoutExtension(entry);
            yield return new Finding(
                Severity.Warning, "interrupted-run", user,
                $"a run for {IamUserName.Quote(user)} was interrupted, or is under way; it may have left a key that nobody has ({Path.GetRelativePath(folder, entry)})",
                $"the next run of its manager cleans up: iam-sorry {Paste.Word(user)}");
        }
    }
}
