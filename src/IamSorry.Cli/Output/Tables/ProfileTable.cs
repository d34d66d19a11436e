using IamSorry.Profiles;

namespace IamSorry.Cli.Output;

/// <summary>The profiles as a table.</summary>
internal static class ProfileTable
{
    private static readonly Cell[] Header =
        [Cell.Head("PROFILE"), Cell.Head("KIND"), Cell.Head("USER"), Cell.Head("KEYS"), Cell.Head("LEFT"), Cell.Head("REGION")];

    /// <summary>The profiles; the active one is marked with a star.</summary>
    public static string Write(IReadOnlyList<ListedProfile> profiles, string? active, DateTimeOffset now, Screen screen)
    {
        if (profiles.Count == 0)
        {
            return "";
        }

        // where the sessions are of one only, it says nothing
        var accounts = profiles.Where(profile => profile.Kind == ProfileKind.Session).Select(profile => profile.Account)
            .OfType<string>().Distinct(StringComparer.Ordinal).Count() > 1;
        var marks = profiles.Any(profile => profile.Name == active);
        return new Table(
            [
                [new Cell((marks ? "  " : "") + Header[0].Text, Header[0].Colour), .. Header[1..], .. Only(accounts, Cell.Head("ACCOUNT"))],
                .. profiles.Select(
                    profile => (Cell[])[
                        .. Row(profile, profile.Name == active ? "* " : marks ? "  " : "", now, screen),
                        .. Only(accounts, Cell.Of(profile.Account ?? "")),
                    ]),
            ],
            shrinkable: [0, 2]).Write(screen);
    }

    private static Cell[] Only(bool isShown, Cell cell) => isShown ? [cell] : [];

    private static Cell[] Row(ListedProfile profile, string mark, DateTimeOffset now, Screen screen) =>
    [
        new Cell(mark + screen.Show(profile.Name)),
        new Cell(
            KindOf(profile),
            profile.Kind switch { ProfileKind.Manager => "36", ProfileKind.Unreadable => TimeLeft.Red, ProfileKind.Empty => "2",
                _ => "" }),
        Cell.Of(screen.Show(UserOf(profile) + SessionWords.Limits(profile.Limits))),
        Keys(profile),
        Left(profile, now),
        Cell.Of(screen.Show(profile.Region ?? "")),
    ];

    public static string KindOf(ListedProfile profile) => profile.Kind switch
    {
        ProfileKind.Manager => "manager",
        ProfileKind.Session => "session",
        ProfileKind.Permanent => "permanent",
        ProfileKind.Role => "role",
        ProfileKind.Sso => "sso",
        ProfileKind.Process => "process",
        ProfileKind.Empty => "empty",
        _ => "unreadable",
    };

    private static string? UserOf(ListedProfile profile) => profile.RoleArn is { } role
        ? role[(role.LastIndexOf('/') + 1)..] + (profile.Source is { } source ? $" via {source}" : "")
        : profile.Owner;

    private static Cell Keys(ListedProfile profile) => profile switch
    {
        { IsOldSeal: true } => new Cell("old seal", TimeLeft.Red),
        { IsSealed: true } => new Cell("sealed", TimeLeft.Green),
        { IsSealed: false, Kind: ProfileKind.Manager } => new Cell("plain text", TimeLeft.Red),
        { IsSealed: false } => new Cell("plain text", TimeLeft.Yellow),
        { UsesCredentialProcess: true } => new Cell("handed out"),
        _ => Cell.Nothing,
    };

    private static Cell Left(ListedProfile profile, DateTimeOffset now) => profile switch
    {
        { Expiration: { } expiration } => new Cell(TimeLeft.Text(expiration - now), TimeLeft.Colour(expiration - now)),
        { Kind: ProfileKind.Session } => Cell.Head(profile.UsesCredentialProcess ? "not yet" : "unknown"),
        _ => Cell.Nothing,
    };
}
