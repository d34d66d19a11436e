using IamSorry.Cli.CommandLine;
using IamSorry.Cli.Composition;
using IamSorry.Cli.Output;
using IamSorry.Errors;
using IamSorry.Sessions;

namespace IamSorry.Cli.Commands;

/// <summary><c>forget</c>: removes sessions from the files.</summary>
internal static class ForgetCommand
{
    private const int MostNames = 5;

    private static readonly Argument<string> Profile = ProfileArgument.Optional("whose session is forgotten; else all of them");

    private static readonly Flag Expired = new(
        "--expired", "drop the secrets of sessions that are over; their profiles stay bound to their users");

    public static CommandDefinition Definition => new()
    {
        Name = "forget",
        Group = CommandGroup.Session,
        Summary = "forget one session, or all of them",
        Details =
            """
            Removes one session from the files, or all those of the namespace. The manager's keys, other permanent keys and the
            sessions
            of other tools stay. Before all of them are forgotten, a person at a terminal is asked. AWS cannot revoke a session:
            anyone with a copy can use it until it expires.

            Of a profile that is named, a grant and limits (--read-only and its like) are forgotten too, with the
            credential_process that would hand out sessions with all rights from then on.

            The secrets of a session that has been over for more than a day go by themselves, whenever the files are written;
            with --expired those of every session that is over go at once.
            """,
        Examples = [new("iam-sorry forget alice-bedrock", "forget the session in one profile")],
        Arguments = [Profile],
        Options = [Expired, YesOption.Flag],
        IsDestructive = true,
        RunAsync = RunAsync,
    };

    private static async Task<CommandResult> RunAsync(Invocation line, Services services, CancellationToken cancellation)
    {
        if (line.Has(Expired))
        {
            return await DropExpiredAsync(line, services, cancellation);
        }

        var sessions = new ForgetSessions(services.Profiles, services.LikelyManagerProfile);
        if (line.Find(Profile) is null && sessions.Find() is { Count: > 0 } all)
        {
            var names = string.Join(", ", all.Take(MostNames).Select(profile => TerminalText.Quote(profile.Name)));
            var more = all.Count > MostNames ? $" and {all.Count - MostNames} more" : "";
            await YesOption.RequireAsync(
                line, services, $"forget {(all.Count == 1 ? "the session" : $"all {all.Count} sessions")} of {names}{more}?",
                "name the profile whose session is to go: iam-sorry forget PROFILE", cancellation);
        }

        var forgotten = await sessions.RunAsync(line.Find(Profile), cancellation);
        foreach (var profile in forgotten)
        {
            services.Terminal.Done(
                line.Find(Profile) is not null && (profile.RoleArn ?? profile.Limits) is not null
                    ? $"forgot profile '{profile.Name}': the session, and that it is of "
                        + (profile.RoleArn ?? $"IAM user '{profile.Owner}'") + SessionWords.Limits(profile.Limits)
                    : $"forgot the session of IAM user '{profile.Owner}' in profile '{profile.Name}'");
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

    private static async Task<CommandResult> DropExpiredAsync(
        Invocation line, Services services, CancellationToken cancellation)
    {
        if (line.Find(Profile) is not null)
        {
            throw new InvalidInputException("forget --expired takes no PROFILE", "leave one of them out");
        }

        var dropped = await new ForgetSessions(services.Profiles, services.LikelyManagerProfile).DropExpiredAsync(
            TimeProvider.System.GetUtcNow(), cancellation);
        services.Terminal.Done(
            dropped.Count == 0 ? "no session that is over holds its secrets"
                : $"dropped the secrets of {dropped.Count} {(dropped.Count == 1 ? "session" : "sessions")}: "
                    + string.Join(", ", dropped));
        return "";
    }
}
