using System.Net.Http.Headers;
using IamSorry.Credentials;

namespace IamSorry.Aws.Signing;

/// <summary>Makes requests that are signed by their headers.</summary>
/// <param name="key">Signs.</param>
/// <param name="sessionToken">Goes with a temporary key; null for a permanent one.</param>
/// <param name="service">The signing name of the service.</param>
/// <param name="region">The region to sign for.</param>
internal sealed class RequestSigner(AccessKey key, string? sessionToken, string service, string region)
{
    /// <summary>A signed request.</summary>
    /// <param name="method">Its method.</param>
    /// <param name="endpoint">Scheme, host and port.</param>
    /// <param name="path">Its path, encoded.</param>
    /// <param name="query">Its query, not encoded.</param>
    /// <param name="body">Its body as JSON, or null.</param>
    /// <param name="now">What time it is.</param>
    public HttpRequestMessage Request(
        HttpMethod method, Uri endpoint, string path, IReadOnlyList<KeyValuePair<string, string>> query, byte[]? body,
        DateTimeOffset now)
    {
        var scope = new SigningScope(region, service, now);
        var canonicalQuery = SigV4.CanonicalQuery(query);
        var host = endpoint.IsDefaultPort ? endpoint.Host : endpoint.Authority;
        var request = new HttpRequestMessage(
            method, new Uri($"{endpoint.Scheme}://{endpoint.Authority}{path}{(query.Count > 0 ? "?" + canonicalQuery : "")}"));
        var headers = new List<KeyValuePair<string, string>> { new("host", host), new("x-amz-date", scope.Timestamp) };
        if (sessionToken is not null)
        {
            headers.Add(new("x-amz-security-token", sessionToken));
        }

        foreach (var (name, value) in headers.Skip(1))
        {
            request.Headers.TryAddWithoutValidation(name, value);
        }

        if (body is not null)
        {
            request.Content = new ByteArrayContent(body);
            request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
            headers.Add(new("content-type", "application/json"));
        }

        var canonical = SigV4.CanonicalRequest(
            method.Method, SigV4.CanonicalPath(path), canonicalQuery, headers, SigV4.Hash(body ?? []));
        request.Headers.TryAddWithoutValidation(
            "Authorization",
            $"{SigV4.Algorithm} Credential={key.Id}/{scope}, SignedHeaders={SigV4.SignedHeaders(headers)}, "
            + $"Signature={SigV4.Sign(key, scope, canonical)}");
        return request;
    }
}
