using System.Globalization;
using System.Text;
using IamSorry.Cli.CommandLine;
using IamSorry.Cli.Composition;
using IamSorry.Errors;
using IamSorry.OpenSsh;
using IamSorry.Profiles;
using IamSorry.Sealing.Recipients;
using IamSorry.Sealing.Trust;

namespace IamSorry.Cli.Commands;

/// <summary><c>trust</c>: whose seals are opened here.</summary>
internal static class TrustCommand
{
    private static readonly Choices<TrustAction> Actions = new(
        [("add", TrustAction.Add), ("list", TrustAction.List), ("remove", TrustAction.Remove)]);

    private static readonly Argument<string> Action = new("ACTION", "add, list or remove; list where none is given", text =>
    {
        _ = Actions.Read("trust", text);
        return text;
    })
    { IsOptional = true, Hint = Actions.Hint };

    private static readonly Argument<string> Which = new(
        "KEY", "a public key file or recipient string; or the fingerprint of a key that a seal names", text => text)
    { IsOptional = true, Hint = Hint.File };

    public static CommandDefinition Definition => new()
    {
        Name = "trust",
        Group = CommandGroup.Manager,
        Summary = "say whose seals are opened here, beside your own",
        Details =
            """
            Anybody can encrypt to a public recipient string, so a seal is opened only where its signer may seal that
            profile: the SSH key of this machine, or one of the file ~/.aws/iam-sorry/allowed_signers. "add" writes a line
            there for the profile that --profile names, the manager's otherwise; compare the fingerprint by another way first.
            The file has OpenSSH's format: by hand a line can name profiles by patterns and dates (the manager's profile only
            literally). Without a terminal "add" needs --yes.
            """,
        Examples =
        [
            new("iam-sorry trust add desktop.pub", "what the desktop seals is opened here"),
            new("iam-sorry trust list", "whose seals are opened"),
        ],
        Arguments = [Action, Which],
        Options = [YesOption.Flag],
        Check = Check,
        IsDestructive = true,
        RunAsync = RunAsync,
    };

    private static void Check(Invocation line)
    {
        var action = Actions.Read("trust", line.Find(Action) ?? "list");
        if ((action == TrustAction.List) != line.Find(Which) is null)
        {
            throw new InvalidInputException(
                action == TrustAction.List ? "trust list takes no key" : $"trust {line.Find(Action)} needs a key",
                "name a public key file, or the fingerprint of a key that a seal names");
        }
    }

    private static async Task<CommandResult> RunAsync(Invocation line, Services services, CancellationToken cancellation)
    {
        switch (Actions.Read("trust", line.Find(Action) ?? "list"))
        {
            case TrustAction.Add:
                await AddAsync(line, services, cancellation);
                return "";
            case TrustAction.Remove:
                var fingerprint = line.Find(Which)! is var text && text.StartsWith("SHA256:", StringComparison.Ordinal) ? text
                    : FindKey(text, services).Key.Fingerprint;
                var removed = services.Signers.Remove(fingerprint);
                services.Terminal.Done(fingerprint == ConfiguredKey.FindId(services.SshKey)?.Fingerprint
                    ? $"{fingerprint} is this machine's own SSH key: what it seals is opened here, whatever is removed"
                    : removed == 0 ? $"{TerminalText.Sanitize(fingerprint)} was not trusted; nothing was changed"
                    : $"what {fingerprint} seals is not opened here any more");
                return "";
            default:
                return List(services);
        }
    }

    private static async Task AddAsync(Invocation line, Services services, CancellationToken cancellation)
    {
        var profile = services.LikelyManagerProfile;
        var (key, comment) = FindKey(line.Find(Which)!, services);
        key.RequireSealable(line.Find(Which)!);
        if (!line.Has(YesOption.Flag))
        {
            var question = $"Open what {key.Fingerprint} seals in profile '{TerminalText.Sanitize(profile)}'?";
            if (!services.Question.CanAsk || !await services.Question.ConfirmAsync(question, cancellation))
            {
                throw new RefusedException(
                    $"{key.Fingerprint} is not trusted: nobody confirmed it", "compare the fingerprint, then add --yes");
            }
        }

        var isNew = services.Signers.Add(profile, AllowedSigner.Line(profile, key, comment));
        services.Terminal.Done(isNew
            ? $"what {key.Fingerprint} seals in profile '{profile}' is opened here from now on"
            : $"{key.Fingerprint} is trusted with profile '{profile}' already; nothing was changed");
    }

    // the key itself is needed, of which a fingerprint tells nothing: it stands in the seals
    private static (SshPublicKey Key, string Comment) FindKey(string text, Services services)
    {
        if (text.StartsWith("SHA256:", StringComparison.Ordinal))
        {
            var files = services.Profiles.Read();
            var keys = files.Credentials.Names.SelectMany(name => KeysOf(files, name));
            return (keys.FirstOrDefault(key => key.Fingerprint == text) ?? throw new InvalidInputException(
                $"no seal in {files.Files.CredentialsPath} names the SSH key {TerminalText.Quote(text)}",
                "give the file of its public half"), "");
        }

        if (SshPublicKey.TryReadFile(text) is { } key)
        {
            return (key, Path.GetFileName(text));
        }

        try
        {
            return (RecipientText.Read(text).Key ?? throw new InvalidInputException(
                "a recovery key seals nothing", "name the public key file of an SSH key"), "");
        }
        catch (InvalidInputException error)
        {
            throw new InvalidInputException(
                $"{TerminalText.Quote(text)} is neither a public key file nor a recipient string", error.Remedy);
        }
    }

    private static IEnumerable<SshPublicKey> KeysOf(ProfileSnapshot files, string profile)
        => SealedSectionReader.Read(files.Credentials, profile)?.TryReadHeader(out var header) == true
            ? header.Entries.Select(entry => entry.Recipient.Key).OfType<SshPublicKey>().Prepend(header.Signer) : [];

    private static string List(Services services)
    {
        var text = new StringBuilder();
        if (ConfiguredKey.FindId(services.SshKey) is { } own)
        {
            text.Append($"{own.Fingerprint}  every profile  this machine's SSH key\n");
        }

        foreach (var signer in services.Signers.Read())
        {
            text.Append($"{signer.Key.Fingerprint}  {TerminalText.Sanitize(signer.Principals)}{Date(" from ", signer.ValidAfter)}"
                + $"{Date(" until ", signer.ValidBefore)}  {TerminalText.Sanitize(signer.Comment)}".TrimEnd()).Append('\n');
        }

        return text.ToString();
    }

    private static string Date(string word, DateTimeOffset? time)
        => time is { } at ? word + at.UtcDateTime.ToString("yyyy-MM-dd HH:mm'Z'", CultureInfo.InvariantCulture) : "";

    private enum TrustAction
    {
        Add,
        List,
        Remove,
    }
}
