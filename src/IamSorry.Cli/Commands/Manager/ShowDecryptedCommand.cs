using IamSorry.Cli.Composition;

namespace IamSorry.Cli.Commands;

/// <summary><c>--show-decrypted</c>: a profile in plain text.</summary>
internal static class ShowDecryptedCommand
{
    public static async Task<CommandResult> RunAsync(ShowDecrypted show, Services services, CancellationToken cancellation)
    {
        InsideExec.RefusePermanentKey(services, services.Profiles.Read(), show.Profile);
        return await services.ShowProfile.DecryptedAsync(show.Profile, cancellation);
    }
}
