using IamSorry.Cli.CommandLine;
using IamSorry.Cli.Composition;
using IamSorry.Cli.Output;
using IamSorry.Credentials;
using IamSorry.Profiles;

namespace IamSorry.Cli.Commands;

/// <summary><c>list</c>.</summary>
internal static class ListCommand
{
    private static readonly Flag Json = new("--json", "the same as JSON");
    private static readonly Flag Online = new("--online", "the users of these profiles as AWS knows them: tags, owner, keys");
    private static readonly Flag NamesOnly = new("--names", "the names alone, one a line");

    public static CommandDefinition Definition => new()
    {
        Name = "list",
        Group = CommandGroup.Inspect,
        Summary = "list every profile: kind, user, keys, time left, region",
        Details =
            """
            Every profile of the AWS files: its kind (manager, session, permanent, role, sso, process), its IAM user, how its
            permanent
            keys are kept or that credential_process hands its session out, the time left, the region. A star marks the one
            whose credentials AWS programs use in this shell.
            """,
        Examples =
        [
            new("iam-sorry list", "every profile"),
            new("iam-sorry list --json", "for scripts"),
            new("iam-sorry list --online", "whose the users are, and which have keys that should not be there"),
        ],
        Options = [Json, NamesOnly, Online],
        Conflicts = [(Json, NamesOnly), (Online, NamesOnly)],
        RunAsync = (line, services, cancellation) => line.Has(Online) ? LookAsync(line, services, cancellation)
            : Task.FromResult(line.Has(NamesOnly) ? Names(services) : Run(line, services)),
    };

    // a name a line: for completions
    private static CommandResult Names(Services services)
    {
        var names = services.Profiles.Read().Names;
        return string.Concat(names.Select(name => services.Screen.Show(name) + "\n"));
    }

    // the users known here: of the profiles with sessions, in the namespace, and the one that bears its name
    private static async Task<CommandResult> LookAsync(Invocation line, Services services, CancellationToken cancellation)
    {
        var manager = services.ManagerProfile;
        var users = services.LikelyNamespace;
        var names = ListProfiles.Of(services.Profiles.Read(), manager.Profile)
            .Where(profile => profile.Kind == ProfileKind.Session)
            .Select(profile => profile.Owner ?? profile.Name)
            .Concat(users is null ? [] : [users.Prefix])
            .Where(name => users?.Manages(name) != false && IamUserName.IsValid(name))
            .Distinct(StringComparer.OrdinalIgnoreCase)
            .ToList();
        var seen = await services.LookAtUsers.RunAsync(manager, names, cancellation);
        return line.Has(Json) ? UserTable.Json(seen) : UserTable.Write(seen, TimeProvider.System.GetUtcNow(), services.Screen);
    }

    private static CommandResult Run(Invocation line, Services services)
    {
        var profiles = ListProfiles.Of(services.Profiles.Read(), services.LikelyManagerProfile);
        if (line.Has(Json))
        {
            return ProfileJson.Write(profiles, services.ActiveProfile, DateTimeOffset.UtcNow);
        }

        foreach (var problem in profiles.Select(profile => profile.Problem).OfType<string>())
        {
            services.Terminal.Warn(problem);
        }

        if (profiles.Count == 0)
        {
            services.Terminal.Say(
                $"there are no profiles yet in {services.Files.CredentialsPath}; how to begin: iam-sorry status");
        }

        return ProfileTable.Write(profiles, services.ActiveProfile, DateTimeOffset.UtcNow, services.Screen);
    }
}
