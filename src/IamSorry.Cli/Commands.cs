using System.Globalization;
using System.Text;
using IamSorry.Aws;
using IamSorry.Errors;
using IamSorry.Policies;
using IamSorry.Workflows;
using Microsoft.Win32.SafeHandles;

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
        HandOver handOver => await HandOverAsync(handOver, services, cancellation),
        MakeManager make => await MakeManagerAsync(make, services, cancellation),
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
        var credentials = await NamingOwnerAsync(
            services.ExportCredentials.RunAsync(profile, () => services.ManagerProfileName, services.Regions, cancellation), services, cancellation);
        return ShellExport.Format(credentials, eval.Shell);
    }

    private static async Task<string> MintAsync(Mint mint, Services services, CancellationToken cancellation)
    {
        var request = new MintRequest(services.ManagerProfile.RequireSealed(), mint.Profile)
        {
            User = mint.User,
            Duration = mint.Duration,
            Replace = mint.Replace,
            Tags = mint.Tags,
        };
        var minted = await NamingOwnerAsync(services.MintSession.RunAsync(request, cancellation), services, cancellation);
        var left = minted.Credentials.TimeLeft(TimeProvider.System.GetUtcNow());
        var hours = left.TotalHours.ToString("0.#", CultureInfo.InvariantCulture);
        services.Terminal.Done($"session of IAM user '{minted.User}' in profile '{minted.Profile}', region {minted.Region}");
        services.Terminal.Done(string.Create(
            CultureInfo.InvariantCulture,
            $"valid until {minted.Credentials.Expiration.ToLocalTime():yyyy-MM-dd HH:mm zzz}, {hours} {(hours == "1" ? "hour" : "hours")} from now"));
        return "";
    }

    private static async Task<string> PrintPolicyAsync(PrintPolicy print, Services services, CancellationToken cancellation)
    {
        var wish = print.Policy;
        var caller = wish.Account is null
            ? await services.IdentifyCaller.RunAsync(
                print.Common.ManagerProfile, services.NamedProfile, services.Regions, cancellation)
            : null;
        var region = services.Regions.OfManager(services.Profiles.Read(), services.NamedProfile);
        var policy = PolicyTemplates.Render(new PolicyRequest(
            wish.Kind,
            wish.Prefix,
            wish.Account ?? caller?.Account ?? "*",
            wish.Partition ?? caller?.Partition ?? AwsPartition.OfRegion(region).Name)
        {
            DelegateTo = wish.DelegateTo,
            BoundaryArn = wish.BoundaryArn,
            Regions = wish.Regions is [] && wish.Kind == PolicyKind.Bedrock ? [region] : wish.Regions,
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

    private static async Task<string> HandOverAsync(HandOver handOver, Services services, CancellationToken cancellation)
    {
        var request = new DelegationRequest(services.ManagerProfile.RequireSealed(), handOver.User, handOver.Owner);
        var done = await services.DelegateUser.RunAsync(request, cancellation);
        services.Terminal.Done($"'{done.User}' is owned by '{done.Owner}', handed over by '{done.Manager}', once and for ever");
        foreach (var profile in done.ProfilesRemoved)
        {
            services.Terminal.Done($"removed profile '{profile}', which held a session of it");
        }

        services.Terminal.Say($"The next step is {done.Owner}'s: the manager of {done.Owner} runs  iam-sorry {Paste.Word(done.User)}");
        return "";
    }

    private static async Task<string> MakeManagerAsync(MakeManager make, Services services, CancellationToken cancellation)
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

    // a user outside the namespace may be one that was handed over: its tags say to whom
    private static async Task<T> NamingOwnerAsync<T>(Task<T> work, Services services, CancellationToken cancellation)
    {
        try
        {
            return await work;
        }
        catch (OutsideNamespaceException outside)
        {
            var user = await services.LookAtUser.RunAsync(services.ManagerProfile, outside.User, cancellation);
            if (user?.Owner is not { } owner)
            {
                throw;
            }

            var by = user.Tag(IamUser.DelegatedByTag) is { } manager ? $", handed over by '{manager}'" : "";
            throw new RefusedException(
                $"IAM user '{user.Name}' is owned by '{owner}'{by}: you can look at it, but not touch it",
                $"ask the manager of '{owner}', who runs: iam-sorry {Paste.Word(user.Name)}");
        }
    }
}
