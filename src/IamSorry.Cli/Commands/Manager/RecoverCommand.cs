using IamSorry.Cli.CommandLine;
using IamSorry.Cli.Composition;
using IamSorry.Cli.Output;
using IamSorry.Errors;
using IamSorry.OpenSsh;
using IamSorry.Profiles;
using IamSorry.Sealing.Formats;
using IamSorry.Sealing.Recipients;

namespace IamSorry.Cli.Commands;

/// <summary><c>recover</c>: opens a profile with a recovery key.</summary>
internal static class RecoverCommand
{
    private const string Stdin = "-";

    private static readonly Option<string> Key = new("--key", "-", "the recovery key is on stdin, or is typed", RequireStdin)
    { Default = "-" };

    public static CommandDefinition Definition => new()
    {
        Name = "recover",
        Group = CommandGroup.Manager,
        Summary = "open a profile with a recovery key, for a new SSH key",
        Details =
            """
            Where every SSH key that opens a profile is lost: opens it with the recovery key of "iam-sorry recipients add
            --recovery", and seals it anew for the SSH key of this machine beside those that it was sealed for. The recovery
            key is typed, its words or its line, or read from stdin; it is never an argument. Whoever sealed the profile last
            is named, and asked about where this machine does not know them (--yes).
            """,
        Examples = [new("iam-sorry recover --key -", "asks for the recovery key")],
        Options = [Key, YesOption.Flag],
        RunAsync = RunAsync,
    };

    // an argument is seen by every program of the machine, and kept by the shell
    private static string RequireStdin(string text) => text == Stdin ? text : throw new InvalidInputException(
        "--key: a recovery key is never an argument", "write --key - and give it on stdin, or type it");

    private static async Task<CommandResult> RunAsync(Invocation line, Services services, CancellationToken cancellation)
    {
        var text = services.Question.CanAsk
            ? await services.Question.AskSecretAsync("The recovery key, as 24 words or as a line (not shown): ", cancellation)
            : await Question.ReadAllAsync(cancellation);
        using var recovery = RecoveryKey.Parse(text);
        var profile = services.LikelyManagerProfile;

        // found out before anything is opened, and asked about outside of the opening
        var accepted = await AcceptAsync(line, services, profile, cancellation);
        var done = await services.ResealProfile.RecoverAsync(
            profile, recovery, header => RequireSame(header, accepted, services, profile), cancellation);
        RecipientsCommand.Tell(done, services);
        services.Terminal.Warn(
            "take out what is lost, then replace the keys that it has seen: "
            + CommandSpelling.Spell(new OurCommand.RemoveRecipient("FINGERPRINT", profile)) + ", "
            + CommandSpelling.Spell(new OurCommand.Rotate(profile)));
        return "";
    }

    // another program may have put another seal there since
    private static void RequireSame(SealHeader header, SshKeyId? accepted, Services services, string profile)
    {
        if (!header.Signer.KeyId.Equals(accepted))
        {
            services.Trust.Require(header, profile, isManager: true);
        }
    }

    private static async Task<SshKeyId?> AcceptAsync(
        Invocation line, Services services, string profile, CancellationToken cancellation)
    {
        var section = SealedSectionReader.Read(services.Profiles.Read().Credentials, profile);
        if (section is null || !section.TryReadHeader(out var header))
        {
            return null;
        }

        if (line.Has(YesOption.Flag) || services.Trust.IsTrusted(header, profile, isManager: true))
        {
            return header.Signer.KeyId;
        }

        var who = $"profile '{profile}' was sealed by {header.Signer.Fingerprint} on {header.SealedAt:yyyy-MM-dd}, for "
            + $"{TerminalText.Sanitize(header.User)} in account {header.Account}";
        if (!services.Question.CanAsk
            || !await services.Question.ConfirmAsync($"{who}. Is that a key of yours that you trusted?", cancellation))
        {
            throw new RefusedException(
                $"{who}, and this machine does not know that key",
                "if it is the key that is lost, say so: iam-sorry recover --key - --yes");
        }

        return header.Signer.KeyId;
    }
}
