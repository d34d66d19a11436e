using IamSorry.Cli.Composition;
using IamSorry.Cli.Output;

namespace IamSorry.Cli.Commands;

/// <summary><c>--eval</c>: a profile's credentials as shell commands.</summary>
internal static class EvalCommand
{
    public static async Task<CommandResult> RunAsync(Eval eval, Services services, CancellationToken cancellation)
    {
        var profile = eval.Profile ?? services.NamedProfile;
        InsideExec.RefusePermanentKey(services, profile);
        var credentials = await OwnerNaming.RunAsync(
            services.ExportCredentials.RunAsync(profile, () => services.ManagerProfileName, services.Regions, cancellation), services, cancellation);
        return ShellExport.Format(credentials, eval.Shell);
    }
}
