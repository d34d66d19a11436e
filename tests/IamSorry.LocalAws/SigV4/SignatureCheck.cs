using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;

namespace IamSorry.LocalAws;

/// <summary>
/// Verifies SigV4 (AWS4-HMAC-SHA256) as IAM, STS and Bedrock do: scope, date, signed headers, then the signature itself.
/// </summary>
internal static partial class SignatureCheck
{
    private const string DateFormat = "yyyyMMdd'T'HHmmss'Z'";
    private static readonly TimeSpan Tolerance = TimeSpan.FromMinutes(15);

    /// <summary>All that can be checked without the secret; returns the date the request was signed at.</summary>
    public static string CheckScope(RawRequest request, CredentialScope scope, string partition, DateTimeOffset now)
    {
        var date = CheckDate(request, scope, now);
        if (scope.Terminator != "aws4_request")
        {
            throw Mismatch($"Credential should be scoped with a valid terminator: 'aws4_request', not '{scope.Terminator}'.");
        }

        var isBedrock = BedrockService.OperationOf(request.Method, request.Path) is not null;
        if (isBedrock ? scope.Service != "bedrock" : scope.Service is not ("iam" or "sts" or "sns"))
        {
            throw Mismatch(
                $"Credential should be scoped to correct service: {(isBedrock ? "'bedrock'" : "'iam' or 'sts'")}, not "
                + $"'{scope.Service}'.");
        }

        if (scope.Service == "iam" ? scope.Region != IamRegion(partition) : !RegionName().IsMatch(scope.Region))
        {
            throw Mismatch($"Credential should be scoped to a valid region, not '{scope.Region}'.");
        }

        foreach (var needed in request.Headers.Keys.Select(name => name.ToLowerInvariant()).Where(MustBeSigned))
        {
            if (!scope.SignedHeaders.Contains(needed, StringComparer.Ordinal))
            {
                throw Mismatch($"'{needed}' must be a 'SignedHeader' in the AWS Authorization.");
            }
        }

        return date;
    }

    /// <summary>Whether the signature was made with this secret over this very request.</summary>
    /// <exception cref="QueryErrorException">It was not; the message is always the same.</exception>
    public static void Check(RawRequest request, CredentialScope scope, string date, string secret)
    {
        var canonical = SHA256.HashData(Encoding.UTF8.GetBytes(CanonicalRequest.Build(request, scope.SignedHeaders)));
        var toSign = $"{CredentialScope.Algorithm}\n{date}\n{scope.Text}\n{Convert.ToHexStringLower(canonical)}";
        var key = Encoding.UTF8.GetBytes("AWS4" + secret);
        foreach (var part in (string[])[scope.Date, scope.Region, scope.Service, scope.Terminator])
        {
            key = HMACSHA256.HashData(key, Encoding.UTF8.GetBytes(part));
        }

        var expected = Convert.ToHexStringLower(HMACSHA256.HashData(key, Encoding.UTF8.GetBytes(toSign)));
        if (!CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(expected), Encoding.UTF8.GetBytes(scope.Signature)))
        {
            throw Mismatch("The request signature we calculated does not match the signature you provided. "
                + "Check your AWS Secret Access Key and signing method. Consult the service documentation for details.");
        }
    }

    public static string IamRegion(string partition) => partition switch
    {
        "aws-cn" => "cn-north-1",
        "aws-us-gov" => "us-gov-west-1",
        _ => "us-east-1",
    };

    // The host (else a request could be replayed elsewhere) and every x-amz- header, date and session token among them.
    private static bool MustBeSigned(string header) => header == "host" || header.StartsWith("x-amz-", StringComparison.Ordinal);

    private static string CheckDate(RawRequest request, CredentialScope scope, DateTimeOffset now)
    {
        var date = request.Header("x-amz-date") ?? throw QueryErrorException.IncompleteSignature(
            "Authorization header requires existence of either a 'X-Amz-Date' or a 'Date' header.");
        if (!DateTimeOffset.TryParseExact(
            date, DateFormat, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal,
            out var at))
        {
            throw QueryErrorException.IncompleteSignature($"Date must be in ISO-8601 'basic format'. Got '{date}'.");
        }

        if (!date.StartsWith(scope.Date + "T", StringComparison.Ordinal))
        {
            throw Mismatch(
                $"Date in Credential scope does not match YYYYMMDD from ISO-8601 version of date from HTTP: '{scope.Date}' != "
                + $"'{date[..8]}', from '{date}'.");
        }

        if (at < now - Tolerance)
        {
            throw Mismatch($"Signature expired: {date} is now earlier than {Basic(now - Tolerance)} ({Basic(now)} - 15 min.)");
        }

        return at <= now + Tolerance
            ? date
            : throw Mismatch(
                $"Signature not yet current: {date} is still later than {Basic(now + Tolerance)} ({Basic(now)} + 15 min.)");
    }

    private static string Basic(DateTimeOffset time) => time.ToString(DateFormat, CultureInfo.InvariantCulture);

    private static QueryErrorException Mismatch(string message) => QueryErrorException.SignatureDoesNotMatch(message);

    [GeneratedRegex(@"^[a-z]{2,4}(-[a-z]+)+-\d{1,2}\z", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex RegionName();
}
