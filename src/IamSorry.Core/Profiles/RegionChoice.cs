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
        => OfTarget(files, profile) ?? OfVariable("AWS_REGION") ?? OfVariable("AWS_DEFAULT_REGION") ?? usual?.Invoke()
            ?? Fallback;

    /// <summary>
    /// The region of a manager that is being set up, and where it comes from: its profile, <c>AWS_REGION</c>,
    /// <c>AWS_DEFAULT_REGION</c>, the setting, the config file's <c>[default]</c>, else us-east-1.
    /// </summary>
    public (string Name, string Source) OfNewManager(ProfileSnapshot files, string profile)
    {
        return OfTarget(files, profile) is { } own ? (own, "as its profile says")
            : OfVariable("AWS_REGION") is { } region ? (region, "from AWS_REGION")
            : OfVariable("AWS_DEFAULT_REGION") is { } other ? (other, "from AWS_DEFAULT_REGION")
            : usual?.Invoke() is { } setting ? (setting, "from the settings")
            : OfTarget(files, "default") is { } common ? (common, "that of profile 'default'")
            : (Fallback, "as nothing names another one");
    }

    /// <summary>The region a profile names itself, in the config file or (as some write it) in the credentials file.</summary>
    public static string? OfProfile(ProfileSnapshot files, string profile)
        => Text.NonEmpty(files.Config.Get(profile, CredentialFields.Region))
            ?? Text.NonEmpty(files.Credentials.Get(profile, CredentialFields.Region));

    /// <summary>The same, fit for a call: the region becomes part of a host name that a signed call goes to.</summary>
    /// <exception cref="InvalidInputException">It is none.</exception>
    public static string? OfTarget(ProfileSnapshot files, string profile)
        => OfProfile(files, profile) is { } region ? Problem(files, profile) is { } problem ? throw problem : region : null;

    /// <summary>Returns a region that can be part of a host name.</summary>
    /// <exception cref="InvalidInputException">It is none.</exception>
    public static string Require(string region)
        => IsRegion(region) ? region
            : throw new InvalidInputException($"{TerminalText.Quote(region)} is not a region", "name one such as us-east-1");

    /// <summary>What is wrong with the region that a profile names, and the way out; null where nothing is.</summary>
    public static InvalidInputException? Problem(ProfileSnapshot files, string profile)
    {
        if (OfProfile(files, profile) is not { } region || IsRegion(region))
        {
            return null;
        }

        var path = Text.NonEmpty(files.Config.Get(profile, CredentialFields.Region)) is null ? files.Files.CredentialsPath
            : files.Files.ConfigPath;
        return new InvalidInputException(
            $"the region of profile {TerminalText.Quote(profile)} in {path} is {TerminalText.Quote(region)}, "
            + $"which is not a region{Why(region)}",
            new Remedy("set one", ShellCommand.AwsConfigureSet(profile, CredentialFields.Region, Meant(region))));
    }

    private string? OfVariable(string variable)
    {
        var region = Text.NonEmpty(environment(variable));
        return region is null || IsRegion(region)
            ? region
            : throw new InvalidInputException(
                $"{variable} is {TerminalText.Quote(region)}, which is not a region",
                new Remedy("set one", ShellCommand.Of("export", $"{variable}={Meant(region)}")));
    }

    private static string Why(string region)
        => region.AsSpan().IndexOfAny("#;") >= 0 ? ": a comment behind a value is part of it"
            : region.AsSpan().IndexOfAny("'\"") >= 0 ? ": quotes are part of a value"
            : "";

    // what stands before a comment, without quotes
    private static string Meant(string region)
    {
        var word = region.Trim('"', '\'', ' ').Split([' ', '\t', '#', ';'])[0].Trim('"', '\'').ToLowerInvariant();
        return word.Contains('-', StringComparison.Ordinal) && IsRegion(word) ? word : Fallback;
    }

    private static bool IsRegion(string region)
        => region.Length <= 32 && region.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c == '-');
}
