namespace IamSorry.Cli.CommandLine;

/// <summary>A word that a command takes by its place.</summary>
/// <param name="name">How the help calls it.</param>
/// <param name="description">One line.</param>
internal abstract class Argument(string name, string description)
{
    public string Name { get; } = name;

    public string Description { get; } = description;

    public bool IsOptional { get; init; }

    /// <summary>Whether it may be given many times; only the last one of a command may.</summary>
    public bool IsRepeatable { get; init; }

    /// <summary>What it can be, for completions.</summary>
    public Hint Hint { get; init; } = Hint.Unknown;

    /// <summary>How the help writes it.</summary>
    public string Spelling => IsOptional ? $"[{Name}]" : Name;

    /// <summary>Refuses a word that makes no sense.</summary>
    public abstract void Check(string text);
}

/// <summary>An argument of a type.</summary>
/// <param name="name">How the help calls it.</param>
/// <param name="description">One line.</param>
/// <param name="read">Reads the word, or says why it makes no sense.</param>
internal sealed class Argument<T>(string name, string description, Func<string, T> read) : Argument(name, description)
{
    public T Read(string text) => read(text);

    public override void Check(string text) => read(text);
}
