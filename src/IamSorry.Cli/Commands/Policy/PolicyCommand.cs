using IamSorry.Aws;
using IamSorry.Cli.CommandLine;
using IamSorry.Cli.Composition;
using IamSorry.Cli.Output;
using IamSorry.Policies;

namespace IamSorry.Cli.Commands;

/// <summary><c>policy</c>: a policy on stdout, the admin's steps on stderr.</summary>
internal static class PolicyCommand
{
    private static readonly Argument<string> Prefix = new(
        "PREFIX", "the namespace; else your login name", text => text)
    { IsOptional = true };

    public static CommandDefinition Definition => new()
    {
        Name = "policy",
        Group = CommandGroup.Policy,
        Summary = "print the IAM policy that your admin attaches",
        Details =
            "Prints a policy on stdout and the admin's steps on stderr: how large it is, where it goes, the commands that "
            + "attach it.",
        Examples =
        [
            new("iam-sorry policy alice --account 123456789012", "the policy of manager alice-mgr"),
            new("iam-sorry policy alice --kind bedrock", "what an agent on Bedrock needs"),
            new("iam-sorry policy alice --kind boundary --role ARN", "a ceiling for every user"),
        ],
        Arguments = [Prefix],
        Options = PolicyOptions.All,
        Check = PolicyOptions.Check,
        RunAsync = RunAsync,
    };

    private static async Task<CommandResult> RunAsync(Invocation line, Services services, CancellationToken cancellation)
    {
        var (kind, prefix, account) = (
            line.Get(PolicyOptions.Kind), line.Find(Prefix) ?? Environment.UserName, line.Get(PolicyOptions.Account));
        var caller = account is null
            ? await services.IdentifyCaller.RunAsync(
                line.Common.ManagerProfile, services.NamedProfile, services.Regions, cancellation)
            : null;
        var region = services.Regions.OfManager(services.Profiles.Read(), services.NamedProfile);
        var (regions, models) = (line.All(PolicyOptions.Region), line.All(PolicyOptions.Model));
        var policy = PolicyTemplates.Render(new PolicyRequest(
            kind,
            prefix,
            account ?? caller?.Account ?? "*",
            line.Get(PolicyOptions.Partition) ?? caller?.Partition ?? (AwsPartition.Find(region) ?? AwsPartition.Aws).Name)
        {
            DelegateTo = line.All(PolicyOptions.DelegateTo),
            BoundaryArn = line.Get(PolicyOptions.Boundary),
            Regions = regions is [] && kind is PolicyKind.Bedrock or PolicyKind.Lambda ? [region] : regions,
            Models = models is [] ? new PolicyRequest(kind, prefix).Models : models,
            ExternalId = line.Get(PolicyOptions.ExternalId),
            Roles = line.Has(PolicyOptions.Roles),
            Mfa = line.Has(PolicyOptions.Mfa),
            Revoke = line.Has(PolicyOptions.Revoke),
            Bearer = line.Has(PolicyOptions.Bearer),
            Mantle = line.Has(PolicyOptions.Mantle),
            ApplicationProfiles = line.Has(PolicyOptions.ApplicationProfiles),
            RoleArns = line.All(PolicyOptions.Role),
            Users = line.All(PolicyOptions.User),
        });
        if (policy.Request.Account == "*")
        {
            services.Terminal.Warn(
                "the account is unknown, so the policy says *: name it with --account, or run this with AWS keys at hand");
        }

        foreach (var step in AdminSteps.For(policy, CommandSpelling.Spell))
        {
            services.Terminal.Say(step);
        }

        return policy.Json + "\n";
    }
}
