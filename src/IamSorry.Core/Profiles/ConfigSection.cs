using IamSorry.Errors;

namespace IamSorry.Profiles;

/// <summary>Section names of the config file, read as botocore's <c>build_profile_map</c> does.</summary>
internal static class ConfigSection
{
    private const string Default = "default";
    private const string Keyword = "profile";

    /// <summary>The profile that a section holds, or null.</summary>
    public static string? ProfileOf(string section)
        => section == Default ? Default
            : section.StartsWith(Keyword, StringComparison.Ordinal) && ShellWords.Split(section) is [_, var name] ? name
            : null;

    /// <summary>Whether the JavaScript SDK too sees a profile of this name in the config file.</summary>
    public static bool IsSeenByAll(string profile)
        => profile.All(c => char.IsAsciiLetterOrDigit(c) || "-_@+.%:/".Contains(c, StringComparison.Ordinal));

    /// <summary>The section that a new profile gets; quoted when its name is not one plain word.</summary>
    public static string NameFor(string profile)
        => profile == Default ? Default
            : profile.Any(c => char.IsWhiteSpace(c) || c is '\'' or '"' or '\\') ? $"{Keyword} {ShellWords.Quote(profile)}"
            : $"{Keyword} {profile}";
}
