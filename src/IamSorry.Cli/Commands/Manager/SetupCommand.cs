using IamSorry.Cli.CommandLine;
using IamSorry.Cli.Composition;
using IamSorry.Errors;
using IamSorry.Onboarding;
using IamSorry.Profiles;

namespace IamSorry.Cli.Commands;

/// <summary><c>setup</c>: the first run, which takes over the key that the admin gave out.</summary>
internal static class SetupCommand
{
    public static CommandDefinition Definition => Define("setup", RunAsync);

    /// <summary>A line without a word: the first run where there is something to set up, else the state of things.</summary>
    public static CommandDefinition WithoutAWord => Define("", async (line, services, cancellation)
        => await TryRunAsync(services, cancellation) ? "" : await StatusCommand.RunAsync(line, services, cancellation));

    private static CommandDefinition Define(string name, Func<Invocation, Services, CancellationToken, Task<CommandResult>> run)
        => new()
        {
            Name = name,
            AuditName = "setup",
            Group = CommandGroup.Manager,
            Summary = "take over the key that your admin gave you",
            Details =
            """
            Takes the admin's key from AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, replaces it by a new one that nobody else has
            seen,
            seals that with your SSH key, deletes the old one, and puts a first session into its profile. The new key never
            reaches the
            disk in plain text. If a run is interrupted, the next one completes it.

            "iam-sorry" without a word does the same where there is no manager yet.
            """,
            Examples = [new("iam-sorry setup", "with the key of your admin in the environment")],
            RunAsync = run,
        };

    /// <summary>
    /// Sets up where there is something to bootstrap or to finish; false where there is not. That costs a look at the environment
    /// and at whether a file is there.
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
        var hasKeys = files.StoredKeys(profile) is not ProfileKeys.None;
        var request = new BootstrapRequest(profile);
        if (hasKeys)
        {
            if (journal.Read() is null)
            {
                return false;
            }

            services.Terminal.Say($"continuing the setup that was interrupted when profile '{profile}' was sealed already");
            Tell(await services.Bootstrap.FinishAsync(request, cancellation), services);
            return true;
        }

        if (keys is null)
        {
            services.Terminal.Warn(
                $"setup was interrupted before anything was sealed: set {EnvironmentKeys.Id} and {EnvironmentKeys.Secret} to "
                + $"the key that your admin "
                + $"gave you and run iam-sorry again, or forget it: rm {ShellQuote.Word(journal.Path)}");
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

    private static async Task<CommandResult> RunAsync(Invocation line, Services services, CancellationToken cancellation)
    {
        if (await TryRunAsync(services, cancellation))
        {
            return "";
        }

        var name = services.LikelyManagerProfile;
        if (ProfileKeys.Read(services.Profiles.Read().Credentials, name) is ProfileKeys.None or ProfileKeys.Session)
        {
            throw new IamSorryException(
                $"there is no key of your admin in {EnvironmentKeys.Id} and {EnvironmentKeys.Secret}",
                $"export {EnvironmentKeys.Id}=... {EnvironmentKeys.Secret}=... and run iam-sorry setup again; how else to "
                + $"begin: iam-sorry status");
        }

        services.Terminal.Say($"there is a manager already in profile '{name}'; its state: iam-sorry status");
        return "";
    }

    private static void Tell(BootstrappedManager done, Services services)
    {
        if (done.BaseSession is { User: { } user } session)
        {
            MintCommand.Tell(user, session, services);
        }

        services.Terminal.Done(
            $"manager {done.Manager} is set up: its key is sealed in profile '{done.Profile}', and nobody else has seen it");
        if (services.EnvironmentKeys is not null)
        {
            services.Terminal.Say(
                $"The key that your admin gave you is deleted; remove it from your environment:  unset {EnvironmentKeys.Id} "
                + $"{EnvironmentKeys.Secret}");
        }

        var option = done.Profile == ManagerProfile.DefaultName ? "" : $" --profile {ShellQuote.Word(done.Profile)}";
        var prefix = done.BaseSession?.User ?? Credentials.UserNamespace.PrefixOf(done.Manager);
        services.Terminal.Say($"Next, a user for a purpose:  iam-sorry {ShellQuote.Word(prefix + "-bedrock")}{option}");
    }
}
