using IamSorry.Aws;
using IamSorry.Cli.CommandLine;
using IamSorry.Cli.Composition;
using IamSorry.Cli.Output;

namespace IamSorry.Cli.Commands;

/// <summary>Says what would be called: nobody is called or asked, and no file is changed.</summary>
internal static class DryRun
{
    public static readonly Flag Flag = new("--dry-run", "print what would be called, with names, and do nothing");

    public static CommandResult Tell(Plan plan, Services services)
    {
        services.Terminal.Say("dry run: nothing is called and nothing changed; this run would do, in this order:");
        return PlanText.Write(plan);
    }
}
