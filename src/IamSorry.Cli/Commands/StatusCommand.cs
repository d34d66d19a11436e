namespace IamSorry.Cli.Commands;

/// <summary>The state of things in a few lines, and the next useful commands.</summary>
internal static class StatusCommand
{
    public static CommandResult Run(Services services) => HelpText.Main;
}
