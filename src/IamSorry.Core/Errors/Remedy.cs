using System.Diagnostics.CodeAnalysis;

namespace IamSorry.Errors;

/// <summary>What to do next. The command is a value: how it is spelt is a matter of the command line.</summary>
/// <param name="Reason">What to do, or when the command helps, in words; null where the command says it all.</param>
/// <param name="Command">The command to run, or null where there is none.</param>
public sealed record Remedy(string? Reason, CommandHint? Command = null)
{
    /// <summary>What to do after that, or null.</summary>
    public Remedy? Then { get; init; }

    /// <summary>What to do where this does not suit, or null.</summary>
    public Remedy? Or { get; init; }

    /// <summary>A remedy in words only.</summary>
    [return: NotNullIfNotNull(nameof(words))]
    public static implicit operator Remedy?(string? words) => FromString(words);

    /// <summary>A command that needs no words.</summary>
    [return: NotNullIfNotNull(nameof(command))]
    public static implicit operator Remedy?(CommandHint? command) => FromCommandHint(command);

    /// <inheritdoc cref="op_Implicit(string)"/>
    [return: NotNullIfNotNull(nameof(words))]
    public static Remedy? FromString(string? words) => words is null ? null : new(words);

    /// <inheritdoc cref="op_Implicit(CommandHint)"/>
    [return: NotNullIfNotNull(nameof(command))]
    public static Remedy? FromCommandHint(CommandHint? command) => command is null ? null : new(null, command);

    /// <summary>The remedy as one line.</summary>
    /// <param name="spell">Spells a command.</param>
    public string Format(Func<CommandHint, string> spell)
    {
        var command = Command is null ? "" : spell(Command);
        var text = Reason is null || Command is null ? Reason + command : $"{Reason}: {command}";
        return text + (Then is null ? "" : $", then {Then.Format(spell)}") + (Or is null ? "" : $"; or {Or.Format(spell)}");
    }

    /// <summary>The remedy as one line, with our own commands by their names in the library: for tests and debuggers.</summary>
    public override string ToString() => Format(static command => command.ToString());
}
