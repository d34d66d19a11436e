using IamSorry.Errors;
using IamSorry.Keys;
using IamSorry.Onboarding;
using IamSorry.Rotation;

namespace IamSorry.Doctor;

/// <summary>What interrupted runs have left: a key may exist whose secret nobody has. Only the files' names are read.</summary>
internal sealed class JournalsCheck : OfflineCheck
{
    public override IEnumerable<Finding> Find(Examination it)
    {
        var files = it.Here.Files;
        return
        [
            .. Entries(() => MintJournal.All(files)).Select(entry => OfMint(entry.User, entry.Path)),
            .. Entries(() => RotationJournal.All(files)).Select(entry => OfRotation(entry.Manager, entry.Path)),
            .. Entries(() => BootstrapJournal.All(files)).Select(OfFirstRun),
        ];
    }

    private static Finding OfMint(string user, string path) => new(
        Severity.Warning, "interrupted-run", user,
        $"a run for {TerminalText.Quote(user)} was interrupted, or is under way; it may have left a key that nobody has "
        + $"({path})",
        new Remedy("the next run of its manager cleans up", new OurCommand.Mint(user)));

    private static Finding OfRotation(string manager, string path) => new(
        Severity.Warning, "unfinished-rotation", manager,
        $"the rotation of the key of {TerminalText.Quote(manager)} is not finished: it was interrupted, or the old key is "
        + $"kept deactivated ({path})",
        new OurCommand.Rotate());

    private static Finding OfFirstRun(string path)
        => new(Severity.Warning, "unfinished-first-run", path, $"the first run is not finished ({path})", new OurCommand.Setup());

    private static IReadOnlyList<T> Entries<T>(Func<IReadOnlyList<T>> list)
    {
        try
        {
            return list();
        }
        catch (IamSorryException)
        {
            // what cannot be looked at is told by the check of modes, or by the run that needs it
            return [];
        }
    }
}
