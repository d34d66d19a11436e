using Microsoft.AspNetCore.Http.Features;

namespace IamSorry.LocalAws;

/// <summary>A request as it came over the wire: what SigV4 is computed from.</summary>
internal sealed record RawRequest(
    string Method, string Path, string Query, IHeaderDictionary Headers, byte[] Body, string SourceIp)
{
    public static async Task<RawRequest> ReadAsync(HttpContext http)
    {
        // RawTarget, not Request.Path: the latter is already decoded, and the signature covers what was sent.
        var target = http.Features.GetRequiredFeature<IHttpRequestFeature>().RawTarget.Split('?', 2);
        using var body = new MemoryStream();
        await http.Request.Body.CopyToAsync(body, http.RequestAborted);
        return new RawRequest(
            http.Request.Method,
            target[0],
            target.Length > 1 ? target[1] : "",
            http.Request.Headers,
            body.ToArray(),
            http.Connection.RemoteIpAddress?.ToString() ?? "127.0.0.1");
    }

    /// <summary>The value of a header that must not be repeated; null when missing.</summary>
    public string? Header(string name) => Headers[name] is [{ } only] ? only : null;
}
