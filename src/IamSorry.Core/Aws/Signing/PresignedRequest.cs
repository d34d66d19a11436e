using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using IamSorry.Credentials;
using IamSorry.Crypto;

namespace IamSorry.Aws.Signing;

// Specification card: AWS Signature Version 4 in query parameters (IAM User Guide, "Authenticating requests")
//   algorithm      AWS4-HMAC-SHA256
//   canonical      METHOD LF "/" LF sorted query LF "host:" HOST LF LF "host" LF SHA-256 of the empty body
//   string to sign algorithm LF date LF DATE/REGION/SERVICE/aws4_request LF SHA-256 of the canonical request
//   key            HMAC chain over "AWS4" secret: day, region, service, "aws4_request"
//   encoding       RFC 3986, unreserved characters alone stay; the date is UTC, whole seconds

/// <summary>
/// A request without a body that whoever has it may send as it is, for a time. It is made here, without the SDK and without a
/// call:
/// a link is text.
/// </summary>
/// <param name="Method">The HTTP method.</param>
/// <param name="Host">Where it goes.</param>
/// <param name="Service">The service that it is signed for.</param>
/// <param name="Region">The region that it is signed for.</param>
public sealed record PresignedRequest(string Method, string Host, string Service, string Region)
{
    /// <summary>The name of the algorithm.</summary>
    public const string Algorithm = "AWS4-HMAC-SHA256";

    /// <summary>What it asks for, in the order in which it is to stand.</summary>
    public IReadOnlyList<(string Name, string Value)> Parameters { get; init; } = [];

    /// <summary>Signs it: the whole address without <c>https://</c>. A bearer secret.</summary>
    /// <param name="session">Who signs.</param>
    /// <param name="at">From when on it is good; fractions of a second are cut off.</param>
    /// <param name="seconds">For how long.</param>
    public string Sign(Session session, DateTimeOffset at, int seconds)
    {
        var date = at.UtcDateTime.ToString("yyyyMMdd'T'HHmmss'Z'", CultureInfo.InvariantCulture);
        var scope = $"{date[..8]}/{Region}/{Service}/aws4_request";
        (string Name, string Value)[] parameters =
        [
            .. Parameters,
            ("X-Amz-Algorithm", Algorithm),
            ("X-Amz-Credential", $"{session.Key.Id}/{scope}"),
            ("X-Amz-Date", date),
            ("X-Amz-Expires", seconds.ToString(CultureInfo.InvariantCulture)),
            ("X-Amz-SignedHeaders", "host"),
            ("X-Amz-Security-Token", session.Token),
        ];
        var canonical = string.Join(
            '\n', Method, "/", Query(Sorted(parameters)), $"host:{Host}", "", "host", Hex(Sha.Hash256([])));
        var toSign = string.Join('\n', Algorithm, date, scope, Hex(Sha.Hash256(Encoding.UTF8.GetBytes(canonical))));
        var signature = Hex(Authenticate(session.Key.Secret, scope, toSign));
        return $"{Host}/?{Query(parameters)}&X-Amz-Signature={signature}";
    }

    private static byte[] Authenticate(string secret, string scope, string text)
    {
        var key = Encoding.UTF8.GetBytes("AWS4" + secret);
        foreach (var part in scope.Split('/'))
        {
            var next = Hmac.Sha256(key, Encoding.UTF8.GetBytes(part));
            CryptographicOperations.ZeroMemory(key);
            key = next;
        }

        try
        {
            return Hmac.Sha256(key, Encoding.UTF8.GetBytes(text));
        }
        finally
        {
            CryptographicOperations.ZeroMemory(key);
        }
    }

    // by the encoded names, byte by byte; no name stands twice here
    private static IEnumerable<(string Name, string Value)> Sorted(IEnumerable<(string Name, string Value)> parameters)
        => parameters.OrderBy(each => Uri.EscapeDataString(each.Name), StringComparer.Ordinal);

    private static string Query(IEnumerable<(string Name, string Value)> parameters) => string.Join(
        '&', parameters.Select(each => $"{Uri.EscapeDataString(each.Name)}={Uri.EscapeDataString(each.Value)}"));

    private static string Hex(byte[] bytes) => Convert.ToHexStringLower(bytes);
}
