using IamSorry.Cli.CommandLine;
using IamSorry.Cli.Composition;
using IamSorry.Cli.Output;
using IamSorry.Profiles;

namespace IamSorry.Cli.Commands;

/// <summary><c>list</c>.</summary>
internal static class ListCommand
{
    private static readonly Flag Json = new("--json", "the same as JSON");
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
        Examples = [new("iam-sorry list", "every profile"), new("iam-sorry list --json", "for scripts")],
        Options = [Json, NamesOnly],
        Conflicts = [(Json, NamesOnly)],
        RunAsync = (line, services, _) => Task.FromResult(line.Has(NamesOnly) ? Names(services) : Run(line, services)),
    };

    // a name a line: for completions
    private static CommandResult Names(Services services)
    {
        var names = services.Profiles.Read().Names;
        return string.Concat(names.Select(name => services.Screen.Show(name) + "\n"));
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
