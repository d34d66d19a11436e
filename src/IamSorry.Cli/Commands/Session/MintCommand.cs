using System.Globalization;
using IamSorry.Cli.Composition;
using IamSorry.Sessions;

namespace IamSorry.Cli.Commands;

/// <summary><c>iam-sorry PROFILE</c>: mints a session.</summary>
internal static class MintCommand
{
    public static async Task<CommandResult> RunAsync(Mint mint, Services services, CancellationToken cancellation)
    {
        var request = new MintRequest(services.ManagerProfile.RequireSealed(), mint.Profile)
        {
            User = mint.User,
            Duration = mint.Duration,
            Replace = mint.Replace,
            Tags = mint.Tags,
        };
        var minted = await OwnerNaming.RunAsync(services.MintSession.RunAsync(request, cancellation), services, cancellation);
        Tell(minted, services);
        return "";
    }

    /// <summary>Says what was minted.</summary>
    public static void Tell(MintedSession minted, Services services)
    {
        var left = minted.Credentials.TimeLeft(TimeProvider.System.GetUtcNow());
        var hours = left.TotalHours.ToString("0.#", CultureInfo.InvariantCulture);
        services.Terminal.Done($"session of IAM user '{minted.User}' in profile '{minted.Profile}', region {minted.Region}");
        services.Terminal.Done(string.Create(
            CultureInfo.InvariantCulture,
            $"valid until {minted.Credentials.Expiration.ToLocalTime():yyyy-MM-dd HH:mm zzz}, {hours} {(hours == "1" ? "hour" : "hours")} from now"));
    }
}
