using IamSorry.Cli.Output;
using IamSorry.Credentials;
using IamSorry.Errors;
using IamSorry.Profiles;
using IamSorry.Sessions;
using IamSorry.Sessions.Issuers;
using IamSorry.Settings;

namespace IamSorry.Cli.Composition;

/// <summary>
/// What its user wants everywhere: each setting stands behind the option and the environment variable of the same thing. The file
/// is looked at when a command asks for one, and never where an option answers.
/// </summary>
/// <param name="file">Where they are kept.</param>
internal sealed class UserSettings(SettingsFile file)
{
    private const string DurationKey = "duration";
    private const string RegionKey = "region";
    private const string SshKeyKey = "ssh_key";
    private const string ProfileKey = "profile";
    private const string ShellKey = "shell";
    private const string AccountKey = "expect_account";

    /// <summary>The settings there are, with what they stand behind.</summary>
    public static IReadOnlyList<(string Key, string Text)> All =>
    [
        (DurationKey, "how long sessions live, such as 8h; --duration wins"),
        (RegionKey, "the region where no profile names one; AWS_REGION wins"),
        (SshKeyKey, "the SSH key; --ssh-key and IAM_SORRY_SSH_KEY win"),
        (ProfileKey, "the manager's profile; --profile and AWS_PROFILE win"),
        (ShellKey, "bash, zsh, fish or powershell, where the shell is not found out; --shell wins"),
        (AccountKey, "the only account that is worked in; --expect-account wins"),
    ];

    public SettingsFile File => file;

    public TimeSpan? Duration => Read<TimeSpan?>(DurationKey, text => ReadDuration(text));

    public ExpectedAccount? ExpectedAccount => Read(AccountKey, IamSorry.Credentials.ExpectedAccount.Parse);

    public string? Region => Read(RegionKey, RegionChoice.Require);

    public string? SshKey => file.Get(SshKeyKey);

    public string? Profile => Read(ProfileKey, ProfileName.Require);

    public Shell? Shell => Read<Shell?>(ShellKey, text => ShellExport.Shells.Read(ShellKey, text));

    /// <summary>Refuses a key that is none.</summary>
    /// <exception cref="InvalidInputException">There is no such setting.</exception>
    public static string RequireKey(string key)
        => All.Any(each => each.Key == key) ? key : throw new InvalidInputException(
            $"there is no setting {TerminalText.Quote(key)}",
            $"the settings are {string.Join(", ", All.Select(each => each.Key))}");

    /// <summary>Refuses a value that means nothing to its key.</summary>
    /// <exception cref="InvalidInputException">It means nothing.</exception>
    public static void RequireValue(string key, string value)
    {
        _ = key switch
        {
            DurationKey => RequireDuration(value),
            RegionKey => RegionChoice.Require(value),
            ProfileKey => ProfileName.Require(value),
            ShellKey => ShellExport.Shells.Read(key, value),
            AccountKey => IamSorry.Credentials.ExpectedAccount.Parse(value),
            _ => (object)value,
        };
        if (value.Length == 0)
        {
            throw new InvalidInputException(
                $"the value of '{key}' is empty", $"to take it out: iam-sorry settings {key} --unset");
        }
    }

    private static TimeSpan RequireDuration(string value)
    {
        try
        {
            return ReadDuration(value);
        }
        catch (InvalidInputException error)
        {
            throw new InvalidInputException(
                error.Message, "give 1 to 36 hours, such as 8h or 90m; a bare number is hours");
        }
    }

    // of a user's sessions; those of roles say themselves how long they live
    private static TimeSpan ReadDuration(string text) => DurationText.Read(text, UserSession.Life);

    private T? Read<T>(string key, Func<string, T> read)
    {
        if (file.Get(key) is not { } text)
        {
            return default;
        }

        try
        {
            return read(text);
        }
        catch (InvalidInputException error)
        {
            throw new InvalidInputException(
                $"{file.Path}: {key}: {error.Message}", $"set another value: iam-sorry settings {key} VALUE");
        }
    }
}
