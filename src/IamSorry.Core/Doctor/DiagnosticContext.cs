using IamSorry.Profiles;

namespace IamSorry.Doctor;

/// <summary>What the checks look at beside the profiles.</summary>
/// <param name="Files">Where the AWS files are.</param>
/// <param name="ManagerProfile">The profile that is the manager's.</param>
/// <param name="SshKeyPath">The SSH key file.</param>
/// <param name="Environment">Reads an environment variable.</param>
/// <param name="Now">What time it is here.</param>
public sealed record DiagnosticContext(
    AwsFiles Files, string ManagerProfile, string SshKeyPath, Func<string, string?> Environment, DateTimeOffset Now)
{
    /// <summary>The path of this program, for a line of the config file whose program is gone; or null.</summary>
    public string? Program { get; init; }

    /// <summary>A variable that is set and not empty, or null.</summary>
    public string? Variable(string name) => Environment(name) is { Length: > 0 } value ? value : null;
}
