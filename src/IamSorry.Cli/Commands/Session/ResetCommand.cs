using IamSorry.Cli.Composition;
using IamSorry.Cli.Output;
using IamSorry.Sessions;

namespace IamSorry.Cli.Commands;

/// <summary><c>--reset</c>.</summary>
internal static class ResetCommand
{
    public static async Task<CommandResult> RunAsync(Reset reset, Services services, CancellationToken cancellation)
    {
        var forgotten = await new ForgetSessions(services.Profiles, services.LikelyManagerProfile).RunAsync(reset.Profile, cancellation);
        foreach (var profile in forgotten)
        {
            services.Terminal.Done($"forgot the session of IAM user '{profile.Owner}' in profile '{profile.Name}'");
        }

        var last = forgotten.Max(profile => profile.Expiration) - DateTimeOffset.UtcNow;
        services.Terminal.Say(
            forgotten.Count == 0 ? "there is no session to forget"
            : last > TimeSpan.Zero ? $"AWS cannot revoke a session: who has a copy can use it until it expires, {TimeLeft.Text(last.Value)} from now at the latest"
            : "they had expired already");
        return "";
    }
}
