using System.Text;
using System.Text.Json.Nodes;

namespace IamSorry.LocalAws;

/// <summary>
/// Bedrock's control plane, as far as it is asked, and of its runtime what a call meets before a model runs: rights, whether the
/// model is enabled, how it is called, whether the body makes sense.
/// </summary>
internal static class BedrockService
{
    /// <summary>The operation that a request asks for; null where it is none of Bedrock's.</summary>
    public static string? OperationOf(string method, string path) => (method, path.Split('/')) switch
    {
        ("GET", ["", "foundation-models"]) => "ListFoundationModels",
        ("GET", ["", "inference-profiles"]) => "ListInferenceProfiles",
        ("GET", ["", "foundation-model-availability", _]) => "GetFoundationModelAvailability",
        ("POST", ["", "model", _, "invoke"]) => "InvokeModel",
        _ => null,
    };

    public static Reply Answer(
        AwsAccount account, LocalBedrock bedrock, Caller caller, RawRequest request, string region, string requestId)
    {
        if (bedrock.DisabledRegions.Contains(region))
        {
            throw QueryErrorException.InvalidClientTokenId();
        }

        var call = new BedrockCall(account, bedrock, new Authorizer(account, caller, request), region);
        var body = OperationOf(request.Method, request.Path) switch
        {
            "ListFoundationModels" => call.ListModels(),
            "ListInferenceProfiles" => call.ListProfiles(QueryParameters.Parse(request)),
            "GetFoundationModelAvailability" => call.Availability(Label(request, 2)),
            _ => call.Invoke(Label(request, 2), request.Body),
        };
        return new Reply(200, Encoding.UTF8.GetBytes(body.ToJsonString()), requestId) { ContentType = "application/json" };
    }

    /// <summary>An error in the form of rest-json services, which spell some codes in another way than IAM and STS.</summary>
    public static Reply Error(string requestId, QueryErrorException error)
    {
        var code = error.Code switch
        {
            "AccessDenied" => "AccessDeniedException",
            "ExpiredToken" => "ExpiredTokenException",
            "InvalidClientTokenId" => "UnrecognizedClientException",
            "SignatureDoesNotMatch" => "InvalidSignatureException",
            "IncompleteSignature" => "IncompleteSignatureException",
            "Throttling" => "ThrottlingException",
            "InternalFailure" => "InternalServerException",
            _ => error.Code,
        };
        return new Reply(
            error.Status, Encoding.UTF8.GetBytes(new JsonObject { ["message"] = error.Message }.ToJsonString()), requestId, code)
        { ContentType = "application/json", ErrorType = $"{code}:http://internal.amazon.com/coral/com.amazon.bedrock/" };
    }

    private static string Label(RawRequest request, int at) => Uri.UnescapeDataString(request.Path.Split('/')[at]);
}
