using System.Globalization;
using IamSorry.Errors;
using IamSorry.Profiles;

namespace IamSorry.Cli.Output;

/// <summary>How the commands that the library offers are spelt on this command line.</summary>
internal static class CommandSpelling
{
    /// <summary>
    /// The manager's profile that this very command line names, or null: what is offered in the same breath must name it too, or
    /// it would be another manager's.
    /// </summary>
    public static string? NamedManager { get; set; }

    /// <summary>A remedy as one line.</summary>
    public static string Spell(Remedy remedy) => remedy.Format(Spell);

    /// <summary>A command as it is typed.</summary>
    public static string Spell(CommandHint command) => command switch
    {
        OurCommand.Option option => $"{NameOf(option.Kind)} {ShellQuote.Word(option.Value)}",
        OurCommand.WithKeysOf with => $"(eval \"$(iam-sorry eval {ShellQuote.Word(with.Profile)})\" && {with.Command})",
        OurCommand.Policy { BoundaryWord: { } word } policy => $"{Spell(policy with { BoundaryWord = null })} --boundary {word}",
        OurCommand ours => string.Join(' ', Words(ours).Prepend("iam-sorry").Select(ShellQuote.Word)),
        _ => command.ToString(),
    };

    private static IEnumerable<string> Words(OurCommand command) => command switch
    {
        OurCommand.Mint mint =>
        [
            mint.Profile,
            .. Option("--user", mint.User),
            .. Option("--duration", mint.Hours?.ToString(CultureInfo.InvariantCulture)),
            .. Flag("--replace", mint.Replace),
            .. Profile(null),
        ],
        OurCommand.Eval eval => ["eval", eval.Profile, .. Profile(null)],
        OurCommand.Encrypt encrypt => ["encrypt", .. Profile(encrypt.Profile)],
        OurCommand.Rotate rotate
            => ["rotate", .. Mode(rotate.Mode), .. Profile(rotate.Profile), .. Option("--ssh-key", rotate.SshKey)],
        OurCommand.Delegate user => ["delegate", user.User, user.Owner, .. Profile(null)],
        OurCommand.Setup setup =>
        [
            "setup", .. Option("--region", setup.Region), .. Option("--boundary", setup.Boundary), .. Profile(setup.Profile),
        ],
        OurCommand.Forget forget => ["forget", forget.Profile, .. Profile(null)],
        OurCommand.ForgetExpired => ["forget", "--expired", .. Profile(null)],
        OurCommand.List => ["list", .. Profile(null)],
        OurCommand.Doctor { Bedrock: { } asking } doctor
            => ["doctor", asking, "--bedrock", .. Option("--model", doctor.Model)],
        OurCommand.Doctor doctor
            => ["doctor", .. Flag("--fix", doctor.Fix), .. Option("--ssh-key", doctor.SshKey), .. Profile(null)],
        OurCommand.Show show => ["show", show.Profile, .. Flag("--decrypted", show.Decrypted)],
        OurCommand.Policy policy =>
        [
            "policy",
            policy.Prefix,
            .. Option("--kind", policy.Kind),
            .. Option("--account", policy.Account),
            .. Option("--partition", policy.Partition),
            .. policy.DelegateTo.SelectMany(owner => Option("--delegate-to", owner)),
            .. Option("--boundary", policy.Boundary),
            .. policy.Regions.SelectMany(region => Option("--region", region)),
            .. policy.Models.SelectMany(model => Option("--model", model)),
            .. Option("--external-id", policy.ExternalId),
            .. Flag("--roles", policy.Roles),
            .. Flag("--mfa", policy.Mfa),
            .. Flag("--revoke", policy.Revoke),
            .. Flag("--bearer", policy.Bearer),
            .. Flag("--mantle", policy.Mantle),
            .. Flag("--application-profiles", policy.ApplicationProfiles),
            .. policy.RoleArns.SelectMany(arn => Option("--role", arn)),
            .. policy.Users.SelectMany(user => Option("--user", user)),
        ],
        OurCommand.CreateRole role => ["role", "create", role.Name, .. Profile(null)],
        OurCommand.ShowRole role => ["role", "show", role.Name, .. Profile(null)],
        OurCommand.RevokeUser revoke => ["revoke", revoke.Name, .. Flag("--lift", revoke.Lift), .. Profile(null)],
        OurCommand.CreateManager create => create.Name is { } name ? ["create-manager", name] : ["create-manager"],
        OurCommand.ShowRecipient => ["recipients", "show"],
        OurCommand.ListRecipients list => ["recipients", "list", .. Profile(list.Profile)],
        OurCommand.AddRecipient add => ["recipients", "add", add.Recipient, .. Profile(add.Profile)],
        OurCommand.RemoveRecipient remove => ["recipients", "remove", remove.Fingerprint, .. Profile(remove.Profile)],
        OurCommand.Recover recover => ["recover", "--key", "-", .. Profile(recover.Profile)],
        OurCommand.Trust trust => ["trust", "add", trust.Key, .. Profile(trust.Profile)],
        OurCommand.Configure configure => ["configure", configure.Profile, .. Option("--user", configure.User), .. Profile(null)],
        _ => [],
    };

    private static IEnumerable<string> Mode(RotateMode mode) => mode switch
    {
        RotateMode.KeepOld => ["--keep-old"],
        RotateMode.Rollback => ["--rollback"],
        _ => [],
    };

    private static IEnumerable<string> Profile(string? profile)
        => Option(
            "--profile", (profile ?? NamedManager) is { } name && name != ManagerProfile.DefaultName ? name : null);

    private static IEnumerable<string> Option(string name, string? value) => value is null ? [] : [name, value];

    private static IEnumerable<string> Flag(string name, bool isSet) => isSet ? [name] : [];

    private static string NameOf(OurOption option) => option switch
    {
        OurOption.SshKey => "--ssh-key",
        OurOption.Profile => "--profile",
        OurOption.User => "--user",
        OurOption.Account => "--account",
        OurOption.Tag => "--tag",
        OurOption.Kind => "--kind",
        OurOption.Region => "--region",
        OurOption.Model => "--model",
        OurOption.Duration => "--duration",
        OurOption.Boundary => "--boundary",
        _ => throw new ArgumentOutOfRangeException(nameof(option)),
    };
}
