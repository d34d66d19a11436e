using IamSorry.Cli.Composition;
using IamSorry.Cli.Output;

namespace IamSorry.Cli.Commands;

/// <summary><c>--eval</c>: a profile's credentials as shell commands.</summary>
internal static class EvalCommand
{
    public static async Task<CommandResult> RunAsync(Eval eval, Services services, CancellationToken cancellation)
    {
        var profile = eval.Profile ?? services.NamedProfile;
        var files = services.Profiles.Read();
        InsideExec.RefusePermanentKey(services, files, profile);
        var credentials = await OwnerNaming.RunAsync(
            services.ExportCredentials.RunAsync(files, profile, cancellation), services, cancellation);
        return ShellExport.Format(credentials, eval.Shell);
    }
}
