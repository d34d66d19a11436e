using IamSorry.Cli.Composition;

namespace IamSorry.Cli.CommandLine;

/// <summary>
/// All that there is to say of a command, in one place: the parser, the help, the man page, the reference and the completions
/// read it. It is made only for the command that runs.
/// </summary>
internal sealed class CommandDefinition
{
    /// <summary>The word that calls it.</summary>
    public required string Name { get; init; }

    public required CommandGroup Group { get; init; }

    /// <summary>One line for the list of commands: no capital at the start, no full stop.</summary>
    public required string Summary { get; init; }

    /// <summary>
    /// Prose for the command's own help. Paragraphs are separated by empty lines and wrapped where they are shown.
    /// </summary>
    public string Details { get; init; } = "";

    /// <summary>Lines to paste, with what they do.</summary>
    public IReadOnlyList<Example> Examples { get; init; } = [];

    public IReadOnlyList<Argument> Arguments { get; init; } = [];

    /// <summary>Its own options; those of every command are <see cref="CommonOptions.All"/>.</summary>
    public IReadOnlyList<Option> Options { get; init; } = [];

    /// <summary>Options that cannot be given together.</summary>
    public IReadOnlyList<(Option Option, Option Other)> Conflicts { get; init; } = [];

    /// <summary>How the audit log names what it does.</summary>
    public string AuditName { get => field ?? Name; init; }

    /// <summary>Whether it loses something, so that it is never what a mistyped word is taken for.</summary>
    public bool IsDestructive { get; init; }

    /// <summary>Whether there is another program's command behind <c>--</c>.</summary>
    public bool TakesCommand { get; init; }

    /// <summary>Whether a failure is told in one line, because another program shows it to its user.</summary>
    public bool ErrorsOnOneLine { get; init; }

    /// <summary>Refuses what options and arguments cannot say one by one; null where there is nothing of the kind.</summary>
    public Action<Invocation>? Check { get; init; }

    public required Func<Invocation, Services, CancellationToken, Task<CommandResult>> RunAsync { get; init; }
}

/// <summary>A line to paste.</summary>
/// <param name="Line">The command line, beginning with the program's name.</param>
/// <param name="Text">What it does.</param>
internal sealed record Example(string Line, string Text);

/// <summary>The groups that the list of commands has, in its order.</summary>
internal enum CommandGroup
{
    Session,
    Manager,
    User,
    Policy,
    Inspect,
    Admin,
}
