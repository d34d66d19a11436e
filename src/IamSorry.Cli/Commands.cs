using System.Globalization;
using IamSorry.Aws;
using IamSorry.Policies;
using IamSorry.Workflows;

namespace IamSorry.Cli;

/// <summary>Runs a request: asks a workflow, and tells what came of it. Returns what goes to stdout.</summary>
internal static class Commands
{
    public static async Task<string> RunAsync(Request request, Services services, CancellationToken cancellation) => request switch
    {
        ShowHelp => HelpText.Main,
        ShowVersion => HelpText.Version,
        Encrypt => await EncryptAsync(services, cancellation),
        ShowEncrypted show => services.ShowProfile.Encrypted(show.Profile),
        ShowDecrypted show => await services.ShowProfile.DecryptedAsync(show.Profile, cancellation),
        Eval eval => await EvalAsync(eval, services, cancellation),
        PrintPolicy print => await PrintPolicyAsync(print, services, cancellation),
        Mint mint => await MintAsync(mint, services, cancellation),
        _ => throw new InvalidOperationException($"no command runs {request.GetType().Name}"),
    };

    private static async Task<string> EncryptAsync(Services services, CancellationToken cancellation)
    {
        var profile = services.NamedProfile;
        var done = await services.EncryptProfile.RunAsync(profile, services.SshKey, cancellation);
        var whose = done.UserName is { } name ? $" of {name}" : "";
        services.Terminal.Done(done.Outcome switch
        {
            EncryptOutcome.AlreadySealed => $"profile '{profile}' is sealed already; nothing was changed",
            EncryptOutcome.SealedAnew => $"the keys{whose} in profile '{profile}' are sealed anew with SSH key {done.Fingerprint}",
            _ => $"the keys{whose} in profile '{profile}' are sealed with SSH key {done.Fingerprint}",
        });
        return "";
    }

    private static async Task<string> EvalAsync(Eval eval, Services services, CancellationToken cancellation)
    {
        var profile = eval.Profile ?? services.NamedProfile;
        var credentials = await services.ExportCredentials.RunAsync(
            profile, () => services.ManagerProfileName, services.Regions, cancellation);
        return ShellExport.Format(credentials, eval.Shell);
    }

    private static async Task<string> MintAsync(Mint mint, Services services, CancellationToken cancellation)
    {
        var request = new MintRequest(services.ManagerProfile.RequireSealed(), mint.Profile)
        {
            User = mint.User,
            Duration = mint.Duration,
            Replace = mint.Replace,
        };
        var minted = await services.MintSession.RunAsync(request, cancellation);
        var left = minted.Credentials.TimeLeft(TimeProvider.System.GetUtcNow());
        services.Terminal.Done($"session of IAM user '{minted.User}' in profile '{minted.Profile}', region {minted.Region}");
        services.Terminal.Done(string.Create(
            CultureInfo.InvariantCulture,
            $"valid until {minted.Credentials.Expiration.ToLocalTime():yyyy-MM-dd HH:mm zzz}, {left.TotalHours:0.#} hours from now"));
        return "";
    }

    private static async Task<string> PrintPolicyAsync(PrintPolicy print, Services services, CancellationToken cancellation)
    {
        var wish = print.Policy;
        var caller = wish.Account is null
            ? await services.IdentifyCaller.RunAsync(
                print.Common.ManagerProfile, services.NamedProfile, services.Regions, cancellation)
            : null;
        var policy = PolicyTemplates.Render(new PolicyRequest(
            wish.Kind,
            wish.Prefix,
            wish.Account ?? caller?.Account ?? "*",
            wish.Partition ?? caller?.Partition ?? AwsPartition.OfRegion(services.Regions.OfManager(services.Profiles.Read(), services.NamedProfile)).Name)
        {
            DelegateTo = wish.DelegateTo,
            BoundaryArn = wish.BoundaryArn,
            Regions = wish.Regions,
            Models = wish.Models is [] ? new PolicyRequest(wish.Kind, wish.Prefix).Models : wish.Models,
            ExternalId = wish.ExternalId,
        });
        if (policy.Request.Account == "*")
        {
            services.Terminal.Warn("the account is unknown, so the policy says *: name it with --account, or run this with AWS keys at hand");
        }

        foreach (var line in AdminSteps.For(policy))
        {
            services.Terminal.Say(line);
        }

        return policy.Json + "\n";
    }
}
