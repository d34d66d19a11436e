using IamSorry.Cli.CommandLine;
using IamSorry.Cli.Composition;
using IamSorry.Cli.Output;
using IamSorry.Errors;
using IamSorry.Onboarding;
using IamSorry.Profiles;

namespace IamSorry.Cli.Commands;

/// <summary><c>setup</c>: the first run, which takes over the key that the admin gave out.</summary>
internal static class SetupCommand
{
    private static readonly Option<string> Region = new(
        "--region", "REGION", "the manager's region", RegionChoice.Require)
    { Default = "AWS_REGION, the setting, that of profile default" };

    private static readonly Option<string> Boundary = new(
        "--boundary", "ARN", "the permissions boundary that the manager creates users with", RequireArn);

    public static CommandDefinition Definition => Define("setup", [Region, Boundary, RecipientText.Option], RunAsync);

    /// <summary>A line without a word: the first run where there is something to set up, else the state of things.</summary>
    public static CommandDefinition WithoutAWord => Define("", [], async (line, services, cancellation)
        => await TryRunAsync(line, services, cancellation) ? "" : await StatusCommand.RunAsync(line, services, cancellation));

    private static CommandDefinition Define(
        string name, Option[] options, Func<Invocation, Services, CancellationToken, Task<CommandResult>> run) => new()
        {
            Name = name,
            AuditName = "setup",
            Group = CommandGroup.Manager,
            Summary = "take over the key that your admin gave you",
            Details =
            """
            Takes the admin's key, replaces it by a new one that nobody else has seen, seals that with your SSH key, deletes the old
            one, and puts a first session into its profile. The new key never reaches the disk in plain text. If a run is
            interrupted, the next one completes it.

            The key is that of AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY. Where they are not set it is asked for on a terminal,
            the secret without being shown; or it is read from stdin, the id and the secret on a line each.

            "iam-sorry" without a word does the same where there is no manager yet, but never reads from a pipe.
            """,
            Examples =
            [
                new("iam-sorry setup", "asks for the key of your admin"),
                new("iam-sorry setup --region eu-central-1", "the same, in a region"),
            ],
            Options = options,
            RunAsync = run,
        };

    private static string RequireArn(string text)
        => text.StartsWith("arn:", StringComparison.Ordinal) ? text : throw new InvalidInputException(
            $"--boundary: {TerminalText.Quote(text)} is not an ARN", "it begins with arn:aws:iam:: and names a policy");

    // what there is to bootstrap or to finish; false where there is nothing
    private static async Task<bool> TryRunAsync(Invocation line, Services services, CancellationToken cancellation)
    {
        var profile = services.NewManagerProfileName;
        var keys = services.EnvironmentKeys;
        var journal = BootstrapJournal.Of(services.Files, profile);
        var files = services.Profiles.Read();
        var request = new BootstrapRequest(profile)
        {
            Region = line.Find(Region),
            Boundary = line.Find(Boundary),
            Recipients = RecipientText.ReadAll(line),
        };
        if (keys is null && Look(files, profile) is null)
        {
            return false;
        }

        if (files.StoredKeys(profile) is not ProfileKeys.None)
        {
            if (!journal.Exists || journal.Read() is null)
            {
                return false;
            }

            services.Terminal.Say($"continuing the setup that was interrupted when profile '{profile}' was sealed already");
            Tell(await services.Bootstrap.FinishAsync(request, cancellation), services);
            return true;
        }

        // AWS_PROFILE, or the only sealed profile, is a manager: there is one, if under another name
        var likely = Look(files, services.LikelyManagerProfile);
        if (likely is ProfileKeys.Sealed || (keys is null && likely is ProfileKeys.Permanent))
        {
            return false;
        }

        if (keys is null)
        {
            if (journal.Exists)
            {
                services.Terminal.Warn(
                    "setup was interrupted before anything was sealed: run it again with the key that your admin gave you, in "
                    + $"{EnvironmentKeys.Id} and {EnvironmentKeys.Secret} or typed, or forget it: rm "
                    + ShellQuote.Word(journal.Path));
            }

            (keys, var source) = await HandOverKey.AskAsync(services, mayReadStdin: line.NamesItsCommand, cancellation);
            if (keys is null)
            {
                return false;
            }

            request = request with { Source = source };
        }

        else if (!line.NamesItsCommand && keys is ProfileKeys.Permanent { Key: var found } && services.Question.CanAsk
            && !await services.Question.ConfirmAsync(
                $"Take over key {found} of {EnvironmentKeys.Id} as the manager in profile '{profile}'? A new one replaces it, and it "
                + "is deleted.", cancellation))
        {
            return false;
        }

        Tell(await services.Bootstrap.RunAsync(request, keys, cancellation), services);
        return true;
    }

    // null where the profile makes no sense, which the status tells
    private static ProfileKeys? Look(ProfileSnapshot files, string profile)
    {
        try
        {
            return ProfileKeys.Read(files.Credentials, profile);
        }
        catch (IamSorryException)
        {
            return null;
        }
    }

    private static async Task<CommandResult> RunAsync(Invocation line, Services services, CancellationToken cancellation)
    {
        if (await TryRunAsync(line, services, cancellation))
        {
            return "";
        }

        var name = services.LikelyManagerProfile;
        if (ProfileKeys.Read(services.Profiles.Read().Credentials, name) is ProfileKeys.None or ProfileKeys.Session)
        {
            throw new IamSorryException(
                $"there is no key of your admin: not in {EnvironmentKeys.Id} and {EnvironmentKeys.Secret}, nor on stdin",
                "run iam-sorry setup on a terminal, which asks for it, or give it the id and the secret on two lines of stdin; "
                + "how else to begin: iam-sorry status");
        }

        services.Terminal.Say(
            $"there is a manager already in profile '{name}'; its state: iam-sorry status; to set up another one: "
            + "iam-sorry setup --profile NAME");
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

        // under another name than the usual one it is found as long as it is the only one
        CommandSpelling.NamedManager ??= done.Profile;
        var prefix = done.BaseSession?.User ?? Credentials.UserNamespace.PrefixOf(done.Manager);
        services.Terminal.Say(
            "Next, a user for a purpose:  " + CommandSpelling.Spell(new OurCommand.Mint(prefix + "-bedrock")));
    }
}
