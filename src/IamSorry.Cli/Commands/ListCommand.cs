using System.CommandLine;
using IamSorry.Errors;

namespace IamSorry.Cli.Commands;

/// <summary><c>list</c>.</summary>
internal static class ListCommand
{
    private const string Help =
        """
        Usage: iam-sorry list [--json]

        Every profile of the AWS files: kind (manager, session, permanent, role, process), IAM user, sealed or not, time left.

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
        => throw new IamSorryException("list is not there yet");
}
