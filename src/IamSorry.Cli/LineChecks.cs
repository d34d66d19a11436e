using System.CommandLine;
using System.CommandLine.Parsing;
using IamSorry.Errors;

namespace IamSorry.Cli;

/// <summary>What is wrong with a line of words, in our own words: what the parser says itself suits no user.</summary>
internal static class LineChecks
{
    // a word that begins with @ is a name (IAM allows it), not a file of more words
    public static readonly ParserConfiguration Configuration = new() { ResponseFileTokenReplacer = null };

    /// <summary>Refuses unknown options, missing values, options given twice, words too many.</summary>
    /// <param name="line">The line, parsed.</param>
    /// <param name="options">The options there are, for a suggestion.</param>
    /// <param name="help">The command that prints the help.</param>
    /// <exception cref="InvalidInputException">The line makes no sense.</exception>
    public static void Require(ParseResult line, IEnumerable<Option> options, string help)
    {
        RejectUnknown(line, options, help);
        foreach (var option in line.CommandResult.Children.OfType<OptionResult>())
        {
            if (option.Tokens.Count < option.Option.Arity.MinimumNumberOfValues)
            {
                throw new InvalidInputException(
                    $"{option.Option.Name} needs a value", $"write {option.Option.Name} {option.Option.HelpName}; all options: {help}");
            }

            if (option.Option.Arity.MaximumNumberOfValues == 1 && option.Tokens.Count > 1)
            {
                throw new InvalidInputException($"{option.Option.Name} is given twice", "give it once");
            }
        }

        if (line.UnmatchedTokens is [var extra, ..])
        {
            throw new InvalidInputException($"one word too many: {TerminalText.Quote(extra)}", $"give one PROFILE at a time; see {help}");
        }

        if (line.Errors is [var error, ..])
        {
            throw new InvalidInputException(error.Message.TrimEnd('.'), $"see {help}");
        }
    }

    public static bool IsGiven(ParseResult line, Symbol symbol) => symbol switch
    {
        Option option => line.GetResult(option) is { Implicit: false },
        Argument argument => line.GetResult(argument) is { Tokens.Count: > 0 },
        _ => false,
    };

    // an unknown option would otherwise pass for a profile's name
    private static void RejectUnknown(ParseResult line, IEnumerable<Option> options, string help)
    {
        foreach (var token in line.Tokens.Where(token => token.Type == TokenType.Argument))
        {
            if (token.Value is ['-', not (>= '0' and <= '9'), ..])
            {
                var name = token.Value.Split('=')[0];
                var nearest = options.Select(option => (option.Name, Distance: Distance(name, option.Name))).MinBy(each => each.Distance);
                throw new InvalidInputException(
                    $"there is no option {TerminalText.Quote(name)} here",
                    nearest.Distance <= 3 ? $"perhaps {nearest.Name} was meant; all options: {help}" : $"see {help}");
            }
        }
    }

    // Levenshtein, one row at a time
    private static int Distance(string a, string b)
    {
        var row = Enumerable.Range(0, b.Length + 1).ToArray();
        for (var i = 1; i <= a.Length; i++)
        {
            var diagonal = row[0];
            row[0] = i;
            for (var j = 1; j <= b.Length; j++)
            {
                var above = row[j];
                row[j] = Math.Min(Math.Min(row[j], row[j - 1]) + 1, diagonal + (a[i - 1] == b[j - 1] ? 0 : 1));
                diagonal = above;
            }
        }

        return row[b.Length];
    }
}
