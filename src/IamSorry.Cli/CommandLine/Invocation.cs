namespace IamSorry.Cli.CommandLine;

/// <summary>A command with the options and arguments that it was called with, all of which make sense.</summary>
internal sealed class Invocation(CommandDefinition command, Line line, IReadOnlyList<string> arguments)
{
    public CommandDefinition Definition => command;

    /// <summary>Whether a word names the command, rather than a profile's name alone.</summary>
    public bool NamesItsCommand => line.CommandWord is not null;

    public CommonOptions Common { get; } = CommonOptions.Of(line);

    /// <summary>Its arguments as they were written.</summary>
    public IReadOnlyList<string> Arguments => arguments;

    /// <summary>The words behind <c>--</c>, word for word.</summary>
    public IReadOnlyList<string> Command => line.Behind ?? [];

    public bool Has(Option option) => line.Has(option.Name);

    /// <summary>The value of an option; the type's default where it is not given.</summary>
    public T? Get<T>(Option<T> option) => line.Value(option.Name) is { } text ? option.Read(text) : default;

    /// <summary>The text of an option; null where it is not given.</summary>
    public string? Find(Option<string> option) => line.Value(option.Name) is { } text ? option.Read(text) : null;

    /// <summary>The value of an option, or what holds where it is not given.</summary>
    public T Get<T>(Option<T> option, T otherwise) => line.Value(option.Name) is { } text ? option.Read(text) : otherwise;

    /// <summary>The values of an option that may be given more than once.</summary>
    public IReadOnlyList<T> All<T>(Option<T> option)
        => [.. line.Options.Where(each => each.Name == option.Name).Select(each => option.Read(each.Value!))];

    /// <summary>An argument that cannot be missing.</summary>
    public T Get<T>(Argument<T> argument) => argument.Read(arguments[IndexOf(argument)]);

    /// <summary>An argument that can be missing.</summary>
    public T? Find<T>(Argument<T> argument)
        where T : class
        => IndexOf(argument) is var index && index < arguments.Count ? argument.Read(arguments[index]) : null;

    /// <summary>The values of an argument that may be given many times.</summary>
    public IReadOnlyList<T> FindAll<T>(Argument<T> argument) => [.. arguments.Skip(IndexOf(argument)).Select(argument.Read)];

    private int IndexOf(Argument argument)
    {
        for (var i = 0; i < command.Arguments.Count; i++)
        {
            if (ReferenceEquals(command.Arguments[i], argument))
            {
                return i;
            }
        }

        throw new InvalidOperationException($"{command.Name} does not take {argument.Name}");
    }
}
