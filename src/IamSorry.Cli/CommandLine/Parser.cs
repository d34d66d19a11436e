using IamSorry.Cli.Commands;
using IamSorry.Errors;

namespace IamSorry.Cli.CommandLine;

/// <summary>The grammar: makes sense of a line, or says in our words why it makes none.</summary>
internal static class Parser
{
    /// <summary>Reads a command line.</summary>
    /// <exception cref="InvalidInputException">It makes no sense; the message says why, the remedy what was perhaps
    /// meant.</exception>
    public static Invocation Parse(params string[] words) => Parse(Line.Read(words));

    /// <inheritdoc cref="Parse(string[])"/>
    public static Invocation Parse(Line line)
    {
        if (line.Has(CommonOptions.HelpName))
        {
            return new Invocation(
                HelpCommand.Definition, line, line.Command.Length == 0 || line.Command == "help" ? line.Arguments
                    : [line.Command]);
        }

        if (line.Has(CommonOptions.VersionName))
        {
            return new Invocation(VersionCommand.Definition, line, []);
        }

        var command = DefinitionOf(line);
        var help = command.Name.Length == 0 ? "iam-sorry help" : $"iam-sorry help {command.Name}";
        if (command.TakesCommand && line.Behind is null && line.Arguments.Count > command.Arguments.Count)
        {
            throw new InvalidInputException(
                $"the command of iam-sorry {command.Name} stands behind --", $"write {Corrected(line, command)}");
        }

        if (line.Unknown is { } unknown)
        {
            throw new InvalidInputException(
                $"there is no option {TerminalText.Quote(unknown)}",
                Nearest.Option(unknown, command) is { } option ? $"did you mean {option}? All options: {help}"
                    : Nearest.Command(unknown) is { } word ? $"did you mean iam-sorry {word}? All commands: iam-sorry help"
                    : $"see {help}");
        }

        if (line.Problem is { } problem)
        {
            throw problem;
        }

        CheckOptions(line, command, help);
        CheckArguments(line, command, help);
        var invocation = new Invocation(command, line, line.Arguments);
        Array.ForEach([.. command.Conflicts], each => CheckConflict(each.Option, each.Other, invocation, help));
        command.Check?.Invoke(invocation);
        return invocation;
    }

    // what was typed, with the dashes before the first word that is the other program's
    private static string Corrected(Line line, CommandDefinition command)
    {
        var words = line.Words.ToList();
        var first = words.FindIndex(word => ReferenceEquals(word, line.Arguments[command.Arguments.Count]));
        words.Insert(first, "--");
        return string.Join(' ', words.Select(word => word == "--" ? word : ShellQuote.Word(word)).Prepend("iam-sorry"));
    }

    /// <summary>What a line runs; without a word it is the first run, or the state of things.</summary>
    public static CommandDefinition DefinitionOf(Line line)
        => line.Command.Length == 0 ? SetupCommand.WithoutAWord : Registry.Find(line.Command)!;

    private static void CheckOptions(Line line, CommandDefinition command, string help)
    {
        for (var i = 0; i < line.Options.Count; i++)
        {
            var (name, value) = line.Options[i];
            var option = command.Options.Concat(CommonOptions.All).FirstOrDefault(each => each.Name == name)
                ?? throw Misplaced(name, line, command, help);
            if (option.ValueName is not null && value is null)
            {
                throw new InvalidInputException($"{name} needs a value", $"write {option.Spelling}; all options: {help}");
            }

            if (!option.IsRepeatable && line.Options.Take(i).Any(earlier => earlier.Name == name))
            {
                throw new InvalidInputException($"{name} is given twice", "give it once");
            }

            if (value is not null)
            {
                option.Check(value);
            }
        }
    }

    private static void CheckArguments(Line line, CommandDefinition command, string help)
    {
        var needed = command.Arguments.Count(argument => !argument.IsOptional);
        if (line.Arguments.Count < needed)
        {
            var missing = command.Arguments[line.Arguments.Count].Name;
            throw new InvalidInputException(
                $"iam-sorry {command.Name} needs {(missing[0] is 'O' or 'U' && missing != "USER" ? "an" : "a")} {missing}",
                $"see {help}");
        }

        if (line.Arguments.Count > command.Arguments.Count && command.Arguments is not [.., { IsRepeatable: true }])
        {
            var takes = command.Arguments is [] ? "takes no arguments"
                : $"takes {string.Join(' ', command.Arguments.Select(each => each.Spelling))}";
            throw new InvalidInputException(
                $"unexpected argument {TerminalText.Quote(line.Arguments[command.Arguments.Count])}",
                $"iam-sorry {(line.CommandWord is null ? "" : $"{command.Name} ")}{takes}; see {help}");
        }

        if (line.Behind is not null && !command.TakesCommand)
        {
            throw new InvalidInputException($"nothing goes behind -- in iam-sorry {command.Name}", $"see {help}");
        }

        for (var i = 0; i < line.Arguments.Count; i++)
        {
            command.Arguments[Math.Min(i, command.Arguments.Count - 1)].Check(line.Arguments[i]);
        }
    }

    private static void CheckConflict(Option option, Option other, Invocation invocation, string help)
    {
        if (invocation.Has(option) && invocation.Has(other))
        {
            throw new InvalidInputException(
                $"{other.Name} cannot be combined with {option.Name}", $"give one of them; see {help}");
        }
    }

    private static InvalidInputException Misplaced(string name, Line line, CommandDefinition command, string help)
    {
        var owners = Registry.All.Where(each => each.Options.Any(option => option.Name == name)).Select(
            each => each.Name).ToList();
        return command.Name.Length == 0
            ? new InvalidInputException(
                owners.Contains("mint") ? $"{name} needs a PROFILE"
                    : $"{name} needs a command", $"it belongs to {string.Join(", ", owners)}; see {help}")
            : new InvalidInputException(
                $"{name} cannot be combined with {line.CommandWord ?? "mint (iam-sorry PROFILE)"}",
                $"it belongs to {string.Join(", ", owners)}; see {help}");
    }
}
