using System.Globalization;
using IamSorry.Aws;
using IamSorry.Cli.CommandLine;
using IamSorry.Cli.Composition;
using IamSorry.Cli.Output;
using IamSorry.Credentials;
using IamSorry.Errors;
using IamSorry.Profiles;
using IamSorry.Sessions;

namespace IamSorry.Cli.Commands;

/// <summary><c>mint</c>, and a profile's name alone: puts a session into a profile.</summary>
internal static class MintCommand
{
    private static readonly Argument<string> Profile = ProfileArgument.Required("the profile that gets the session");
    private static readonly Option<TimeSpan> Duration = DurationOption.Create("how long the session lives");

    private static readonly Option<string> User = new(
        "--user", "NAME", "the IAM user, where its name differs from the profile's", IamUserName.Require);

    private static readonly Flag Replace = new("--replace", "overwrite a permanent key in the profile") { IsDestructive = true };

    private static readonly Flag Force = new("--force", "also where more than nine tenths of the session are left");

    private static readonly Option<UserTag> Tag = new(
        "--tag", "KEY=VALUE", "a tag for a new user, never changed afterwards", UserTag.Parse)
    { IsRepeatable = true };

    public static CommandDefinition Definition => new()
    {
        Name = "mint",
        Group = CommandGroup.Session,
        Summary = "put a session into a profile; create the user if needed",
        Details =
            """
            Creates the IAM user if it does not exist, and puts temporary credentials of it into the profile. The session is made
            with a key of that user which exists for one call; no permanent key is left anywhere. A session of the same user and
            length of which more than nine tenths are left is not minted again without --force. Before a user is created whose name
            is nearly that of one that is known here, a person at a terminal is asked.

            With --read-only, --policy-arn or --policy the session can do what they and the user or role both allow. They are
            remembered: until "iam-sorry forget PROFILE" the profile gets no other sessions. A profile that was granted a role gets
            sessions of the role.

            "iam-sorry PROFILE" is short for "iam-sorry mint PROFILE". A profile whose name is also a command is minted by
            "iam-sorry -- NAME".
            """,
        Examples =
        [
            new("iam-sorry alice-bedrock", "36 hours in profile alice-bedrock"),
            new("iam-sorry mint alice-ci --duration 4 --tag team=research", "4 hours, and a tag if the user is new"),
            new("iam-sorry mint admin --user alice-admin", "a profile named differently from its user"),
        ],
        Arguments = [Profile],
        Options = [Duration, User, .. LimitOptions.All, Replace, Force, Tag, YesOption.Flag, DryRun.Flag],
        Conflicts = LimitOptions.Conflicts,
        Check = line => MintRequest.RequireTags(line.All(Tag)),
        RunAsync = RunAsync,
    };

    /// <summary>Says what was minted.</summary>
    public static void Tell(string profile, Session session, Services services)
    {
        var left = session.TimeLeft(TimeProvider.System.GetUtcNow());
        var hours = left.TotalHours.ToString("0.#", CultureInfo.InvariantCulture);
        services.Terminal.Done(
            $"{(session.Mark?.Limits is null ? "" : "restricted ")}session of {SessionWords.Whose(session)}"
            + $"{SessionWords.Limits(session.Mark?.Limits)} in profile '{profile}', region {session.Region}"
            + (session.Account is { } account ? $", account {account}" : ""));
        services.Terminal.Done(string.Create(
            CultureInfo.InvariantCulture,
            $"valid until {session.Expiration?.ToLocalTime():yyyy-MM-dd HH:mm zzz}, {hours} "
            + $"{(hours == "1" ? "hour" : "hours")} from now"));
    }

    // where there is no manager yet, nothing else would tell that a word was mistyped
    private static void RequireNoCommand(Invocation line, Services services, ProfileSnapshot files)
    {
        var profile = line.Get(Profile);
        if (!line.NamesItsCommand && !files.Contains(profile) && Nearest.Command(profile) is { } command
            && ProfileKeys.Read(files.Credentials, services.LikelyManagerProfile) is ProfileKeys.None)
        {
            throw new InvalidInputException(
                $"there is neither a command nor a profile {TerminalText.Quote(profile)}",
                $"did you mean iam-sorry {command}? All commands: iam-sorry help");
        }
    }

    private static async Task<CommandResult> RunAsync(Invocation line, Services services, CancellationToken cancellation)
    {
        var files = services.Profiles.Read();
        RequireNoCommand(line, services, files);
        var profile = line.Get(Profile);
        var options = services.OptionsOf(line, Duration) with { Policies = LimitOptions.Read(line) };
        var issuer = SessionChoice.Of(files, profile, options);
        var request = new MintRequest(services.Managers.Find(files).RequireSealed(), profile)
        {
            User = line.Get(User),
            Issuer = issuer,
            Configure = options.Policies is null ? null
                : SessionChoice.Limit(SessionConfig.Read(files, profile), options.Policies),
            Replace = line.Has(Replace),
            Tags = line.All(Tag),
            BeforeCreating = (user, stop) => NewUserQuestion.AskAsync(line, services, files, user, stop),
        };
        if (!line.Has(Force) && !line.Has(DryRun.Flag)
            && FreshSession.Find(files, request, TimeProvider.System.GetUtcNow(), services.Expected) is { } fresh)
        {
            services.Terminal.Done(
                $"the session of {SessionWords.Whose(fresh)} in profile '{request.Profile}' is fresh, and stays: "
                + $"{TimeLeft.Text(fresh.TimeLeft(TimeProvider.System.GetUtcNow()))} left; --force mints another");
            return "";
        }

        try
        {
            if (line.Has(DryRun.Flag))
            {
                return DryRun.Tell(MintPlan.Of(files, request), services);
            }

            var session = await OwnerHint.ExplainAsync(
                services.MintSession.RunAsync(files, request, cancellation), services, cancellation);
            Tell(request.Profile, session, services);
            return "";
        }
        catch (OutsideNamespaceException error) when (!line.NamesItsCommand && Nearest.Command(request.Profile) is { } command)
        {
            throw new RefusedException(error.Message, $"did you mean the command? iam-sorry {command}");
        }
    }
}
