using IamSorry.Admin.Managers;
using IamSorry.Cli.CommandLine;
using IamSorry.Cli.Composition;
using IamSorry.Cli.Exec;
using IamSorry.Cli.Output;

namespace IamSorry.Cli.Commands;

/// <summary><c>create-manager</c>: creates a manager, for the admin.</summary>
internal static class CreateManagerCommand
{
    private static readonly Argument<string> Name = new("NAME", "the manager's user name, such as alice-mgr", text => text);

    public static CommandDefinition Definition => new()
    {
        Name = "create-manager",
        Group = CommandGroup.Admin,
        Summary = "for the admin: create a manager",
        Details =
            """
            Creates the user, its policy and one access key with the admin's keys: those of --profile, else of AWS_ACCESS_KEY_ID.
            Where the profile holds no keys but single sign-on, a role or a process, or there is only the machine's own role, the
            AWS command line is asked for its credentials (aws configure export-credentials).

            Prints the message for the new manager, which contains the key: it is shown once and stored nowhere.
            """,
        Examples =
        [
            new("iam-sorry create-manager alice-mgr --profile admin", "a manager of alice and alice-*"),
            new("iam-sorry create-manager alice-mgr --dry-run", "what would be called"),
        ],
        Arguments = [Name],
        Options = [.. PolicyOptions.OfManager, DryRun.Flag],
        RunAsync = RunAsync,
    };

    private static async Task<CommandResult> RunAsync(Invocation line, Services services, CancellationToken cancellation)
    {
        var manager = new NewManager(line.Get(Name), line.All(PolicyOptions.DelegateTo), line.Get(PolicyOptions.Boundary))
        {
            Roles = line.Has(PolicyOptions.Roles),
            Mfa = line.Has(PolicyOptions.Mfa),
            Revoke = line.Has(PolicyOptions.Revoke),
        };
        if (line.Has(DryRun.Flag))
        {
            return DryRun.Tell(CreateManagerPlan.Of(manager), services);
        }

        var (named, profile) = (line.Common.ManagerProfile, services.NamedProfile);
        var admin = await services.AdminCredentials.FindAsync(named, profile, cancellation)
            ?? await AwsCliCredentials.ExportAsync(named, services.Environment, cancellation);
        var region = services.Regions.OfManager(services.Profiles.Read(), profile);
        await services.CreateManager.RunAsync(manager, admin, region, SendAsync, cancellation);
        return "";

        Task SendAsync(CreatedManager created)
        {
            services.Terminal.Say("Send this over a secure channel. It is shown only once and stored nowhere.");
            return Streams.WriteOnceAsync(ManagerInvitation.For(created));
        }
    }
}
