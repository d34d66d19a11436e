using System.Text;
using IamSorry.Admin.Managers;
using IamSorry.Cli.Composition;
using IamSorry.Cli.Output;
using Microsoft.Win32.SafeHandles;

namespace IamSorry.Cli.Commands;

/// <summary><c>--create-manager</c>: makes a manager, for the admin.</summary>
internal static class MakeManagerCommand
{
    public static async Task<CommandResult> RunAsync(MakeManager make, Services services, CancellationToken cancellation)
    {
        var profile = services.NamedProfile;
        var admin = await services.AdminCredentials.RequireAsync(make.Common.ManagerProfile, profile, cancellation);
        var region = services.Regions.OfManager(services.Profiles.Read(), profile);
        await services.CreateManager.RunAsync(make.Manager, admin, region, HandOverAsync, cancellation);
        return "";

        async Task HandOverAsync(CreatedManager manager)
        {
            services.Terminal.Say("Hand the following over by a safe channel: it is told once and stored nowhere.");

            // past Console.Out, which takes a closed pipe for success: what nobody has read is not handed over
            await using var stdout = new FileStream(new SafeFileHandle(1, ownsHandle: false), FileAccess.Write, bufferSize: 0);
            await stdout.WriteAsync(Encoding.UTF8.GetBytes(HandOverText.For(manager)), CancellationToken.None);
        }
    }
}
