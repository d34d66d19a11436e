using System.Text.Json;
using System.Text.Json.Serialization;
using IamSorry.Doctor.Bedrock;

namespace IamSorry.Cli.Output;

/// <summary>What Bedrock lets a session do, as JSON; every field is always there.</summary>
/// <param name="Profile">The profile.</param>
/// <param name="Region">The region that was asked.</param>
/// <param name="Caller">Whose session it is, or null.</param>
/// <param name="Models">The models.</param>
/// <param name="Findings">What is to be said.</param>
internal sealed record BedrockJson(
    string Profile, string Region, string? Caller, IReadOnlyList<ModelJson> Models, IReadOnlyList<FindingJson> Findings)
{
    public static string Write(BedrockReport report) => JsonSerializer.Serialize(
        new BedrockJson(
            report.Profile,
            report.Region,
            report.Caller,
            [
                .. report.Models.Select(model => new ModelJson(
                    model.Id, model.Provider, JsonNamingPolicy.SnakeCaseLower.ConvertName(model.Access.ToString()),
                    model.CalledAs)),
            ],
            [.. report.Findings.Select(FindingJson.Of)]),
        BedrockJsonContext.Default.BedrockJson) + "\n";
}

/// <summary>A model as JSON.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Provider">Who makes it.</param>
/// <param name="Access">unknown, enabled, not_enabled, pending or not_in_region.</param>
/// <param name="CalledAs">The ids that call it here.</param>
internal sealed record ModelJson(string Id, string Provider, string Access, IReadOnlyList<string> CalledAs);

[JsonSerializable(typeof(BedrockJson))]
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, WriteIndented = true)]
internal sealed partial class BedrockJsonContext : JsonSerializerContext;
