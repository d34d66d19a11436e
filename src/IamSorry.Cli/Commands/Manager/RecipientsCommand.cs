using System.Text;
using IamSorry.Cli.CommandLine;
using IamSorry.Cli.Composition;
using IamSorry.Cli.Output;
using IamSorry.Errors;
using IamSorry.Managers;
using IamSorry.Profiles;
using IamSorry.Sealing.Formats;
using IamSorry.Sealing.Recipients;

namespace IamSorry.Cli.Commands;

/// <summary><c>recipients</c>: for whom profiles are sealed.</summary>
internal static class RecipientsCommand
{
    private static readonly Choices<RecipientsAction> Actions = new(
    [
        ("show", RecipientsAction.Show), ("list", RecipientsAction.List), ("add", RecipientsAction.Add),
        ("remove", RecipientsAction.Remove), ("renew", RecipientsAction.Renew),
    ]);

    private static readonly Argument<string> Action = new(
        "ACTION", "show, list, add, remove or renew; list where none is given", text =>
        {
            _ = Actions.Read("recipients", text);
            return text;
        })
    { IsOptional = true, Hint = Actions.Hint };

    private static readonly Argument<string> Which = new(
        "RECIPIENT", "whom: a recipient string or a file with one (add), a fingerprint or one of these (remove)", text => text)
    { IsOptional = true, Hint = Hint.File };

    private static readonly Flag New = new("--new", "a new string, in place of the one that is kept");

    private static readonly Flag Recovery = new("--recovery", "a recovery key: made and shown once (add), or every one (remove)");

    public static CommandDefinition Definition => new()
    {
        Name = "recipients",
        Group = CommandGroup.Manager,
        Summary = "seal for several SSH keys, or a recovery key",
        Details =
            """
            A sealed profile can be opened by several SSH keys: those of your laptop and your desktop, or of a team. "show" prints
            the recipient string of this machine's SSH key; it is public, and stays the same. On a machine that opens the profile
            already, "add" seals it for that string too, with a fresh key. "remove" seals it for one less: that one has seen the
            keys, so "iam-sorry rotate" belongs to it. "renew" makes a new string of this machine and puts it in place of the old
            one in every profile.

            "add --recovery" makes a key for a safe, shows it once, as a line and as 24 words, and on a terminal has the words
            typed again before it seals. "iam-sorry recover" opens with it.
            """,
        Examples =
        [
            new("iam-sorry recipients show", "on the desktop: who it is"),
            new("iam-sorry recipients add desktop.txt", "on the laptop: the desktop opens it too"),
            new("iam-sorry recipients add --recovery", "a key for the safe"),
        ],
        Arguments = [Action, Which],
        Options = [New, Recovery, YesOption.Flag],
        Conflicts = [(New, Recovery)],
        Check = Check,
        IsDestructive = true,
        RunAsync = RunAsync,
    };

    private static RecipientsAction ActionOf(Invocation line) => Actions.Read("recipients", line.Find(Action) ?? "list");

    private static void Check(Invocation line)
    {
        var action = ActionOf(line);
        var takesOne = action is RecipientsAction.Add or RecipientsAction.Remove;
        if (line.Find(Which) is { } other && !takesOne)
        {
            throw new InvalidInputException($"unexpected argument {TerminalText.Quote(other)}", "iam-sorry help recipients");
        }

        if (takesOne && line.Has(Recovery) == line.Find(Which) is not null)
        {
            throw new InvalidInputException(
                $"recipients {line.Find(Action)} needs one recipient, or --recovery",
                "give a recipient string, or a file with one");
        }

        if ((line.Has(New) && action != RecipientsAction.Show) || (line.Has(Recovery) && !takesOne))
        {
            throw new InvalidInputException(
                $"{(line.Has(New) ? New.Name : Recovery.Name)} does not go with recipients {line.Find(Action) ?? "list"}",
                "iam-sorry help recipients");
        }
    }

    private static async Task<CommandResult> RunAsync(Invocation line, Services services, CancellationToken cancellation)
    {
        switch (ActionOf(line))
        {
            case RecipientsAction.Show:
                return $"{await services.Recipients.OwnAsync(line.Has(New), cancellation)}\n";
            case RecipientsAction.Add when line.Has(Recovery):
                return await RecoveryKeyDialogue.AddAsync(services, Profile(services), cancellation);
            case RecipientsAction.Add:
                var recipient = RecipientText.Read(line.Find(Which)!);
                Tell(await services.ResealProfile.AddAsync(Profile(services), recipient, cancellation), services);
                return "";
            case RecipientsAction.Remove:
                await RemoveAsync(line, services, cancellation);
                return "";
            case RecipientsAction.Renew:
                await RenewAsync(services, cancellation);
                return "";
            default:
                return List(services, Profile(services));
        }
    }

    private static string Profile(Services services) => services.LikelyManagerProfile;

    /// <summary>Says for whom a profile is sealed now.</summary>
    public static void Tell(ResealedProfile done, Services services)
        => services.Terminal.Done(
            $"profile '{done.Profile}' ({done.User}, account {done.Account}) is sealed for "
            + RecipientText.Names(done.Recipients));

    private static async Task RemoveAsync(Invocation line, Services services, CancellationToken cancellation)
    {
        var profile = Profile(services);
        foreach (var fingerprint in line.Has(Recovery) ? RecoveryKeysOf(services, profile) : [Fingerprint(line.Find(Which)!)])
        {
            await YesOption.RequireAsync(
                line, services, $"Seal profile '{profile}' without {TerminalText.Sanitize(fingerprint)}?", otherwise: null,
                cancellation);
            Tell(await services.ResealProfile.RemoveAsync(profile, fingerprint, cancellation), services);
            services.Terminal.Warn(
                $"{TerminalText.Sanitize(fingerprint)} has seen the keys, and opens every older copy of the file; replace them: "
                + CommandSpelling.Spell(new OurCommand.Rotate(profile)));
        }
    }

    private static List<string> RecoveryKeysOf(Services services, string profile)
        => Header(services.Profiles.Read(), profile)?.Entries.Select(entry => entry.Recipient)
            .Where(recipient => recipient.IsRecovery).Select(recipient => recipient.Fingerprint).ToList() is { Count: > 0 } keys
            ? keys : throw new RefusedException($"profile '{profile}' is sealed for no recovery key", remedy: null);

    private static string Fingerprint(string text)
        => text.StartsWith("SHA256:", StringComparison.Ordinal) || text.StartsWith("recovery:", StringComparison.Ordinal) ? text
            : RecipientText.Read(text).Fingerprint;

    private static async Task RenewAsync(Services services, CancellationToken cancellation)
    {
        var done = await services.ResealProfile.RenewAsync(cancellation);
        foreach (var profile in done)
        {
            Tell(profile, services);
        }

        services.Terminal.Done(done.Count == 0
            ? "this machine has a new recipient string; no profile is sealed for it yet"
            : $"this machine has a new recipient string; files elsewhere that are sealed for the old one open as before");
    }

    private static string List(Services services, string profile)
    {
        var files = services.Profiles.Read();
        if (ProfileKeys.Read(files.Credentials, profile) is not ProfileKeys.Sealed keys)
        {
            throw new RefusedException(
                $"profile '{profile}' is not sealed", new Remedy("seal it", new OurCommand.Encrypt(profile)));
        }

        if (keys.Section is null)
        {
            return SealedValue.TryParse(keys.Id, out var value, out _)
                ? $"{value.KeyId.Fingerprint}  {Own(services, value.KeyId)}\n"
                : throw new RefusedException(
                    $"the keys of profile '{profile}' were encrypted by an older tool", new OurCommand.Encrypt(profile));
        }

        var header = keys.Section.ReadHeader();
        var text = new StringBuilder();
        foreach (var recipient in header.Entries.Select(entry => entry.Recipient))
        {
            var what = recipient.Key is not { } key ? "a recovery key"
                : Own(services, key.KeyId) + (key.KeyId.Equals(header.Signer.KeyId) ? ", who sealed it" : "");
            text.Append($"{recipient.Fingerprint}  {what}\n");
        }

        if (header.Entries.All(entry => entry.Recipient.Key?.KeyId.Equals(header.Signer.KeyId) != true))
        {
            services.Terminal.Say($"sealed by {header.Signer.Fingerprint}, who is not a recipient");
        }

        services.Terminal.Say(
            $"profile '{profile}' of {Known(header.User)}, account {Known(header.Account)}, sealed on "
            + $"{header.SealedAt:yyyy-MM-dd}");
        return text.ToString();
    }

    private static SealHeader? Header(ProfileSnapshot files, string profile)
        => SealedSectionReader.Read(files.Credentials, profile)?.TryReadHeader(out var header) == true ? header : null;

    private static string Known(string name) => name.Length == 0 ? "unknown" : TerminalText.Sanitize(name);

    private static string Own(Services services, OpenSsh.SshKeyId key)
        => key.Equals(ConfiguredKey.FindId(services.SshKey)) ? "this machine's SSH key" : "an SSH key";

    private enum RecipientsAction
    {
        Show,
        List,
        Add,
        Remove,
        Renew,
    }
}
