namespace IamSorry.Profiles;

/// <summary>
/// The value of <c>credential_process</c> that has this program hand out a profile's session: program, <c>credential-process</c>, options,
/// profile. SDKs split it as a shell does, or hand it to one.
/// </summary>
public static class CredentialProcessLine
{
    /// <summary>The field of the config file.</summary>
    public const string Field = "credential_process";

    /// <summary>The sub-command it calls.</summary>
    public const string SubCommand = "credential-process";

    private const string Program = "iam-sorry";

    /// <summary>Whether a value is such a line, for this very profile.</summary>
    public static bool IsOurs(string? value, string profile)
        => value is not null && value.Contains(SubCommand, StringComparison.Ordinal)
            && ShellWords.Split(value) is [var program, SubCommand, .., var last]
            && Path.GetFileNameWithoutExtension(program) == Program && last == profile;
}
