using System.CommandLine;
using IamSorry.Policies;

namespace IamSorry.Cli.Completions;

/// <summary>What a shell may offer: read from the commands and options there are, so that it cannot lag behind them.</summary>
internal sealed record CompletionTree(CompletionNode Main, IReadOnlyList<CompletionNode> SubCommands)
{
    /// <summary>The shells that <c>completion</c> knows.</summary>
    public static readonly string[] Shells = ["bash", "zsh", "fish", "pwsh"];

    public static CompletionTree Read() => new(
        new CompletionNode("", "", [.. CommandLine.Options.Select(ReadOption)], CompletionValue.OfProfile, TakesCommand: false),
        [.. Cli.SubCommands.Names.Select(ReadSubCommand)]);

    private static CompletionNode ReadSubCommand(string name)
    {
        var words = Cli.SubCommands.Find(name)!;
        return new CompletionNode(
            name,
            HelpText.DescriptionOf(HelpText.Main, $"iam-sorry {name}"),
            [.. words.Options.Select(option => ReadOption(option, words.Help))],
            words.Arguments is [var argument, ..] ? ValueOf("", argument.Name) : CompletionValue.None,
            words.TakesCommand);
    }

    private static CompletionOption ReadOption(Option option) => ReadOption(option, HelpText.Main);

    private static CompletionOption ReadOption(Option option, string help) => new(
        option.Name,
        [.. option.Aliases.Where(alias => alias != "-?")],
        HelpText.DescriptionOf(help, option.Name) is { Length: > 0 } own ? own : HelpText.DescriptionOf(HelpText.Main, option.Name),
        option.Arity.MaximumNumberOfValues == 0 || option is Option<bool> ? CompletionValue.Absent : ValueOf(option.Name, option.HelpName),
        IsOptional: option.Arity.MinimumNumberOfValues == 0);

    private static CompletionValue ValueOf(string option, string? helpName) => (option, helpName) switch
    {
        ("--shell", _) => CompletionValue.OneOf(["bash", "zsh", "fish", "powershell"]),
        ("--kind", _) => CompletionValue.OneOf([.. Enum.GetNames<PolicyKind>().Select(kind => kind.ToLowerInvariant())]),
        ("--partition", _) => CompletionValue.OneOf(["aws", "aws-cn", "aws-us-gov"]),
        (_, "SHELL") => CompletionValue.OneOf(Shells),
        (_, "PROFILE") => CompletionValue.OfProfile,
        (_, "FILE") => CompletionValue.OfFile,
        _ => CompletionValue.None,
    };
}

/// <summary>A command: its options, and what its argument is.</summary>
internal sealed record CompletionNode(
    string Name, string Text, IReadOnlyList<CompletionOption> Options, CompletionValue Argument, bool TakesCommand);

/// <summary>An option.</summary>
internal sealed record CompletionOption(string Name, IReadOnlyList<string> Aliases, string Text, CompletionValue Value, bool IsOptional)
{
    public IEnumerable<string> Spellings => [Name, .. Aliases];
}

/// <summary>What a value is completed with.</summary>
internal sealed record CompletionValue(CompletionKind Kind, IReadOnlyList<string> Words)
{
    public static readonly CompletionValue Absent = new(CompletionKind.Absent, []);
    public static readonly CompletionValue None = new(CompletionKind.Unknown, []);
    public static readonly CompletionValue OfProfile = new(CompletionKind.Profile, []);
    public static readonly CompletionValue OfFile = new(CompletionKind.File, []);

    public static CompletionValue OneOf(IReadOnlyList<string> words) => new(CompletionKind.Words, words);
}

/// <summary>The kinds of values.</summary>
internal enum CompletionKind
{
    /// <summary>There is no value.</summary>
    Absent,

    /// <summary>There is one that nobody can guess.</summary>
    Unknown,

    /// <summary>A profile's name.</summary>
    Profile,

    /// <summary>A file.</summary>
    File,

    /// <summary>One of a few words.</summary>
    Words,
}
