using IamSorry.Cli.Composition;
using IamSorry.Errors;
using IamSorry.Users;

namespace IamSorry.Cli.Commands;

/// <summary><c>--chown</c>: hands a user over.</summary>
internal static class HandOverCommand
{
    public static async Task<CommandResult> RunAsync(HandOver handOver, Services services, CancellationToken cancellation)
    {
        var request = new DelegationRequest(services.ManagerProfile.RequireSealed(), handOver.User, handOver.Owner);
        var done = await services.DelegateUser.RunAsync(request, cancellation);
        services.Terminal.Done($"'{done.User}' is owned by '{done.Owner}', handed over by '{done.Manager}', once and for ever");
        foreach (var profile in done.ProfilesRemoved)
        {
            services.Terminal.Done($"removed profile '{profile}', which held a session of it");
        }

        services.Terminal.Say($"The next step is {done.Owner}'s: the manager of {done.Owner} runs  iam-sorry {ShellQuote.Word(done.User)}");
        return "";
    }
}
