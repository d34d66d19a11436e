using System.Text;
using System.Text.Json;
using IamSorry.LocalAws.Authorization;

namespace IamSorry.LocalAws;

/// <summary>
/// As much of Bedrock as shows whether a key is good: InvokeModel of a foundation model, called with a bearer token and answered
/// with
/// nothing. The caller's policies are asked for CallWithBearerToken and for the model.
/// </summary>
internal sealed class BedrockEndpoint(AwsAccount account)
{
    private const string Bearer = "Bearer ";

    public static bool IsFor(HttpRequest request)
        => request.Headers.Authorization is [{ } header] && header.StartsWith(Bearer, StringComparison.Ordinal);

    public (Reply Reply, RecordedCall Call) Answer(RawRequest request)
    {
        var id = Guid.NewGuid().ToString();
        Caller? caller = null;
        string? region = null;
        string? code = null;
        Reply reply;
        try
        {
            lock (account.Gate)
            {
                (caller, region) = new BedrockKeyCheck(account).Verify(request.Header("Authorization")![Bearer.Length..]);
                Authorize(caller, region, Model(request), request);
            }

            reply = Json(200, id, new() { ["content"] = "" });
        }
        catch (QueryErrorException error)
        {
            code = error.Code;
            reply = Json(error.Status, id, new() { ["message"] = error.Message }) with { ErrorCode = code };
        }

        return (reply, new RecordedCall(
            "bedrock", "InvokeModel", caller?.User?.Name, caller?.AccessKeyId, region, new Dictionary<string, string>(),
            reply.Status,
            code, id, account.Now));
    }

    private void Authorize(Caller caller, string region, string model, RawRequest request)
    {
        var authorizer = new Authorizer(account, caller, request);
        void More(RequestContext context)
        {
            context.Add("aws:RequestedRegion", region);
            context.Add("bedrock:BearerTokenType", "SHORT_TERM");
        }

        authorizer.Require("bedrock:CallWithBearerToken", "*", More);
        authorizer.Require(
            "bedrock:InvokeModel", $"arn:{account.Partition}:bedrock:{region}::foundation-model/{model}", More);
    }

    private static string Model(RawRequest request)
        => request.Method == "POST" && request.Path.Split('/') is ["", "model", { Length: > 0 } model, "invoke"]
            ? Uri.UnescapeDataString(model)
            : throw new QueryErrorException(404, "UnknownOperationException", "there is InvokeModel only");

    private static Reply Json(int status, string id, Dictionary<string, string> body)
        => new(status, Encoding.UTF8.GetBytes(JsonSerializer.Serialize(body)), id) { ContentType = "application/json" };
}
