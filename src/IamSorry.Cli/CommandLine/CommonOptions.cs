using IamSorry.Credentials;
using IamSorry.Errors;
using IamSorry.Profiles;

namespace IamSorry.Cli.CommandLine;

/// <summary>What the options of every command say; null where not given.</summary>
internal sealed record CommonOptions(string? ManagerProfile, string? SshKey, bool Debug, bool Quiet = false)
{
    /// <summary>The only account that is worked in.</summary>
    public ExpectedAccount? ExpectedAccount { get; init; }

    public const string HelpName = "--help";
    public const string VersionName = "--version";
    public const string DebugName = "--debug";
    public const string QuietName = "--quiet";

    public static readonly Option<string> Profile = new("--profile", "PROFILE", "the manager's profile", ProfileName.Require)
    {
        Short = "-p",
        Hint = Hint.Profile,
        Default = "AWS_PROFILE, else iam-sorry",
    };

    public static readonly Option<string> SshKeyFile = new("--ssh-key", "FILE", "the SSH key", text => text)
    {
        Hint = Hint.File,
        Default = "IAM_SORRY_SSH_KEY, else ~/.ssh/id_ed25519",
    };

    public static readonly Option<ExpectedAccount> Account = new(
        "--expect-account", "ID", "refuse every account but this one", ReadAccount)
    { Default = "the setting" };

    /// <summary>The options of every command.</summary>
    public static IReadOnlyList<Option> All =>
    [
        Profile,
        SshKeyFile,
        Account,
        new Flag(QuietName, "say nothing but warnings and errors") { Short = "-q" },
        new Flag(DebugName, "on failure, say where in the program"),
        new Flag(VersionName, "print the version"),
        new Flag(HelpName, "print the help of a command") { Short = "-h" },
    ];

    private static ExpectedAccount ReadAccount(string text)
    {
        try
        {
            return ExpectedAccount.Parse(text);
        }
        catch (InvalidInputException error)
        {
            throw new InvalidInputException($"--expect-account: {error.Message}", error.Remedy);
        }
    }

    public static CommonOptions Of(Line line)
        => new(line.Value(Profile.Name), line.Value(SshKeyFile.Name), line.Has(DebugName), line.Has(QuietName))
        {
            ExpectedAccount = line.Value(Account.Name) is { } id ? Account.Read(id) : null,
        };
}
