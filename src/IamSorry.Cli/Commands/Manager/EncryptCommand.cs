using IamSorry.Cli.Composition;
using IamSorry.Managers;

namespace IamSorry.Cli.Commands;

/// <summary><c>--encrypt</c>: seals the manager's keys.</summary>
internal static class EncryptCommand
{
    public static async Task<CommandResult> RunAsync(Services services, CancellationToken cancellation)
    {
        var profile = services.NamedProfile;
        var done = await services.EncryptProfile.RunAsync(profile, cancellation);
        var whose = done.UserName is { } name ? $" of {name}" : "";
        services.Terminal.Done(done.Outcome switch
        {
            EncryptOutcome.AlreadySealed => $"profile '{profile}' is sealed already; nothing was changed",
            EncryptOutcome.SealedAnew => $"the keys{whose} in profile '{profile}' are sealed anew with SSH key {done.Fingerprint}",
            _ => $"the keys{whose} in profile '{profile}' are sealed with SSH key {done.Fingerprint}",
        });
        return "";
    }
}
