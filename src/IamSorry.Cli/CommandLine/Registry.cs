using IamSorry.Cli.Commands;

namespace IamSorry.Cli.CommandLine;

/// <summary>The commands there are: a line each. Only the definition of the command that runs is made.</summary>
internal static class Registry
{
    private static readonly (string Name, Func<CommandDefinition> Define)[] Commands =
    [
        ("mint", () => MintCommand.Definition),
        ("grant", () => GrantCommand.Definition),
        ("renew", () => RenewCommand.Definition),
        ("eval", () => EvalCommand.Definition),
        ("export", () => ExportCommand.Definition),
        ("exec", () => ExecCommand.Definition),
        ("bedrock-key", () => BedrockKeyCommand.Definition),
        ("configure", () => ConfigureCommand.Definition),
        ("credential-process", () => CredentialProcessCommand.Definition),
        ("forget", () => ForgetCommand.Definition),
        ("revoke", () => RevokeCommand.Definition),
        ("setup", () => SetupCommand.Definition),
        ("encrypt", () => EncryptCommand.Definition),
        ("rotate", () => RotateCommand.Definition),
        ("recipients", () => RecipientsCommand.Definition),
        ("recover", () => RecoverCommand.Definition),
        ("trust", () => TrustCommand.Definition),
        ("show", () => ShowCommand.Definition),
        ("delegate", () => DelegateCommand.Definition),
        ("role", () => RoleCommand.Definition),
        ("policy", () => PolicyCommand.Definition),
        ("status", () => StatusCommand.Definition),
        ("whoami", () => WhoamiCommand.Definition),
        ("list", () => ListCommand.Definition),
        ("doctor", () => DoctorCommand.Definition),
        ("settings", () => SettingsCommand.Definition),
        ("audit", () => AuditCommand.Definition),
        ("completion", () => CompletionCommand.Definition),
        ("help", () => HelpCommand.Definition),
        ("version", () => VersionCommand.Definition),
        ("create-manager", () => CreateManagerCommand.Definition),
    ];

    /// <summary>The commands' names, in the order of the help.</summary>
    public static IEnumerable<string> Names => Commands.Select(each => each.Name);

    /// <summary>Every definition, in the order of the help.</summary>
    public static IReadOnlyList<CommandDefinition> All => [.. Commands.Select(each => each.Define())];

    public static bool Has(string name) => IndexOf(name) >= 0;

    /// <summary>The definition of a command, or null where there is none of that name.</summary>
    public static CommandDefinition? Find(string name) => IndexOf(name) is >= 0 and var index ? Commands[index].Define() : null;

    private static int IndexOf(string name) => Array.FindIndex(Commands, each => each.Name == name);
}
