using System.Globalization;
using IamSorry.Cli.CommandLine;
using IamSorry.Cli.Composition;
using IamSorry.Cli.Output;
using IamSorry.Errors;
using IamSorry.Profiles;
using IamSorry.Sessions;

namespace IamSorry.Cli.Commands;

/// <summary><c>renew</c>: mints sessions anew, many by one signature.</summary>
internal static class RenewCommand
{
    private static readonly Argument<string> Profiles = new("PROFILE...", "whose sessions are renewed", ProfileName.Require)
    {
        Hint = Hint.Profile,
        IsOptional = true,
        IsRepeatable = true,
    };

    private static readonly Flag All = new("--all", "every session of the namespace");
    private static readonly Flag Force = new("--force", "those too of which nine tenths are left");
    private static readonly Option<TimeSpan> Duration = DurationOption.Create("hours that each session lives");

    public static CommandDefinition Definition => new()
    {
        Name = "renew",
        Group = CommandGroup.Session,
        Summary = "renew sessions, many by one signature",
        Details =
            """
            Mints the sessions of the profiles anew, at most 8 at the same time: a line and a time each, and a summary. The SSH key
            signs once for all of them. A session of which more than nine tenths are left is kept.

            One that fails does not keep the others; the exit code is then that of the first failure.
            """,
        Examples =
        [
            new("iam-sorry renew --all", "every session of the namespace, in the morning"),
            new("iam-sorry renew alice-ci alice-bedrock --duration 8", "two of them, for a working day"),
        ],
        Arguments = [Profiles],
        Options = [All, Force, Duration],
        Check = line =>
        {
            if (line.Has(All) == (line.Arguments.Count > 0))
            {
                throw new InvalidInputException(
                    line.Has(All) ? "renew takes profiles or --all, not both" : "renew needs to know which sessions",
                    "name profiles, or renew every session of the namespace: iam-sorry renew --all");
            }
        },
        RunAsync = RunAsync,
    };

    private static async Task<CommandResult> RunAsync(Invocation line, Services services, CancellationToken cancellation)
    {
        var request = new RenewRequest(
            services.ManagerProfile.RequireSealed(), line.Has(All) ? null : line.FindAll(Profiles))
        {
            Options = services.OptionsOf(line, Duration),
            Force = line.Has(Force),
        };
        var start = TimeProvider.System.GetTimestamp();
        var ended = await services.RenewSessions.RunAsync(request, each => Tell(each, services.Terminal), cancellation);
        Sum(ended, TimeProvider.System.GetElapsedTime(start), services.Terminal);
        return new CommandResult(
            "", ended.Select(each => each.Error).OfType<IamSorryException>().FirstOrDefault() is { } error
                ? (int)ExitCodes.Of(error) : (int)ExitCode.Done);
    }

    private static void Tell(RenewedSession each, Terminal terminal)
    {
        if (each.Error is { } error)
        {
            terminal.Report(new(
                Reporting.NoticeKind.Warning, $"profile '{each.Profile}' was not renewed: {error.Message}", error.Remedy));
            return;
        }

        var left = each.Session!.TimeLeft(TimeProvider.System.GetUtcNow());
        terminal.Done(string.Create(
            CultureInfo.InvariantCulture,
            $"{each.Profile}: {TimeLeft.Text(left)} left, {(each.Took is { } took ? Seconds(took) : "kept as it is fresh")}"));
    }

    private static void Sum(IReadOnlyList<RenewedSession> ended, TimeSpan took, Terminal terminal)
    {
        var kept = ended.Count(each => each.Took is null);
        var failed = ended.Count(each => each.Error is not null);
        if (ended.Count == 0)
        {
            terminal.Say("there is no session to renew");
        }
        else
        {
            var time = kept == ended.Count ? "" : $", in {Seconds(took)}";
            terminal.Say($"{ended.Count - kept - failed} renewed, {kept} kept, {failed} failed{time}");
        }
    }

    private static string Seconds(TimeSpan took) => string.Create(CultureInfo.InvariantCulture, $"{took.TotalSeconds:0.0} s");
}
