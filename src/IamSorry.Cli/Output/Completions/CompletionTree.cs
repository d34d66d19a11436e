using IamSorry.Cli.CommandLine;

namespace IamSorry.Cli.Output.Completions;

/// <summary>What a shell can offer: the definitions, and what can be written before any command.</summary>
/// <param name="Main">A line without a command: it names a profile to mint for, and every option may stand there.</param>
/// <param name="Commands">The commands.</param>
internal sealed record CompletionTree(CompletionNode Main, IReadOnlyList<CompletionNode> Commands)
{
    /// <summary>The spellings of options that take the next word, whatever the command: they may stand before it.</summary>
    public IEnumerable<string> ValuedOptions
        => Commands.SelectMany(command => command.Options).Where(option => option.Value is not null)
            .SelectMany(option => option.Spellings).Distinct(StringComparer.Ordinal);

    /// <summary>The flags of the first version: each stands for a command, so that none follows.</summary>
    public static IEnumerable<string> Flags => SeedFlags.All.Select(flag => flag.Name);

    public static CompletionTree Read()
    {
        var all = Registry.All;
        var options = all.SelectMany(command => command.Options).DistinctBy(option => option.Name).Select(Of);
        return new(
            new CompletionNode(
                "", "", [
                    .. SeedFlags.All.Select(flag => Of(flag.Name, flag.Command)), .. options, .. CommonOptions.All.Select(
                        Of)], Hint.Profile, false),
            [.. all.Select(Of)]);
    }

    private static CompletionNode Of(CommandDefinition command) => new(
        command.Name,
        command.Summary,
        [.. command.Options.Concat(CommonOptions.All).Select(Of)],
        command.Arguments is [var argument, ..] ? Offered(argument.Hint) : null,
        command.TakesCommand);

    private static CompletionOption Of(Option option) => new(
        option.Name, option.Short, option.Description, option.ValueName is null ? null : Offered(option.Hint), IsOptional: false);

    // a flag of the first version takes the first argument of its command, but for --chown, which takes the second
    private static CompletionOption Of(string flag, string name)
    {
        var command = Registry.Find(name)!;
        var argument = flag == SeedFlags.Chown ? command.Arguments[1] : command.Arguments is [var first, ..] ? first : null;
        return new(
            flag, null, command.Summary, argument is null ? null : Offered(argument.Hint), argument is { IsOptional: true });
    }

    private static Hint Offered(Hint hint) => hint.Kind == HintKind.Command ? Hint.OneOf([.. Registry.Names]) : hint;
}

/// <summary>A command: its options, and what its argument is; null where it takes none.</summary>
internal sealed record CompletionNode(
    string Name, string Text, IReadOnlyList<CompletionOption> Options, Hint? Argument, bool TakesCommand);

/// <summary>An option, and what its value is; null where it takes none.</summary>
internal sealed record CompletionOption(string Name, string? Short, string Text, Hint? Value, bool IsOptional)
{
    public IEnumerable<string> Spellings => Short is null ? [Name] : [Name, Short];
}
