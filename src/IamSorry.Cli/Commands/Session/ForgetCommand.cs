using IamSorry.Cli.CommandLine;
using IamSorry.Cli.Composition;
using IamSorry.Cli.Output;
using IamSorry.Sessions;

namespace IamSorry.Cli.Commands;

/// <summary><c>forget</c>: removes sessions from the files.</summary>
internal static class ForgetCommand
{
    private static readonly Argument<string> Profile = ProfileArgument.Optional("whose session is forgotten; else all of them");

    public static CommandDefinition Definition => new()
    {
        Name = "forget",
        Group = CommandGroup.Session,
        Summary = "forget one session, or all of them",
        Details =
            """
            Removes one session from the files, or all those of the namespace. The manager's keys, other permanent keys and the
            sessions
            of other tools stay. AWS cannot revoke a session: anyone with a copy can use it until it expires.
            """,
        Examples = [new("iam-sorry forget alice-bedrock", "forget the session in one profile")],
        Arguments = [Profile],
        IsDestructive = true,
        RunAsync = RunAsync,
    };

    private static async Task<CommandResult> RunAsync(Invocation line, Services services, CancellationToken cancellation)
    {
        var forgotten = await new ForgetSessions(services.Profiles, services.LikelyManagerProfile).RunAsync(
            line.Find(Profile), cancellation);
        foreach (var profile in forgotten)
        {
            services.Terminal.Done($"forgot the session of IAM user '{profile.Owner}' in profile '{profile.Name}'");
        }

        var last = forgotten.Max(profile => profile.Expiration) - DateTimeOffset.UtcNow;
        services.Terminal.Say(
            forgotten.Count == 0 ? "there is no session to forget"
            : last > TimeSpan.Zero
                ? $"AWS cannot revoke a session: anyone with a copy can use it until it expires, {TimeLeft.Text(last.Value)} "
                    + $"from now at the latest"
            : "they had expired already");
        return "";
    }
}
