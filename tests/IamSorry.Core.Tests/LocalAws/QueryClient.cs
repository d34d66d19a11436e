using System.Globalization;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;
using IamSorry.LocalAws;

namespace IamSorry.Tests.LocalAws;

/// <summary>
/// A hand-made Query-protocol client that can misbehave where the SDK cannot. Its SigV4 is written apart from the server's, from
/// the published steps, so that one mistake cannot hide in both.
/// </summary>
internal sealed class QueryClient(Uri endpoint, string accessKeyId, string secret, string? sessionToken = null) : IDisposable
{
    private readonly HttpClient _http = new();

    public string Region { get; init; } = "us-east-1";

    /// <summary>Service of the credential scope; taken from the action where null.</summary>
    public string? Service { get; init; }

    public DateTimeOffset? Time { get; init; }

    /// <summary>Date of the credential scope, where it shall differ from <see cref="Time"/>.</summary>
    public string? ScopeDate { get; init; }

    public string Terminator { get; init; } = "aws4_request";

    /// <summary>Headers sent without being signed.</summary>
    public IReadOnlyList<string> Unsigned { get; init; } = [];

    /// <summary>Changes the request after it was signed.</summary>
    public Action<HttpRequestMessage>? Tamper { get; init; }

    public static QueryClient For(LocalAwsServer server, AwsAccessKey key) => new(server.Endpoint, key.Id, key.Secret);

    public static QueryClient For(LocalAwsServer server, AwsSession session)
        => new(server.Endpoint, session.AccessKeyId, session.Secret, session.Token);

    public Task<QueryReply> IamAsync(string action, params (string Name, string Value)[] parameters)
        => CallAsync("iam", [("Action", action), ("Version", "2010-05-08"), .. parameters]);

    public Task<QueryReply> StsAsync(string action, params (string Name, string Value)[] parameters)
        => CallAsync("sts", [("Action", action), ("Version", "2011-06-15"), .. parameters]);

    public Task<QueryReply> SnsAsync(string action, params (string Name, string Value)[] parameters)
        => CallAsync("sns", [("Action", action), ("Version", "2010-03-31"), .. parameters]);

    public void Dispose() => _http.Dispose();

    private async Task<QueryReply> CallAsync(string service, IReadOnlyList<(string Name, string Value)> parameters)
    {
        var form = string.Join('&', parameters.Select(p => $"{Uri.EscapeDataString(p.Name)}={Uri.EscapeDataString(p.Value)}"));
        using var request = new HttpRequestMessage(HttpMethod.Post, endpoint);
        request.Content = new ByteArrayContent(Encoding.UTF8.GetBytes(form));
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/x-www-form-urlencoded");
        Sign(request, Service ?? service, form);
        Tamper?.Invoke(request);
        using var response = await _http.SendAsync(request);
        var body = await response.Content.ReadAsStringAsync();
        return new QueryReply((int)response.StatusCode, response.Headers.Date, body);
    }

    private void Sign(HttpRequestMessage request, string service, string form)
    {
        var now = (Time ?? DateTimeOffset.UtcNow).UtcDateTime;
        var date = now.ToString("yyyyMMdd'T'HHmmss'Z'", CultureInfo.InvariantCulture);
        request.Headers.Add("x-amz-date", date);
        var headers = new SortedDictionary<string, string>(
            StringComparer.Ordinal)
        { ["host"] = endpoint.Authority, ["x-amz-date"] = date };
        if (sessionToken is not null)
        {
            request.Headers.Add("x-amz-security-token", sessionToken);
            headers["x-amz-security-token"] = sessionToken;
        }

        foreach (var name in Unsigned)
        {
            headers.Remove(name);
        }

        var scopeDate = ScopeDate ?? date[..8];
        var scope = $"{scopeDate}/{Region}/{service}/{Terminator}";
        var signed = string.Join(';', headers.Keys);
        var canonical = $"POST\n/\n\n{string.Concat(headers.Select(h => $"{h.Key}:{h.Value}\n"))}\n{signed}\n{Hash(form)}";
        var key = Hmac(Hmac(Hmac(Hmac(Encoding.UTF8.GetBytes("AWS4" + secret), scopeDate), Region), service), Terminator);
        var signature = Convert.ToHexStringLower(Hmac(key, $"AWS4-HMAC-SHA256\n{date}\n{scope}\n{Hash(canonical)}"));
        request.Headers.TryAddWithoutValidation(
            "Authorization", $"AWS4-HMAC-SHA256 Credential={accessKeyId}/{scope}, SignedHeaders={signed}, Signature={signature}");
    }

    private static string Hash(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));

    private static byte[] Hmac(byte[] key, string text) => HMACSHA256.HashData(key, Encoding.UTF8.GetBytes(text));
}
