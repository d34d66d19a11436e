using IamSorry.Errors;

namespace IamSorry.Cli.CommandLine;

/// <summary>
/// The words of a command line, sorted into a command, its arguments and its options. Nothing is refused yet: what makes no sense
/// is told by <see cref="Parser"/>, which knows the command then.
/// </summary>
internal sealed class Line
{
    private readonly List<string> _arguments = [];
    private readonly List<(string Name, string? Value)> _options = [];

    private Line(IReadOnlyList<string> words) => Words = words;

    /// <summary>All the words, as they were typed.</summary>
    public IReadOnlyList<string> Words { get; }

    /// <summary>The command; empty where no word names one.</summary>
    public string Command { get; private set; } = "";

    /// <summary>
    /// The word that named it: itself, a flag of the first version, or null where a profile's name stands alone.
    /// </summary>
    public string? CommandWord { get; private set; }

    public IReadOnlyList<string> Arguments => _arguments;

    /// <summary>
    /// The options by their long names. A value that is missing is null, as is that of an option that takes none.
    /// </summary>
    public IReadOnlyList<(string Name, string? Value)> Options => _options;

    /// <summary>The words behind <c>--</c>, which belong to another program; null where there are no dashes.</summary>
    public IReadOnlyList<string>? Behind { get; private set; }

    /// <summary>An option that no command has; null where there is none.</summary>
    public string? Unknown { get; private set; }

    /// <summary>What makes no sense of the commands in the line, or null.</summary>
    public InvalidInputException? Problem { get; private set; }

    public bool Has(string option)
    {
        foreach (var (name, _) in _options)
        {
            if (name == option)
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>The value of an option, or null.</summary>
    public string? Value(string option)
    {
        foreach (var (name, value) in _options)
        {
            if (name == option)
            {
                return value;
            }
        }

        return null;
    }

    /// <summary>Sorts the words.</summary>
    public static Line Read(string[] words)
    {
        var line = new Line(words);
        string? owner = null;
        for (var i = 0; i < words.Length; i++)
        {
            var word = words[i];
            if (word == "--")
            {
                line.Behind = words[(i + 1)..];
                break;
            }

            if (!IsOption(word))
            {
                line.AddWord(word);
                continue;
            }

            var (name, value) = Split(word);
            var next = value is null && i + 1 < words.Length && words[i + 1] != "--" && !IsOption(words[i + 1]) ? words[i + 1]
                : null;
            if (SeedFlags.Find(name) is var (command, option))
            {
                line.AddSeedFlag(name, command, option, value);
                if (name == SeedFlags.Chown)
                {
                    // its owner follows its user, wherever the flag stands
                    owner = value ?? next;
                    i += value is null && next is not null ? 1 : 0;
                }
            }
            else if (OptionTable.TakesValue(name) is not { } takesValue)
            {
                line.Unknown ??= name;
            }
            else
            {
                line._options.Add((name, takesValue ? value ?? next : value));
                i += takesValue && value is null && next is not null ? 1 : 0;
            }
        }

        line.Finish(owner);
        return line;
    }

    // a number below nothing is a value that is refused as such
    private static bool IsOption(string word) => word is ['-', not (>= '0' and <= '9'), ..];

    // --name=value, -n=value, -nvalue
    private static (string Name, string? Value) Split(string word)
    {
        if (word is ['-', not '-', _, ..] && OptionTable.TakesValue(OptionTable.LongName(word[..2])) == true)
        {
            return (OptionTable.LongName(word[..2]), word[2] == '=' ? word[3..] : word[2..]);
        }

        var equals = word.IndexOf('=', StringComparison.Ordinal);
        return equals < 0 ? (OptionTable.LongName(word), null) : (OptionTable.LongName(word[..equals]), word[(equals + 1)..]);
    }

    private void AddWord(string word)
    {
        // only the first word is a command: behind another one it is a profile that bears its name
        if (CommandWord is null && _arguments.Count == 0 && Registry.Has(word))
        {
            (Command, CommandWord) = (word, word);
            return;
        }

        _arguments.Add(word);
    }

    private void AddSeedFlag(string name, string command, string? option, string? value)
    {
        if (Command == "help" && _arguments.Count == 0)
        {
            // "help --eval" asks about the flag's command
            _arguments.Add(command);
            return;
        }

        if (CommandWord is { } first)
        {
            Problem ??= new InvalidInputException($"two commands at once: {first} and {name}", "run them one after the other");
            return;
        }

        if (name != SeedFlags.Chown && _arguments is [var profile, ..])
        {
            Problem ??= new InvalidInputException(
                $"two commands at once: mint (iam-sorry PROFILE) and {name}",
                $"to name the profile to it: iam-sorry {name} {ShellQuote.Word(profile)}");
        }

        (Command, CommandWord) = (command, name);
        if (option is not null)
        {
            _options.Add((option, null));
        }

        if (value is not null && name != SeedFlags.Chown)
        {
            _arguments.Add(value);
        }
    }

    private void Finish(string? owner)
    {
        if (CommandWord == SeedFlags.Chown)
        {
            Problem ??= _arguments.Count == 0
                ? new InvalidInputException("--chown needs a USER", "write iam-sorry USER --chown OWNER")
                : owner is null ? new InvalidInputException("--chown needs an OWNER", "write iam-sorry USER --chown OWNER")
                : null;
            _arguments.Insert(Math.Min(1, _arguments.Count), owner ?? "");
        }

        if (CommandWord is not null)
        {
            return;
        }

        // behind dashes a profile may bear the name of a command, or begin with a dash
        _arguments.AddRange(Behind ?? []);
        Behind = null;
        Command = _arguments.Count == 0 ? "" : "mint";
    }
}
