using System.Text.Json;
using System.Text.Json.Serialization;
using IamSorry.Cli.CommandLine;

namespace IamSorry.Cli.Output.Help;

/// <summary>A command as JSON, for programs that call this one. Every field is always there.</summary>
internal sealed record HelpJson(
    string Name, string Group, string Summary, string Usage, IReadOnlyList<string> Aliases,
        IReadOnlyList<HelpJson.Word> Arguments, IReadOnlyList<HelpJson.Word> Options)
{
    public static string Write()
        => JsonSerializer.Serialize([.. Registry.All.Select(Of)], HelpsJson.Default.HelpJsonArray) + "\n";

    private static HelpJson Of(CommandDefinition command) => new(
        command.Name,
        command.Group.ToString().ToLowerInvariant(),
        command.Summary,
        CommandTexts.Usage(command),
        [.. CommandTexts.Aliases(command)],
        [.. command.Arguments.Select(
            each => new Word(each.Name, null, each.Description, null, !each.IsOptional, false, each.Hint.Words))],
        [.. command.Options.Select(
            each => new Word(
                each.Name, each.ValueName, each.Description, each.Default, false, each.IsRepeatable, each.Hint.Words))]);

    /// <summary>An argument or an option.</summary>
    internal sealed record Word(
        string Name, string? Value, string Description, string? Default, bool Required, bool Repeatable,
        IReadOnlyList<string> Choices);
}

[JsonSerializable(typeof(HelpJson[]))]
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, WriteIndented = true)]
internal sealed partial class HelpsJson : JsonSerializerContext;
