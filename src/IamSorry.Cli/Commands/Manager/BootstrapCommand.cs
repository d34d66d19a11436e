using IamSorry.Cli.Composition;
using IamSorry.Errors;
using IamSorry.Onboarding;
using IamSorry.Profiles;

namespace IamSorry.Cli.Commands;

/// <summary>The first run: takes over the admin's hand-over key.</summary>
internal static class BootstrapCommand
{
    /// <summary>
    /// Bootstraps where there is something to bootstrap or to finish; false where there is not. That costs a look at the environment and
    /// at whether a file is there.
    /// </summary>
    public static async Task<bool> TryRunAsync(Services services, CancellationToken cancellation)
    {
        var profile = services.NewManagerProfileName;
        var keys = services.EnvironmentKeys;
        var journal = BootstrapJournal.Of(services.Files, profile);
        if (keys is null && !journal.Exists)
        {
            return false;
        }

        var files = services.Profiles.Read();
        var hasKeys = ProfileKeys.Read(files.Credentials, profile) is not ProfileKeys.None;
        var request = new BootstrapRequest(profile);
        if (hasKeys)
        {
            if (journal.Read() is null)
            {
                return false;
            }

            services.Terminal.Say($"going on with the first run, which broke off when profile '{profile}' was sealed already");
            Tell(await services.Bootstrap.FinishAsync(request, cancellation), services);
            return true;
        }

        if (keys is null)
        {
            services.Terminal.Warn(
                $"the first run broke off before anything was sealed; put the hand-over key into {EnvironmentKeys.Id} and {EnvironmentKeys.Secret} and run iam-sorry again, "
                + $"or forget it: rm {ShellQuote.Word(journal.Path)}");
            return false;
        }

        // AWS_PROFILE names a manager: there is one, if under another name
        if (ProfileKeys.Read(files.Credentials, services.ManagerProfileName) is ProfileKeys.Sealed)
        {
            return false;
        }

        Tell(await services.Bootstrap.RunAsync(request, keys, cancellation), services);
        return true;
    }

    private static void Tell(BootstrappedManager done, Services services)
    {
        if (done.BaseSession is { User: { } user } session)
        {
            MintCommand.Tell(user, session, services);
        }

        services.Terminal.Done($"manager {done.Manager} is set up: its key is sealed in profile '{done.Profile}', and nobody else has seen it");
        if (services.EnvironmentKeys is not null)
        {
            services.Terminal.Say($"The hand-over key is dead now; take it out of your environment:  unset {EnvironmentKeys.Id} {EnvironmentKeys.Secret}");
        }

        var option = done.Profile == ManagerProfile.DefaultName ? "" : $" --profile {ShellQuote.Word(done.Profile)}";
        var prefix = done.BaseSession?.User ?? Credentials.UserNamespace.PrefixOf(done.Manager);
        services.Terminal.Say($"Next, a user for a purpose:  iam-sorry {ShellQuote.Word(prefix + "-bedrock")}{option}");
    }
}
