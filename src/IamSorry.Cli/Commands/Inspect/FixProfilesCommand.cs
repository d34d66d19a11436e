using IamSorry.Cli.Composition;
using IamSorry.Cli.Output;
using IamSorry.Doctor;

namespace IamSorry.Cli.Commands;

/// <summary><c>--fix-profiles</c>.</summary>
internal static class FixProfilesCommand
{
    public static async Task<CommandResult> RunAsync(Services services, CancellationToken cancellation)
    {
        var mended = await services.ProfileRepair.RunAsync(services.DiagnosticContext, cancellation);
        foreach (var done in mended.Done)
        {
            services.Terminal.Done(done);
        }

        foreach (var finding in mended.Left.Where(finding => finding.Severity > Severity.Note))
        {
            services.Terminal.Warn($"not mended: {finding.Message}");
            services.Terminal.Say($"  try: {CommandSpelling.Spell(finding.Remedy)}");
        }

        if (mended.Done.Count == 0)
        {
            services.Terminal.Say("there is nothing to mend that is safe to mend by itself; all that may be wrong: iam-sorry doctor");
        }

        return "";
    }
}
