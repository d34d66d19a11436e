using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using IamSorry.Credentials;

namespace IamSorry.Aws.Signing;

// Specification card: AWS Signature Version 4, AWS4-HMAC-SHA256 (IAM User Guide, "Create a signed AWS API request"). HMAC-SHA256
// of the string to sign under a key derived by four more: date, region, service, "aws4_request". Every service but S3 encodes the
// path of the canonical request once more than it is sent. Compared with botocore's signer and with AWS's own test suite.

/// <summary>What a signature is good for: a service in a region, for some minutes round a moment.</summary>
/// <param name="Region">The region that is signed for.</param>
/// <param name="Service">The service's signing name, such as <c>bedrock</c>.</param>
/// <param name="Time">When it is signed, by this machine's clock.</param>
internal sealed record SigningScope(string Region, string Service, DateTimeOffset Time)
{
    /// <summary>The moment as it is signed: <c>20261125T093000Z</c>.</summary>
    public string Timestamp => Time.UtcDateTime.ToString("yyyyMMdd'T'HHmmss'Z'", CultureInfo.InvariantCulture);

    /// <summary>The day of it.</summary>
    public string Date => Timestamp[..8];

    /// <summary>What stands behind the key id in a credential.</summary>
    public override string ToString() => $"{Date}/{Region}/{Service}/aws4_request";
}

/// <summary>Canonical request, string to sign, signature: the same for signed headers and for presigned links.</summary>
internal static class SigV4
{
    public const string Algorithm = "AWS4-HMAC-SHA256";

    /// <summary>The hash of a body, in hexadecimal digits.</summary>
    public static string Hash(ReadOnlySpan<byte> body) => Convert.ToHexStringLower(SHA256.HashData(body));

    /// <summary>The canonical form of a path: what was sent, each part encoded once more.</summary>
    /// <param name="sent">The path as it stands in the request, encoded.</param>
    public static string CanonicalPath(string sent)
        => sent.Length == 0 ? "/" : string.Join('/', sent.Split('/').Select(Uri.EscapeDataString));

    /// <summary>The canonical form of a query: names and values encoded, in the order of their bytes.</summary>
    public static string CanonicalQuery(IEnumerable<KeyValuePair<string, string>> query) => string.Join('&', query
        .Select(pair => (Name: Uri.EscapeDataString(pair.Key), Value: Uri.EscapeDataString(pair.Value)))
        .OrderBy(pair => pair.Name, StringComparer.Ordinal).ThenBy(pair => pair.Value, StringComparer.Ordinal)
        .Select(pair => $"{pair.Name}={pair.Value}"));

    /// <summary>The names of the headers that are signed, as a request tells them.</summary>
    public static string SignedHeaders(IEnumerable<KeyValuePair<string, string>> headers)
        => string.Join(';', Ordered(headers).Select(header => header.Key));

    /// <summary>All that a signature covers.</summary>
    /// <param name="method">Such as GET.</param>
    /// <param name="path">By <see cref="CanonicalPath"/>.</param>
    /// <param name="query">By <see cref="CanonicalQuery"/>.</param>
    /// <param name="headers">The headers to sign, <c>host</c> among them.</param>
    /// <param name="bodyHash">By <see cref="Hash"/>.</param>
    public static string CanonicalRequest(
        string method, string path, string query, IReadOnlyList<KeyValuePair<string, string>> headers, string bodyHash)
    {
        var lines = string.Concat(Ordered(headers).Select(header => $"{header.Key}:{header.Value.Trim()}\n"));
        return string.Join('\n', method, path, query, lines, SignedHeaders(headers), bodyHash);
    }

    /// <summary>The signature of a canonical request, in hexadecimal digits.</summary>
    public static string Sign(AccessKey key, SigningScope scope, string canonicalRequest)
    {
        var toSign = string.Join(
            '\n', Algorithm, scope.Timestamp, scope.ToString(), Hash(Encoding.UTF8.GetBytes(canonicalRequest)));

        // what is derived signs for a day: it goes when the signature is made
        var derived = Encoding.UTF8.GetBytes("AWS4" + key.Secret);
        foreach (var part in (string[])[scope.Date, scope.Region, scope.Service, "aws4_request"])
        {
            var next = HMACSHA256.HashData(derived, Encoding.UTF8.GetBytes(part));
            CryptographicOperations.ZeroMemory(derived);
            derived = next;
        }

        var signature = Convert.ToHexStringLower(HMACSHA256.HashData(derived, Encoding.UTF8.GetBytes(toSign)));
        CryptographicOperations.ZeroMemory(derived);
        return signature;
    }

    private static IEnumerable<KeyValuePair<string, string>> Ordered(IEnumerable<KeyValuePair<string, string>> headers)
        => headers.Select(header => KeyValuePair.Create(header.Key.ToLowerInvariant(), header.Value))
            .OrderBy(header => header.Key, StringComparer.Ordinal);
}
