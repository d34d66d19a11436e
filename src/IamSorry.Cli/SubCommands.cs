using IamSorry.Cli.Commands;

namespace IamSorry.Cli;

/// <summary>The sub-commands there are. A profile or user of such a name is still minted by <c>iam-sorry -- NAME</c>.</summary>
internal static class SubCommands
{
    public static IReadOnlyList<string> Names { get; } =
        ["list", "doctor", "rotate", "exec", "credential-process", "configure", "audit", "completion"];

    /// <summary>The words of a sub-command, or null where there is none of that name.</summary>
    public static SubCommand? Find(string name) => name switch
    {
        "list" => ListCommand.Words(),
        "doctor" => DoctorCommand.Words(),
        "rotate" => RotateCommand.Words(),
        "exec" => ExecCommand.Words(),
        "credential-process" => CredentialProcessCommand.Words(),
        "configure" => ConfigureCommand.Words(),
        "audit" => AuditCommand.Words(),
        "completion" => CompletionCommand.Words(),
        _ => null,
    };
}
