using IamSorry.Credentials;

namespace IamSorry.Profiles;

/// <summary>The files as they stood at one moment, or as they are being edited. A missing file is an empty one.</summary>
/// <param name="credentials">Reads the credentials file, when it is asked for: what hands out a session need not open it.</param>
/// <param name="config">The config file.</param>
/// <param name="sessions">Reads the sessions file, when it is asked for: most runs need not open it.</param>
/// <param name="files">Where they are.</param>
public sealed class ProfileSnapshot(
    Func<CredentialsFile> credentials, ConfigFile config, Func<CredentialsFile> sessions, AwsFiles files)
{
    // to Python's reader not a profile, but what every profile inherits
    private const string EveryProfile = "DEFAULT";

    /// <summary>The credentials file.</summary>
    public CredentialsFile Credentials => field ??= credentials();

    /// <summary>The config file.</summary>
    public ConfigFile Config { get; } = config;

    /// <summary>The sessions that are handed out by <c>credential_process</c>, in the form of a credentials file.</summary>
    public CredentialsFile Sessions => field ??= sessions();

    /// <summary>Where they are, for messages.</summary>
    public AwsFiles Files { get; } = files;

    /// <summary>
    /// Every profile once: those of the credentials file in its order, then those that only the config file has.
    /// </summary>
    public IReadOnlyList<string> Names
        => [.. Credentials.Names.Concat(Config.Names).Distinct(StringComparer.Ordinal).Where(name => name != EveryProfile)];

    /// <summary>Whether a profile is among <see cref="Names"/>.</summary>
    public bool Contains(string profile)
        => profile != EveryProfile && (Credentials.Contains(profile) || Config.Contains(profile));

    /// <summary>
    /// The file that holds the keys of a profile: the credentials file, unless the config file has our own
    /// <c>credential_process</c> for it. Keys in the credentials file win over <c>credential_process</c>, so those it hands out
    /// must lie elsewhere.
    /// </summary>
    public CredentialsFile KeysOf(string profile) => UsesCredentialProcess(profile) ? Sessions : Credentials;

    /// <summary>
    /// The profile that this run hands out a session of, for its <c>credential_process</c>; null in every other run. A line that
    /// calls a script which calls this program cannot be told from the file.
    /// </summary>
    public string? HandedOut { get; init; }

    /// <summary>Whether the profile gets its credentials by <c>iam-sorry credential-process</c>.</summary>
    public bool UsesCredentialProcess(string profile)
        => Config.Get(profile, CredentialProcessLine.Field) is { Length: > 0 } line
            && (profile == HandedOut || CredentialProcessLine.CallsUs(line, profile));

    /// <summary>
    /// The keys that a profile holds in any file: those of <see cref="KeysOf"/>, else those in the config file, which every AWS
    /// program reads too, and some in preference to a <c>credential_process</c> beside them.
    /// </summary>
    /// <exception cref="Errors.IamSorryException">They make no sense.</exception>
    public ProfileKeys StoredKeys(string profile)
        => ProfileKeys.Read(KeysOf(profile), profile) is var keys and not ProfileKeys.None ? keys
            : ProfileKeys.Read(Config, profile);

    /// <summary>Whether the keys of a profile lie in the config file and nowhere else.</summary>
    /// <exception cref="Errors.IamSorryException">They make no sense.</exception>
    public bool HasKeysInConfigOnly(string profile)
        => ProfileKeys.Read(KeysOf(profile), profile) is ProfileKeys.None
            && ProfileKeys.Read(Config, profile) is not ProfileKeys.None;

    /// <summary>What to do with keys in the config file, where they can be neither sealed nor replaced.</summary>
    public Errors.Remedy MoveOutOfConfig(string profile) => new(
        $"move {CredentialFields.AccessKeyId} and {CredentialFields.SecretAccessKey} from [{ConfigSection.NameFor(profile)}] to "
        + $"[{profile}] of {Files.CredentialsPath}", Errors.ShellCommand.Of("vi", Files.ConfigPath));

    /// <summary>
    /// The IAM user that the profile's <c>credential_process</c> is pinned to, else the one that it was granted a role by; null
    /// where nothing pins it.
    /// </summary>
    public string? PinnedUser(string profile)
        => CredentialProcessLine.UserOf(Config.Get(profile, CredentialProcessLine.Field), profile)
            ?? SessionConfig.Read(this, profile).User;

    /// <summary>Whether it is the profile's <c>credential_process</c> that pins a user.</summary>
    public bool PinsByProcess(string profile)
        => CredentialProcessLine.UserOf(Config.Get(profile, CredentialProcessLine.Field), profile) is not null;

    /// <summary>The path of the file that <see cref="KeysOf"/> answers, for messages.</summary>
    public string PathOfKeysOf(string profile) => UsesCredentialProcess(profile) ? Files.SessionsPath : Files.CredentialsPath;
}
