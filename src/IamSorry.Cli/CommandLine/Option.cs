using IamSorry.Errors;

namespace IamSorry.Cli.CommandLine;

/// <summary>
/// An option of a command. Whether an option takes a value is the same in every command: <see cref="OptionTable"/>.
/// </summary>
internal abstract class Option(string name, string? valueName, string description)
{
    /// <summary>With its dashes: <c>--duration</c>.</summary>
    public string Name { get; } = name;

    /// <summary>How the help calls its value; null where it takes none.</summary>
    public string? ValueName { get; } = valueName;

    public string Description { get; } = description;

    /// <summary>One letter that means the same, with its dash; or null.</summary>
    public string? Short { get; init; }

    /// <summary>What its value can be, for completions.</summary>
    public Hint Hint { get; init; } = Hint.Unknown;

    /// <summary>What holds where it is not given, as the help tells it.</summary>
    public string? Default { get; init; }

    public bool IsRepeatable { get; init; }

    /// <summary>Whether it loses something, so that it is never what a mistyped option is taken for.</summary>
    public bool IsDestructive { get; init; }

    /// <summary>How it is written: <c>--duration HOURS</c>.</summary>
    public string Spelling => ValueName is null ? Name : $"{Name} {ValueName}";

    /// <summary>Refuses a value that makes no sense.</summary>
    /// <exception cref="InvalidInputException">It makes none.</exception>
    public abstract void Check(string text);
}

/// <summary>An option that is given or not.</summary>
internal sealed class Flag(string name, string description) : Option(name, null, description)
{
    public override void Check(string text)
        => throw new InvalidInputException($"{Name} does not take a value", $"write {Name} alone");
}

/// <summary>An option with a value.</summary>
/// <param name="name">With its dashes.</param>
/// <param name="valueName">How the help calls the value.</param>
/// <param name="description">One line.</param>
/// <param name="read">Reads the value, or says why it makes no sense.</param>
internal sealed class Option<T>(string name, string valueName, string description, Func<string, T> read) : Option(
    name, valueName, description)
{
    public T Read(string text) => read(text);

    public override void Check(string text) => read(text);
}

/// <summary>Makes options whose values are one of a few words.</summary>
internal static class OneOf
{
    /// <summary>The words that completions offer are those that are accepted.</summary>
    public static Option<T> Option<T>(
        string name, string valueName, string description, Choices<T> choices, string? otherwise = null) => new(
        name, valueName, description, text => choices.Read(name, text))
        { Hint = choices.Hint, Default = otherwise };
}

/// <summary>A few words and what they mean.</summary>
/// <param name="offered">Those that the help and completions name.</param>
/// <param name="accepted">Other spellings.</param>
internal sealed class Choices<T>((string Word, T Value)[] offered, params (string Word, T Value)[] accepted)
{
    public Hint Hint => Hint.OneOf([.. offered.Select(each => each.Word)]);

    /// <summary>The word for a value.</summary>
    public string NameOf(T value) => offered.First(each => EqualityComparer<T>.Default.Equals(each.Value, value)).Word;

    /// <summary>What a word means.</summary>
    /// <param name="of">The option or argument that it is given to.</param>
    /// <param name="text">The word.</param>
    /// <exception cref="InvalidInputException">It is none of them.</exception>
    public T Read(string of, string text)
    {
        foreach (var (word, value) in offered)
        {
            if (word == text)
            {
                return value;
            }
        }

        foreach (var (word, value) in accepted)
        {
            if (word == text)
            {
                return value;
            }
        }

        var words = string.Join(", ", offered.Select(each => each.Word));
        throw new InvalidInputException($"{of}: {TerminalText.Quote(text)} is not one of {words}", $"use one of {words}");
    }
}
