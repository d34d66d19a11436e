namespace IamSorry.Cli.CommandLine;

/// <summary>
/// The flags of the first version, which were its commands: each means a command, for ever. New commands have none, so this table
/// does not grow.
/// </summary>
internal static class SeedFlags
{
    /// <summary>The flag whose value is the second argument: <c>USER --chown OWNER</c> is <c>delegate USER OWNER</c>.</summary>
    public const string Chown = "--chown";

    private static readonly string[] Names =
    [
        "--encrypt", "--show-encrypted", "--show-decrypted", "--eval", "--print-policy", "--create-manager", "--profiles",
        "--fix-profiles",
        "--reset", Chown,
    ];

    /// <summary>What a flag means: a command, and an option that goes with it. Null where it is not one of them.</summary>
    public static (string Command, string? Option)? Find(string name) => name switch
    {
        "--encrypt" => ("encrypt", null),
        "--show-encrypted" => ("show", null),
        "--show-decrypted" => ("show", "--decrypted"),
        "--eval" => ("eval", null),
        "--print-policy" => ("policy", null),
        "--create-manager" => ("create-manager", null),
        "--profiles" => ("list", "--names"),
        "--fix-profiles" => ("doctor", "--fix"),
        "--reset" => ("forget", null),
        Chown => ("delegate", null),
        _ => null,
    };

    /// <summary>Every flag with what it means.</summary>
    public static IEnumerable<(string Name, string Command, string? Option)> All
        => Names.Select(name => (name, Find(name)!.Value.Command, Find(name)!.Value.Option));

    /// <summary>The flags that mean a command.</summary>
    public static IEnumerable<(string Name, string? Option)> Of(string command)
        => All.Where(each => each.Command == command).Select(each => (each.Name, each.Option));
}
