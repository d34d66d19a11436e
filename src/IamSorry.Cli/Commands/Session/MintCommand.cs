using System.Globalization;
using IamSorry.Cli.Composition;
using IamSorry.Credentials;
using IamSorry.Sessions;
using IamSorry.Sessions.Issuers;

namespace IamSorry.Cli.Commands;

/// <summary><c>iam-sorry PROFILE</c>: mints a session.</summary>
internal static class MintCommand
{
    public static async Task<CommandResult> RunAsync(Mint mint, Services services, CancellationToken cancellation)
    {
        var files = services.Profiles.Read();
        var request = new MintRequest(services.Managers.Find(files).RequireSealed(), mint.Profile)
        {
            User = mint.User,
            Issuer = new UserSession(mint.Duration),
            Replace = mint.Replace,
            Tags = mint.Tags,
        };
        var session = await OwnerNaming.RunAsync(services.MintSession.RunAsync(files, request, cancellation), services, cancellation);
        Tell(mint.Profile, session, services);
        return "";
    }

    /// <summary>Says what was minted.</summary>
    public static void Tell(string profile, Session session, Services services)
    {
        var left = session.TimeLeft(TimeProvider.System.GetUtcNow());
        var hours = left.TotalHours.ToString("0.#", CultureInfo.InvariantCulture);
        services.Terminal.Done($"session of IAM user '{session.User}' in profile '{profile}', region {session.Region}");
        services.Terminal.Done(string.Create(
            CultureInfo.InvariantCulture,
            $"valid until {session.Expiration?.ToLocalTime():yyyy-MM-dd HH:mm zzz}, {hours} {(hours == "1" ? "hour" : "hours")} from now"));
    }
}
