using IamSorry.Cli.CommandLine;

namespace IamSorry.Cli.Output.Help;

/// <summary>What every rendering of the help says of a command.</summary>
internal static class CommandTexts
{
    /// <summary>The groups' headings.</summary>
    public static string Heading(CommandGroup group) => group switch
    {
        CommandGroup.Session => "Sessions",
        CommandGroup.Manager => "The manager's key",
        CommandGroup.User => "Users",
        CommandGroup.Policy => "Policies",
        CommandGroup.Inspect => "Inspect",
        _ => "For the admin",
    };

    /// <summary>The command with its arguments: <c>iam-sorry exec PROFILE [OPTION ...] -- COMMAND ...</c>.</summary>
    public static string Usage(CommandDefinition command) => string.Join(' ',
    [
        "iam-sorry",
        command.Name,
        .. command.Arguments.Select(argument => argument.Spelling),
        .. command.Options is [] ? Array.Empty<string>() : ["[OPTION ...]"],
        .. command.TakesCommand ? ["--", "COMMAND [ARGUMENT ...]"] : Array.Empty<string>(),
    ]);

    /// <summary>What an option is, what holds without it, and whether it may be repeated.</summary>
    public static string Describe(Option option)
        => option.Description + (option.Default is { } otherwise ? $" (default: {otherwise})" : "")
            + (option.IsRepeatable ? "; repeatable" : "");

    /// <summary>How an option is written, its letter first.</summary>
    public static string Spell(Option option) => option.Short is { } letter ? $"{letter}, {option.Spelling}" : option.Spelling;

    /// <summary>The older spellings of a command, which stay.</summary>
    public static IEnumerable<string> Aliases(CommandDefinition command)
    {
        var arguments = string.Concat(command.Arguments.Select(argument => $" {argument.Spelling}"));
        if (command.Name == "mint")
        {
            yield return $"iam-sorry{arguments}";
        }

        foreach (var (name, option) in SeedFlags.Of(command.Name))
        {
            yield return name == SeedFlags.Chown ? "iam-sorry USER --chown OWNER"
                : $"iam-sorry {name}{arguments}" + (option is null ? "" : $" ({option})");
        }
    }

    /// <summary>The paragraphs of a text, each on one line.</summary>
    public static IEnumerable<string> Paragraphs(string text)
        => text.Split("\n\n").Select(paragraph => paragraph.Replace('\n', ' ').Trim()).Where(paragraph => paragraph.Length > 0);
}
