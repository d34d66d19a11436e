namespace IamSorry.Cli.CommandLine;

/// <summary>
/// Which options take a value: it lets options stand before the command, whose definition is not known yet. The same in every
/// command; a test holds the table against the definitions.
/// </summary>
internal static class OptionTable
{
    /// <summary>Whether an option takes a value; null where no command has such an option.</summary>
    public static bool? TakesValue(string name) => name switch
    {
        "--profile" or "--ssh-key" or "--duration" or "--user" or "--tag" or "--shell" or "--kind" or "--account" or "--partition"
            or "--delegate-to" or "--boundary" or "--region" or "--model" or "--external-id" or "--max-age" or "--format"
            or "--since" or "--cloudtrail" or "--role" or "--max-duration" => true,
        "--debug" or "--version" or "--help" or "--replace" or "--decrypted" or "--names" or "--json" or "--offline" or "--fix"
            or "--verify" or "--keep-old" or "--rollback" or "--server" or "--nested" or "--yes" or "--quiet" or "--unset"
            or "--all" or "--bedrock-key" or "--dry-run" or "--force" or "--print" or "--expired" or "--online" or "--roles"
            or "--mfa" or "--revoke" or "--bearer" or "--mantle" or "--application-profiles" or "--lift" => false,
        _ => null,
    };

    /// <summary>The long name of an option of one letter; any other name is returned as it is.</summary>
    public static string LongName(string name) => name switch
    {
        "-p" => "--profile",
        "-h" or "-?" => "--help",
        "-q" => "--quiet",
        "-y" => "--yes",
        _ => name,
    };
}
