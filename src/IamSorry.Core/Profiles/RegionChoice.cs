using IamSorry.Credentials;
using IamSorry.Errors;

namespace IamSorry.Profiles;

/// <summary>Which region a profile works in.</summary>
/// <param name="environment">Reads an environment variable.</param>
/// <param name="usual">The region that the user wants where nothing else names one; asked only then.</param>
public sealed class RegionChoice(Func<string, string?> environment, Func<string?>? usual = null)
{
    private const string Fallback = "us-east-1";

    /// <summary>
    /// The manager's region: its profile, <c>AWS_REGION</c>, <c>AWS_DEFAULT_REGION</c>, the setting, else us-east-1.
    /// </summary>
    public string OfManager(ProfileSnapshot files, string profile)
        => Require(OfProfile(files, profile) ?? Set("AWS_REGION") ?? Set("AWS_DEFAULT_REGION") ?? usual?.Invoke() ?? Fallback);

    /// <summary>
    /// The region of a manager that is being set up, and where it comes from: its profile, <c>AWS_REGION</c>,
    /// <c>AWS_DEFAULT_REGION</c>, the setting, the config file's <c>[default]</c>, else us-east-1.
    /// </summary>
    public (string Name, string Source) OfNewManager(ProfileSnapshot files, string profile)
    {
        var (name, source) = (
            OfProfile(files, profile), Set("AWS_REGION"), Set("AWS_DEFAULT_REGION"), usual?.Invoke(),
            OfProfile(files, "default")) switch
        {
            ({ } own, _, _, _, _) => (own, "as its profile says"),
            (_, { } region, _, _, _) => (region, "from AWS_REGION"),
            (_, _, { } region, _, _) => (region, "from AWS_DEFAULT_REGION"),
            (_, _, _, { } region, _) => (region, "from the settings"),
            (_, _, _, _, { } region) => (region, "that of profile 'default'"),
            _ => (Fallback, "as nothing names another one"),
        };
        return (Require(name), source);
    }

    /// <summary>The region a profile names itself, in the config file or (as some write it) in the credentials file.</summary>
    public static string? OfProfile(ProfileSnapshot files, string profile)
        => Text.NonEmpty(files.Config.Get(profile, CredentialFields.Region))
            ?? Text.NonEmpty(files.Credentials.Get(profile, CredentialFields.Region));

    /// <summary>The same, fit for a call: the region becomes part of a host name that a signed call goes to.</summary>
    /// <exception cref="InvalidInputException">It is none.</exception>
    public static string? OfTarget(ProfileSnapshot files, string profile)
        => OfProfile(files, profile) is { } region ? Require(region) : null;

    private string? Set(string variable) => Text.NonEmpty(environment(variable));

    /// <summary>Returns a region that can be part of a host name.</summary>
    /// <exception cref="InvalidInputException">It is none.</exception>
    public static string Require(string region)
        => region.Length <= 32 && region.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c == '-')
            ? region
            : throw new InvalidInputException(
                $"{TerminalText.Quote(region)} is not a region", "set one such as us-east-1: aws configure set region us-east-1");
}
