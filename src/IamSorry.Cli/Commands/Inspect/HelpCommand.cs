using IamSorry.Cli.CommandLine;
using IamSorry.Cli.Output.Help;
using IamSorry.Errors;

namespace IamSorry.Cli.Commands;

/// <summary><c>help</c>: the list of commands, or the help of one; rendered from the definitions.</summary>
internal static class HelpCommand
{
    private static readonly Argument<string> Command = new(
        "COMMAND", "the command to explain; else the list of commands", text => text)
    {
        IsOptional = true,
        Hint = Hint.Command,
    };

    private static readonly Flag All = new("--all", "every command with what it does");

    private static readonly Option<Func<string>> Format = OneOf.Option(
        "--format",
        "FORMAT",
        "the help of every command in another format",
        new Choices<Func<string>>(
            [("man", ManualPage.Write), ("markdown", MarkdownReference.Write), ("json", HelpJson.Write)], (
                "table", ReadmeTable.Write)));

    public static CommandDefinition Definition => new()
    {
        Name = "help",
        Group = CommandGroup.Inspect,
        Summary = "list the commands, or explain one",
        Details =
            "Lists the commands, or explains one; \"iam-sorry COMMAND --help\" does the same, also of an older spelling such as "
            + "--eval. The manual page and the "
            + "reference are made with --format.",
        Examples = [new("iam-sorry help exec", "all about exec"), new("iam-sorry help --format json", "for programs")],
        Arguments = [Command],
        Options = [All, Format],
        Conflicts = [(All, Format)],
        Check = line => _ = line.Find(Command) is not { } name || Registry.Has(name) ? true : throw NoSuchCommand(name),
        RunAsync = (line, services, _) => Task.FromResult<CommandResult>(
            line.Get(Format) is { } write ? write()
            : line.Find(Command) is { } name
                ? CommandHelp.Write(Registry.Find(name) ?? throw NoSuchCommand(name), services.Screen.ProseWidth)
            : line.Has(All) ? MainHelp.WriteAll(services.Screen.ProseWidth)
            : MainHelp.Write(services.Screen.ProseWidth)),
    };

    private static InvalidInputException NoSuchCommand(string name) => new(
        $"there is no command {TerminalText.Quote(name)}",
        Nearest.Command(name) is { } nearest ? $"did you mean iam-sorry help {nearest}? All commands: iam-sorry help"
            : "all commands: iam-sorry help");
}
