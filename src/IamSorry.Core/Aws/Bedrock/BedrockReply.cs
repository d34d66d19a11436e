using System.Text.Json;
using Amazon.Runtime;

namespace IamSorry.Aws.Bedrock;

// Specification card: botocore 1.43.11, bedrock/2023-04-20, protocol rest-json: the error's code stands in the header
// x-amzn-ErrorType (behind it perhaps ":" and an address), its text in "message". inferenceTypesSupported names ON_DEMAND where
// a model is called by its id; without it, an inference profile or provisioned throughput is what calls it.

/// <summary>What Bedrock replies. A reply of another shape is a <see cref="FormatException"/>.</summary>
internal static class BedrockReply
{
    public static IReadOnlyList<FoundationModel> Models(JsonElement reply) =>
    [
        .. from model in List(reply, "modelSummaries")
           select new FoundationModel(
               Text(model, "modelId") ?? throw new FormatException("a model without an id"),
               Text(model, "providerName") ?? "",
               Words(model, "inferenceTypesSupported").Contains("ON_DEMAND"),
               !model.TryGetProperty("modelLifecycle", out var life) || Text(life, "status") is null or "ACTIVE",
               Words(model, "outputModalities").Contains("TEXT")),
    ];

    public static (IReadOnlyList<InferenceProfile> Profiles, string? Next) Profiles(JsonElement reply) =>
    (
        [
            .. from profile in List(reply, "inferenceProfileSummaries")
               select new InferenceProfile(
                   Text(profile, "inferenceProfileId") ?? throw new FormatException("an inference profile without an id"),
                   Text(profile, "inferenceProfileArn") ?? "",
                   [
                       .. List(profile, "models").Select(model => Text(model, "modelArn")).OfType<string>()
                           .Select(arn => arn[(arn.LastIndexOf('/') + 1)..]).Distinct(StringComparer.Ordinal),
                   ]),
        ],
        Text(reply, "nextToken"));

    public static ModelAvailability Availability(JsonElement reply) => new(
        reply.TryGetProperty("agreementAvailability", out var agreement) ? Text(agreement, "status") ?? "" : "",
        Text(reply, "authorizationStatus") == "AUTHORIZED",
        Text(reply, "entitlementAvailability") == "AVAILABLE",
        Text(reply, "regionAvailability") == "AVAILABLE");

    /// <summary>A refusal, in the form that the SDK's clients throw theirs in.</summary>
    public static AmazonServiceException Refusal(HttpResponseMessage reply, byte[] body)
    {
        var code = Header(reply, "x-amzn-ErrorType")?.Split(':')[0];
        var message = "";
        try
        {
            using var json = JsonDocument.Parse(body);
            message = Text(json.RootElement, "message") ?? Text(json.RootElement, "Message") ?? "";
            code ??= Text(json.RootElement, "__type")?.Split('#')[^1];
        }
        catch (JsonException)
        {
            // somebody else answered: the status is all that is known
        }

        return new AmazonServiceException(
            message, ErrorType.Unknown, code ?? "", Header(reply, "x-amzn-RequestId") ?? "", reply.StatusCode);
    }

    private static string? Header(HttpResponseMessage reply, string name)
        => reply.Headers.TryGetValues(name, out var values) ? values.FirstOrDefault() : null;

    private static string? Text(JsonElement element, string name)
        => element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out var value)
            && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    private static JsonElement[] List(JsonElement element, string name)
        => element.ValueKind != JsonValueKind.Object ? throw new FormatException("not an object")
            : element.TryGetProperty(name, out var list) && list.ValueKind == JsonValueKind.Array ? [.. list.EnumerateArray()]
            : [];

    private static IReadOnlyList<string> Words(JsonElement element, string name)
        => [.. List(element, name).Where(word => word.ValueKind == JsonValueKind.String).Select(word => word.GetString()!)];
}
