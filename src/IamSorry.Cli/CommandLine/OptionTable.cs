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
        "--account"
            or "--boundary"
            or "--cloudtrail"
            or "--delegate-to"
            or "--duration"
            or "--expect-account"
            or "--external-id"
            or "--format"
            or "--key"
            or "--kind"
            or "--max-age"
            or "--max-duration"
            or "--model"
            or "--partition"
            or "--policy"
            or "--policy-arn"
            or "--profile"
            or "--recipient"
            or "--region"
            or "--role"
            or "--session-name"
            or "--shell"
            or "--since"
            or "--source-identity"
            or "--ssh-key"
            or "--tag"
            or "--user" => true,
        "--all"
            or "--application-profiles"
            or "--bearer"
            or "--bedrock"
            or "--bedrock-key"
            or "--debug"
            or "--decrypted"
            or "--dry-run"
            or "--expired"
            or "--fix"
            or "--force"
            or "--help"
            or "--json"
            or "--keep-old"
            or "--lift"
            or "--mantle"
            or "--mfa"
            or "--names"
            or "--nested"
            or "--new"
            or "--offline"
            or "--online"
            or "--print"
            or "--quiet"
            or "--read-only"
            or "--recovery"
            or "--replace"
            or "--revoke"
            or "--roles"
            or "--rollback"
            or "--server"
            or "--unset"
            or "--verify"
            or "--version"
            or "--yes" => false,
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
