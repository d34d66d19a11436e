using IamSorry.Cli.CommandLine;
using IamSorry.Cli.Composition;
using IamSorry.Cli.Output;
using IamSorry.Errors;
using IamSorry.Managers;

namespace IamSorry.Cli.Commands;

/// <summary><c>encrypt</c>: seals the manager's keys.</summary>
internal static class EncryptCommand
{
    public static CommandDefinition Definition => new()
    {
        Name = "encrypt",
        Group = CommandGroup.Manager,
        Summary = "seal the manager's keys with your SSH key, once",
        Details =
            """
            Replaces the plain-text keys of the manager's profile by sealed ones that only your SSH key opens. Says so when they
            are
            sealed already. Values of the older Python tool are sealed anew. Without an agent the passphrase is asked for twice:
            the
            second signature proves that what was sealed can be opened again. No disk forgets at once what lay on it in plain text:
            "iam-sorry rotate" replaces the key.
            """,
        Examples =
        [
            new("iam-sorry encrypt", "seal the keys in profile iam-sorry"),
            new("iam-sorry encrypt --recipient desktop.txt", "the same, for the SSH key of another machine too"),
        ],
        Options = [RecipientText.Option],
        RunAsync = RunAsync,
    };

    private static async Task<CommandResult> RunAsync(Invocation line, Services services, CancellationToken cancellation)
    {
        var profile = services.NamedProfile;
        var done = await services.EncryptProfile.RunAsync(profile, cancellation, RecipientText.ReadAll(line));
        var whose = done.UserName is { } name ? $" of {name}" : "";
        services.Terminal.Done(done.Outcome switch
        {
            EncryptOutcome.AlreadySealed => $"profile '{profile}' is sealed already; nothing was changed",
            _ when RecipientText.ReadAll(line) is { Count: > 0 } others
                => $"the keys{whose} in profile '{profile}' are sealed for {RecipientText.Names(others)} and this machine's SSH "
                    + $"key {done.Fingerprint}",
            EncryptOutcome.SealedAnew
                => $"the keys{whose} in profile '{profile}' are sealed anew with SSH key {done.Fingerprint}",
            _ => $"the keys{whose} in profile '{profile}' are sealed with SSH key {done.Fingerprint}",
        });
        if (done.Outcome == EncryptOutcome.Sealed)
        {
            services.Terminal.Warn(
                "the key lay in plain text until now: it may be in backups, snapshots and freed blocks of the disk, which "
                + "nothing overwrites for sure; replace it: "
                + CommandSpelling.Spell(new OurCommand.Rotate(profile)));
        }

        return "";
    }
}
