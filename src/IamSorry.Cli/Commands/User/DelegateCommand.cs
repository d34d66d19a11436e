using IamSorry.Cli.CommandLine;
using IamSorry.Cli.Composition;
using IamSorry.Errors;
using IamSorry.Users;

namespace IamSorry.Cli.Commands;

/// <summary><c>delegate</c>: gives a user to another namespace, permanently.</summary>
internal static class DelegateCommand
{
    private static readonly Argument<string> User = new("USER", "the user: OWNER or OWNER-*", text => text);
    private static readonly Argument<string> Owner = new("OWNER", "the namespace that owns it from then on", text => text);

    public static CommandDefinition Definition => new()
    {
        Name = "delegate",
        Group = CommandGroup.User,
        Summary = "give a user to another namespace, permanently",
        Details =
            """
            Makes the user OWNER or OWNER-* belong to that namespace, once and permanently; it is created if it does not exist.
            The
            manager's policy must allow it: iam-sorry policy PREFIX --delegate-to OWNER. Sessions of the user on this machine are
            removed. A person at a terminal is asked first.
            """,
        Examples = [new("iam-sorry delegate jimmy-bedrock jimmy", "jimmy-bedrock belongs to jimmy from now on")],
        Arguments = [User, Owner],
        Options = [YesOption.Flag, DryRun.Flag],
        IsDestructive = true,
        RunAsync = RunAsync,
    };

    private static async Task<CommandResult> RunAsync(Invocation line, Services services, CancellationToken cancellation)
    {
        var request = new DelegationRequest(services.ManagerProfile.RequireSealed(), line.Get(User), line.Get(Owner));
        services.DelegateUser.RequireSound(request);
        if (line.Has(DryRun.Flag))
        {
            return DryRun.Tell(DelegationPlan.Of(services.Profiles.Read(), request), services);
        }

        await YesOption.RequireAsync(
            line, services,
            $"give {TerminalText.Quote(request.User)} to {TerminalText.Quote(request.Owner)} permanently? "
            + "Nobody can take it back.",
            otherwise: null, cancellation);
        var done = await services.DelegateUser.RunAsync(request, cancellation);
        services.Terminal.Done($"'{done.User}' now belongs to '{done.Owner}' permanently (delegated by '{done.Manager}')");
        foreach (var profile in done.ProfilesRemoved)
        {
            services.Terminal.Done($"removed profile '{profile}', which held a session of it");
        }

        services.Terminal.Say(
            $"The next step is {done.Owner}'s: the manager of {done.Owner} runs  iam-sorry {ShellQuote.Word(done.User)}");
        return "";
    }
}
