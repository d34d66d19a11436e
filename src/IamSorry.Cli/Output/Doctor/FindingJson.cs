using System.Text.Json;
using System.Text.Json.Serialization;
using IamSorry.Doctor;

namespace IamSorry.Cli.Output;

/// <summary>A finding as JSON; every field is always there.</summary>
/// <param name="Severity">note, warning or serious.</param>
/// <param name="Code">A stable name.</param>
/// <param name="Subject">What it is about.</param>
/// <param name="Message">What is the matter.</param>
/// <param name="Remedy">What to do.</param>
/// <param name="Fixable">Whether <c>doctor --fix</c> mends it.</param>
internal sealed record FindingJson(string Severity, string Code, string Subject, string Message, string Remedy, bool Fixable)
{
    public static string Write(IEnumerable<Finding> findings)
        => JsonSerializer.Serialize([.. findings.Select(Of)], FindingsJson.Default.FindingJsonArray) + "\n";

    public static FindingJson Of(Finding finding) => new(
        finding.Severity.ToString().ToLowerInvariant(), finding.Code, finding.Subject, finding.Message, CommandSpelling.Spell(
            finding.Remedy), finding.Fix is not null);
}

[JsonSerializable(typeof(FindingJson[]))]
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, WriteIndented = true)]
internal sealed partial class FindingsJson : JsonSerializerContext;
