using System.Security.Cryptography;
using System.Text.RegularExpressions;

namespace IamSorry.LocalAws;

/// <summary>
/// The canonical request of SigV4: method, URI, query, headers, names of the signed headers, SHA-256 of the body. Built from what
/// arrived, so any change on the way (a header, the order of parameters, one byte of the body) gives another signature.
/// </summary>
internal static partial class CanonicalRequest
{
    public static string Build(RawRequest request, IReadOnlyList<string> signedHeaders)
    {
        var names = signedHeaders.Order(StringComparer.Ordinal).ToArray();
        var headers = string.Concat(names.Select(name => $"{name}:{HeaderValue(request, name)}\n"));
        var payload = Convert.ToHexStringLower(SHA256.HashData(request.Body));
        return string.Join(
            '\n', request.Method, CanonicalPath(request.Path), Query(request.Query), headers, string.Join(';', names), payload);
    }

    // Every service but S3 encodes the path a second time.
    private static string CanonicalPath(string path) => string.Join('/', path.Split('/').Select(Uri.EscapeDataString));

    private static string Query(string query)
    {
        var pairs = from pair in QueryParameters.Split(query)
                    select (Name: Uri.EscapeDataString(pair.Name), Value: Uri.EscapeDataString(pair.Value));
        return string.Join(
            '&', pairs.OrderBy(pair => pair.Name, StringComparer.Ordinal).ThenBy(pair => pair.Value, StringComparer.Ordinal)
            .Select(pair => $"{pair.Name}={pair.Value}"));
    }

    private static string HeaderValue(RawRequest request, string name)
    {
        if (!request.Headers.TryGetValue(name, out var values))
        {
            throw QueryErrorException.SignatureDoesNotMatch($"The signed header '{name}' is not in the request.");
        }

        return string.Join(',', values.Select(value => Spaces().Replace((value ?? "").Trim(), " ")));
    }

    [GeneratedRegex(" +", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Spaces();
}
