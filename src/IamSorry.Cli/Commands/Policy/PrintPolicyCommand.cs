using IamSorry.Aws;
using IamSorry.Cli.Composition;
using IamSorry.Cli.Output;
using IamSorry.Policies;

namespace IamSorry.Cli.Commands;

/// <summary><c>--print-policy</c>: a policy on stdout, the admin's steps on stderr.</summary>
internal static class PrintPolicyCommand
{
    public static async Task<CommandResult> RunAsync(PrintPolicy print, Services services, CancellationToken cancellation)
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

        foreach (var line in AdminSteps.For(policy, CommandSpelling.Spell))
        {
            services.Terminal.Say(line);
        }

        return policy.Json + "\n";
    }
}
