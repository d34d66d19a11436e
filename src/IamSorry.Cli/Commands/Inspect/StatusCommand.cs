using System.Text;
using IamSorry.Cli.CommandLine;
using IamSorry.Cli.Composition;
using IamSorry.Cli.Output;
using IamSorry.Credentials;
using IamSorry.Doctor;
using IamSorry.Errors;
using IamSorry.OpenSsh;
using IamSorry.Profiles;

namespace IamSorry.Cli.Commands;

/// <summary>
/// The state of things in a few lines, and the next useful commands. Asks nobody but the agent, for its list of keys.
/// </summary>
internal static class StatusCommand
{
    private const int MostSessions = 10;
    private const int LeastName = 8;

    private static readonly Flag Json = new("--json", "the same as JSON, without the advice");

    public static CommandDefinition Definition => new()
    {
        Name = "status",
        Group = CommandGroup.Inspect,
        Summary = "show the manager, its sessions and useful next commands",
        Details = "Shows the state of things in a few lines. Nobody is asked but the SSH agent, for its list of keys.",
        Examples = [new("iam-sorry status", "the state of things"), new("iam-sorry status --json", "for scripts")],
        Options = [Json],
        RunAsync = RunAsync,
    };

    public static async Task<CommandResult> RunAsync(Invocation line, Services services, CancellationToken cancellation)
    {
        var files = services.Profiles.Read();
        var name = services.LikelyManagerProfile;
        var profiles = ListProfiles.Of(files, name);
        var manager = profiles.FirstOrDefault(profile => profile.Name == name && profile.Kind == ProfileKind.Manager);
        if (manager is null)
        {
            return line.Has(Json) ? StatusJson.None : NoManager(
                profiles.FirstOrDefault(profile => profile.Name == name), name, ManagerProfile.SealedNames(files));
        }

        var agent = SealedWith.Of(files, name, services.SshKey) is { } key ? await services.LookIntoAgentAsync(key, cancellation)
            : (AgentState?)null;
        var users = Namespace(manager);
        var sessions = profiles
            .Where(profile => profile.Kind == ProfileKind.Session
                && (profile.Owner is { } owner ? users?.Manages(owner) != false : profile.UsesCredentialProcess))
            .ToList();
        if (line.Has(Json))
        {
            return StatusJson.Write(manager, agent, users?.Prefix, sessions, DateTimeOffset.UtcNow);
        }

        var text = new StringBuilder();
        Line(text, "manager", Describe(manager, agent, services.Screen));
        if (users is not null)
        {
            Line(text, "users", $"{users.Prefix}, {users.Prefix}-*");
        }

        AppendSessions(text, sessions, services.Screen);
        Line(text, "active", Active(services));
        AppendNext(text, Next(manager, agent, users, sessions, services), services.Screen);
        return text.ToString();
    }

    private static string NoManager(ListedProfile? profile, string name, IReadOnlyList<string> sealedNames)
    {
        var why = profile switch
        {
            { Problem: { } problem } => problem,
            { Kind: ProfileKind.Session }
                => $"profile {TerminalText.Quote(name)} holds a session, and a session cannot be a manager",
            _ => $"profile {TerminalText.Quote(name)} holds no keys",
        };
        var names = sealedNames.Select(each => $"iam-sorry --profile {ShellQuote.Word(TerminalText.Sanitize(each))}");
        var named = sealedNames is []
            ? ""
            : $"""

            sealed in another profile:
              {string.Join("\n  ", names)}
            """;
        return
            $"""
            no manager yet: {TerminalText.Sanitize(why)}
            {named}
            with the key that your admin gave you (it is asked for):
              {CommandSpelling.Spell(new OurCommand.Setup())}
            where it is stored by aws configure already:
              iam-sorry encrypt --profile PROFILE
            what to ask your admin for:
              iam-sorry policy PREFIX
            as the admin:
              iam-sorry create-manager PREFIX-mgr --profile admin

            """;
    }

    private static string Active(Services services)
        => services.EnvironmentKeys is null
            ? services.ActiveProfile is { } named ? $"{TerminalText.Sanitize(named)}, by AWS_PROFILE" : "none in this shell"
            : services.ActiveProfile is { } loaded ? $"{TerminalText.Sanitize(loaded)}, loaded into this shell"
            : "keys in the environment of this shell that are no profile's";

    private static string Describe(ListedProfile manager, AgentState? agent, Screen screen)
    {
        var kept = manager.IsSealed != true ? screen.Paint(TimeLeft.Red, "in plain text")
            : screen.Paint(TimeLeft.Green, "sealed")
                + agent switch
                {
                    AgentState.HoldsKey => ", SSH key in the agent",
                    AgentState.LacksKey => ", SSH key not in the agent",
                    AgentState.NotThere => ", no SSH agent",
                    _ => " by the older tool",
                };
        return $"{TerminalText.Sanitize(manager.Owner ?? "user not known yet")} in profile "
            + $"{TerminalText.Sanitize(manager.Name)}, {kept}";
    }

    private static UserNamespace? Namespace(ListedProfile manager)
    {
        try
        {
            return manager.Owner is { } owner ? UserNamespace.Of(owner) : null;
        }
        catch (InvalidInputException)
        {
            return null;
        }
    }

    private static void AppendSessions(StringBuilder text, List<ListedProfile> sessions, Screen screen)
    {
        if (sessions.Count == 0)
        {
            Line(text, "sessions", "none");
            return;
        }

        // label and time left need some 40 characters beside the name
        var most = screen.IsTerminal ? Math.Max(LeastName, screen.Width - 45) : int.MaxValue;
        var width = Math.Min(most, sessions.Max(session => session.Name.Length));
        var label = "sessions";
        foreach (var session in sessions.OrderByDescending(Expiration).Take(MostSessions))
        {
            var left = Expiration(session) - DateTimeOffset.UtcNow;
            var state = session.Expiration is null ? "not yet" : screen.Paint(TimeLeft.Colour(left), TimeLeft.Text(left));
            Line(text, label,
                $"{new Cell(TerminalText.Sanitize(session.Name)).Shorten(width).Text.PadRight(width)}  "
                + $"{state}{(session.UsesCredentialProcess ? ", by credential_process" : "")}"
                + (session.RoleArn is { } role ? $", role {TerminalText.Sanitize(SessionWords.NameOf(role))}" : "")
                + (session.Limits is { } limits ? $", {TerminalText.Sanitize(limits)}" : ""));
            label = "";
        }

        if (sessions.Count > MostSessions)
        {
            Line(text, "", $"and {sessions.Count - MostSessions} more");
        }
    }

    private static IEnumerable<(string Command, string Why)> Next(
        ListedProfile manager, AgentState? agent, UserNamespace? users, List<ListedProfile> sessions, Services services)
    {
        if (manager.IsSealed != true || agent is null)
        {
            yield return (
                CommandSpelling.Spell(new OurCommand.Encrypt(manager.Name)), "seal the manager's keys with your SSH key");
            if (manager.IsSealed != true)
            {
                yield break;
            }
        }

        // without an agent, ssh-add would fail
        if (agent == AgentState.LacksKey)
        {
            yield return ($"ssh-add {ShellQuote.Word(services.SshKey)}", "once, instead of the passphrase each time");
        }

        var timed = sessions.Where(session => session.Expiration is not null).OrderByDescending(Expiration).ToLookup(
            session => Expiration(session) > DateTimeOffset.UtcNow);
        if (sessions.Count == 0)
        {
            yield return (
                CommandSpelling.Spell(new OurCommand.Mint(users?.Prefix ?? "alice")),
                "36 hours of the user in a profile of its name");
        }

        if (timed[true].FirstOrDefault() is { } best)
        {
            var shell = ShellInUse.ForHints(services.Environment, () => services.Settings.Shell);
            yield return (ShellInUse.EvalLine(shell, best.Name), "use it in this shell");
        }

        if (timed[false].FirstOrDefault() is { } expired)
        {
            yield return (CommandSpelling.Spell(new OurCommand.Mint(expired.Name)), "renew it");
        }

        yield return (CommandSpelling.Spell(new OurCommand.List()), "every profile");
        yield return (CommandSpelling.Spell(new OurCommand.Doctor()), "what is wrong, if anything");
    }

    private static void AppendNext(StringBuilder text, IEnumerable<(string Command, string Why)> next, Screen screen)
    {
        var rows = next.ToList();
        var width = rows.Max(row => row.Command.Length);
        text.Append('\n');
        foreach (var (command, why) in rows)
        {
            text.Append(screen.Paint("36", TerminalText.Sanitize(command))).Append(' ', width - command.Length + 2).Append(
                screen.Paint("2", why)).Append('\n');
        }
    }

    private static void Line(StringBuilder text, string label, string value)
        => text.Append(label.PadRight(10)).Append(value).Append('\n');

    private static DateTimeOffset Expiration(ListedProfile session) => session.Expiration ?? DateTimeOffset.MinValue;
}
