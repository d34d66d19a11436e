using IamSorry.Errors;

namespace IamSorry.Doctor;

/// <summary>What interrupted runs have left: a key may exist whose secret nobody has. Only the files' names are read.</summary>
internal static class JournalsCheck
{
    public static IEnumerable<Finding> Find(DiagnosticContext here)
        => Entries(here, "journal").Select(OfMint).Concat(Entries(here, "rotation").Select(OfRotation)).Concat(
            Entries(here, "bootstrap").Select(OfFirstRun));

    // account.manager/user.json
    private static Finding OfMint(string path)
    {
        var user = Path.GetFileNameWithoutExtension(path);
        return new Finding(
            Severity.Warning, "interrupted-run", user,
            $"a run for {TerminalText.Quote(user)} was interrupted, or is under way; it may have left a key that nobody has "
            + $"({path})",
            new Remedy("the next run of its manager cleans up", new OurCommand.Mint(user)));
    }

    // account.manager.json
    private static Finding OfRotation(string path)
    {
        var name = Path.GetFileNameWithoutExtension(path);
        var manager = name[(name.IndexOf('.', StringComparison.Ordinal) + 1)..];
        return new Finding(
            Severity.Warning, "unfinished-rotation", manager,
            $"the rotation of the key of {TerminalText.Quote(manager)} is not finished: it was interrupted, or the old key is "
            + $"kept deactivated ({path})",
            new OurCommand.Rotate());
    }

    private static Finding OfFirstRun(string path)
        => new(Severity.Warning, "unfinished-first-run", path, $"the first run is not finished ({path})", new OurCommand.Setup());

    private static List<string> Entries(DiagnosticContext here, string name)
    {
        var folder = Path.Combine(here.Files.StateFolder, name);
        try
        {
            return Directory.Exists(folder)
                ? [.. Directory.EnumerateFiles(folder, "*.json", SearchOption.AllDirectories).Order(StringComparer.Ordinal)] : [];
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            // what cannot be looked at is told by the check of modes, or by the run that needs it
            return [];
        }
    }
}
