using System.CommandLine;
using IamSorry.Errors;

namespace IamSorry.Cli;

/// <summary>
/// A command that is a word of its own: <c>iam-sorry NAME ...</c>. Its words are made only when it is called, so that no other command pays
/// for them.
/// </summary>
/// <param name="name">The first word of the line.</param>
/// <param name="help">Printed by <c>iam-sorry NAME --help</c>.</param>
/// <param name="arguments">Its arguments.</param>
/// <param name="options">Its options, beside those of every command.</param>
/// <param name="read">Makes the request of a line that was checked; gets the words behind <c>--</c> too.</param>
/// <param name="takesCommand">Whether there may be words behind <c>--</c>.</param>
internal sealed class SubCommand(
    string name,
    string help,
    IReadOnlyList<Argument> arguments,
    IReadOnlyList<Option> options,
    Func<ParseResult, CommonOptions, IReadOnlyList<string>?, Request> read,
    bool takesCommand = false)
{
    private readonly CommonWords _common = new();

    public IEnumerable<Option> Options => [.. options, .. _common.All];

    public IReadOnlyList<Argument> Arguments => arguments;

    public bool TakesCommand => takesCommand;

    public string Help => help;

    /// <summary>Reads the words after the name.</summary>
    /// <exception cref="InvalidInputException">They make no sense.</exception>
    public Request Parse(string[] words)
    {
        // what stands behind -- belongs to another program, word for word
        var dashes = Array.IndexOf(words, "--");
        var (own, behind) = dashes < 0 ? (words, null) : (words[..dashes], words[(dashes + 1)..]);
        var root = new Command(name);
        foreach (var argument in arguments)
        {
            root.Arguments.Add(argument);
        }

        foreach (var option in Options)
        {
            root.Options.Add(option);
        }

        // the parser drops a first word that is the program's name, and a profile may bear it
        var line = root.Parse([root.Name, .. own], LineChecks.Configuration);
        if (_common.Shortcut(line, help) is { } shortcut)
        {
            return shortcut;
        }

        var ownHelp = $"iam-sorry {name} --help";
        if (arguments.FirstOrDefault(each => each.Arity.MinimumNumberOfValues > 0 && !LineChecks.IsGiven(line, each)) is { } missing)
        {
            throw new InvalidInputException($"iam-sorry {name} needs a {missing.Name}", $"see {ownHelp}");
        }

        LineChecks.Require(line, Options, ownHelp);
        if (behind is not null && !takesCommand)
        {
            throw new InvalidInputException($"nothing goes behind -- in iam-sorry {name}", $"see {ownHelp}");
        }

        return read(line, _common.Read(line), behind);
    }
}
