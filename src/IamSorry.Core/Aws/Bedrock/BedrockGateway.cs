using System.Net;
using System.Text.Json;
using Amazon.Runtime;
using IamSorry.Aws.Signing;

namespace IamSorry.Aws.Bedrock;

/// <summary>Bedrock's control plane and runtime over HTTP: four reads in all, too few for a package of the SDK.</summary>
/// <param name="endpoint">The control plane.</param>
/// <param name="runtime">The runtime.</param>
/// <param name="signer">Signs for both: they share a signing name.</param>
/// <param name="http">Sends.</param>
/// <param name="errors">Translates, for each of the two hosts.</param>
/// <param name="clock">What is signed for, and waited on.</param>
internal sealed class BedrockGateway(
    Uri endpoint, Uri runtime, RequestSigner signer, HttpClient http, Func<Uri, AwsErrors> errors, TimeProvider clock)
    : IBedrockGateway
{
    private const int Tries = 3;

    private static readonly TimeSpan FirstWait = TimeSpan.FromMilliseconds(250);

    // no model takes it, and it is not empty
    private static readonly byte[] NoJson = "?"u8.ToArray();

    public Uri Endpoint => endpoint;

    public DateTimeOffset? ServerTime { get; private set; }

    public async Task<IReadOnlyList<FoundationModel>> ListModelsAsync(CancellationToken cancellation)
        => await GetAsync("ListFoundationModels", "/foundation-models", [], BedrockReply.Models, cancellation);

    public async Task<IReadOnlyList<InferenceProfile>> ListProfilesAsync(CancellationToken cancellation)
    {
        var profiles = new List<InferenceProfile>();
        for (string? next = null; ;)
        {
            KeyValuePair<string, string>[] query = [
                new("maxResults", "1000"), .. next is null ? [] : new KeyValuePair<string, string>[] { new("nextToken", next) }];
            (var page, next) = await GetAsync(
                "ListInferenceProfiles", "/inference-profiles", query, BedrockReply.Profiles, cancellation);
            profiles.AddRange(page);
            if (next is null)
            {
                return profiles;
            }
        }
    }

    public Task<ModelAvailability> GetAvailabilityAsync(string modelId, CancellationToken cancellation)
        => GetAsync(
            "GetFoundationModelAvailability", $"/foundation-model-availability/{Uri.EscapeDataString(modelId)}", [],
            BedrockReply.Availability, cancellation);

    public Task ProbeAsync(string id, CancellationToken cancellation)
        => SendAsync(
            "InvokeModel", runtime, HttpMethod.Post, $"/model/{Uri.EscapeDataString(id)}/invoke", [], NoJson,
            static _ => true, cancellation);

    private Task<T> GetAsync<T>(
        string operation, string path, IReadOnlyList<KeyValuePair<string, string>> query, Func<JsonElement, T> read,
        CancellationToken cancellation)
        => SendAsync(operation, endpoint, HttpMethod.Get, path, query, null, body =>
        {
            using var json = JsonDocument.Parse(body);
            return read(json.RootElement);
        }, cancellation);

    private Task<T> SendAsync<T>(
        string operation, Uri host, HttpMethod method, string path, IReadOnlyList<KeyValuePair<string, string>> query,
        byte[]? body, Func<byte[], T> read, CancellationToken cancellation)
        => errors(host).TranslateAsync(
            operation,
            async token =>
            {
                for (var left = Tries - 1; ; left--)
                {
                    using var request = signer.Request(method, host, path, query, body, clock.GetUtcNow());
                    using var reply = await http.SendAsync(request, token);
                    ServerTime = reply.Headers.Date ?? ServerTime;
                    var answer = await reply.Content.ReadAsByteArrayAsync(token);
                    if (reply.IsSuccessStatusCode)
                    {
                        return read(answer);
                    }

                    var refusal = BedrockReply.Refusal(reply, answer);
                    if (left == 0 || !MayPass(refusal))
                    {
                        throw refusal;
                    }

                    await Task.Delay(FirstWait * (Tries - left), clock, token);
                }
            },
            cancellation);

    private static bool MayPass(AmazonServiceException refusal)
        => AwsErrors.IsThrottling(refusal.ErrorCode) || refusal.StatusCode >= HttpStatusCode.InternalServerError;
}
