using System.Reflection;
using IamSorry.Cli.CommandLine;

namespace IamSorry.Cli.Commands;

/// <summary><c>version</c>.</summary>
internal static class VersionCommand
{
    public static CommandDefinition Definition => new()
    {
        Name = "version",
        Group = CommandGroup.Inspect,
        Summary = "print the version",
        Details = "Prints the version of the program.",
        Examples = [new("iam-sorry version", "one line")],
        RunAsync = (_, _, _) => Task.FromResult<CommandResult>(Text),
    };

    public static string Text => $"iam-sorry {Version}\n";

    // without the commit, which MinVer appends
    private static string? Version
        => typeof(VersionCommand).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()
            ?.InformationalVersion.Split('+')[0];
}
