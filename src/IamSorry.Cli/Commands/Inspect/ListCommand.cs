using System.CommandLine;
using IamSorry.Cli.Composition;
using IamSorry.Cli.Output;
using IamSorry.Profiles;

namespace IamSorry.Cli.Commands;

/// <summary><c>list</c>.</summary>
internal static class ListCommand
{
    private const string Help =
        """
        Usage: iam-sorry list [--json]

        Every profile of the AWS files: kind (manager, session, permanent, role, sso, process), IAM user, how its
        permanent keys are kept or that credential_process hands its session out, time left, region.

          --json    the same as JSON

        """;

    public static SubCommand Words()
    {
        var json = new Option<bool>("--json");
        return new SubCommand("list", Help, [], [json], (line, common, _) => new List(common, line.GetValue(json)));
    }

    /// <summary><c>--profiles</c>: the names alone, one a line.</summary>
    public static CommandResult Names(Services services)
    {
        var names = services.Profiles.Read().Names;
        return string.Concat(names.Select(name => services.Screen.Show(name) + "\n"));
    }

    public static CommandResult Run(List list, Services services)
    {
        var profiles = ListProfiles.Of(services.Profiles.Read(), services.LikelyManagerProfile);
        if (list.Json)
        {
            return ProfileJson.Write(profiles, DateTimeOffset.UtcNow);
        }

        foreach (var problem in profiles.Select(profile => profile.Problem).OfType<string>())
        {
            services.Terminal.Warn(problem);
        }

        if (profiles.Count == 0)
        {
            services.Terminal.Say($"there are no profiles yet in {services.Files.CredentialsPath}; how to begin: iam-sorry");
        }

        return ProfileTable.Write(profiles, DateTimeOffset.UtcNow, services.Screen);
    }
}
