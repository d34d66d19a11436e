using IamSorry.Errors;
using IamSorry.Profiles;

namespace IamSorry.Cli.CommandLine;

/// <summary>What the options of every command say; null where not given.</summary>
internal sealed record CommonOptions(
    string? ManagerProfile, string? SshKey, bool Debug, bool Quiet = false, string? ExpectAccount = null)
{
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

    public static readonly Option<string> ExpectedAccount = new(
        "--expect-account", "ID", "refuse a sealed key of another account", ReadAccount)
    { Default = "iam_sorry_account of the profile, else that of last time" };

    /// <summary>The options of every command.</summary>
    public static IReadOnlyList<Option> All =>
    [
        Profile,
        SshKeyFile,
        ExpectedAccount,
        new Flag(QuietName, "say nothing but warnings and errors") { Short = "-q" },
        new Flag(DebugName, "on failure, say where in the program"),
        new Flag(VersionName, "print the version"),
        new Flag(HelpName, "print the help of a command") { Short = "-h" },
    ];

    public static CommonOptions Of(Line line)
        => new(line.Value(Profile.Name), line.Value(SshKeyFile.Name), line.Has(DebugName), line.Has(QuietName),
            line.Value(ExpectedAccount.Name));

    private static string ReadAccount(string text)
        => text.Length == 12 && text.All(char.IsAsciiDigit) ? text : throw new InvalidInputException(
            $"--expect-account: {TerminalText.Quote(text)} is not an account id", "an account id has twelve digits");
}
