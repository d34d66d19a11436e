using System.Net;
using System.Xml;
using Amazon.Runtime;
using Amazon.Runtime.Internal;
using IamSorry.Errors;

namespace IamSorry.Aws;

/// <summary>
/// Turns what the SDK throws into what the user can act on. AWS's own text is handed on only for codes whose text is known to
/// hold no secret: the text of a signature error quotes the whole signed request, session token included.
/// </summary>
/// <param name="watch">Makes the calls; its endpoint is named when it cannot be reached.</param>
internal sealed class AwsErrors(CallWatch watch)
{
    private const int MaxDetail = 400;

    /// <summary>Runs one call and translates its failure.</summary>
    /// <param name="operation">The API operation.</param>
    /// <param name="call">Makes the call, until its token ends.</param>
    /// <param name="cancellation">Told apart from time-outs.</param>
    /// <param name="repeatable">False when the call must not be made twice: a lost reply is then a
    /// <see cref="LostReplyException"/>.</param>
    public async Task<T> TranslateAsync<T>(
        string operation, Func<CancellationToken, Task<T>> call, CancellationToken cancellation, bool repeatable = true)
    {
        try
        {
            return await watch.RunAsync(operation, call, cancellation);
        }
        catch (AmazonServiceException error) when (!string.IsNullOrEmpty(error.ErrorCode) && IsAnswer(error, repeatable))
        {
            throw Refusal(operation, error);
        }
        catch (Exception error) when (error is OperationCanceledException && cancellation.IsCancellationRequested)
        {
            throw;
        }
        catch (Exception error) when (error is not IamSorryException)
        {
            // over a reply of another shape the SDK throws what it happens to throw: an ArgumentException, say, where an
            // element is repeated
            throw NoAnswer(operation, error, repeatable);
        }
    }

    // a 5xx may come after the work was done, so for a call that must not run twice it is no answer
    private static bool IsAnswer(AmazonServiceException error, bool repeatable)
        => repeatable || (int)error.StatusCode is >= 400 and < 500 || IsTurnedAway(error.ErrorCode);

    /// <summary>Whether AWS turned the call away unread because of too many calls.</summary>
    public static bool IsThrottling(string? code) => code is "Throttling" or "ThrottlingException" or "ThrottledException"
        or "RequestLimitExceeded" or "RequestThrottled" or "RequestThrottledException" or "TooManyRequestsException"
        or "TooManyRequests" or "SlowDown" or "PriorRequestNotComplete";

    /// <summary>
    /// The codes by which IAM turns a call away because another change of the same user is not done yet: nothing was done.
    /// </summary>
    public static IReadOnlyList<string> BusyCodes { get; } =
    [
        "ConcurrentModification", "ConcurrentModificationException", "EntityTemporarilyUnmodifiable",
        "EntityTemporarilyUnmodifiableException",
    ];

    /// <summary>Whether AWS turned the call away without doing anything, so that it may be sent again.</summary>
    public static bool IsTurnedAway(string? code) => IsThrottling(code) || BusyCodes.Contains(code);

    private static AwsException Refusal(string operation, AmazonServiceException error)
    {
        (string message, Remedy? remedy) = error.ErrorCode switch
        {
            "InvalidClientTokenId" or "UnrecognizedClientException" or "InvalidAccessKeyId" => (
                "AWS does not know the access key",
                "the key was deleted, is inactive, or belongs to another partition (check the profile's region); a key made "
                + "seconds ago is not known everywhere yet: try again in half a minute"),
            "SignatureDoesNotMatch" or "IncompleteSignature" or "InvalidSignatureException" => (
                "AWS does not accept the signature",
                "the secret access key is not the one of this key id, or the clock of this machine is wrong: check `date -u`"),
            "RequestExpired" or "RequestTimeTooSkewed" => (
                "AWS finds the request too old", "the clock of this machine is wrong: check `date -u`"),
            "ExpiredToken" or "ExpiredTokenException"
                => ("the session has expired", new Remedy("renew it", new OurCommand.Mint("PROFILE"))),
            "AccessDenied" or "AccessDeniedException" => ($"AWS denies it: {Detail(error)}", Allowing(operation, error)),
            "OptInRequired" or "RegionDisabledException" => (
                $"AWS denies it: {Detail(error)}", "the account or the region is not enabled: use another region in the profile"),
            _ when BusyCodes.Contains(error.ErrorCode) => (
                "AWS has not finished an earlier change of the same user (after several retries)", "try again in a minute"),
            _ when IsThrottling(error.ErrorCode) => (
                "AWS is throttling this account (after several retries)", "try again in a minute"),
            "ServiceUnavailable" or "ServiceFailure" or "InternalFailure" or "InternalError" => (
                "AWS has an internal error (after several retries)", "try again in a minute"),
            _ => ($"{TerminalText.OneLine(error.ErrorCode, MaxDetail)}: {Detail(error)}", null),
        };

        // the SDK's exception carries AWS's text, which of a signature error is the whole signed request
        var cause = error.ErrorCode.Contains("Signature", StringComparison.OrdinalIgnoreCase) ? null : error;
        return new AwsException(
            operation, error.ErrorCode, $"{operation}: {message}", remedy, error.RequestId, error.StatusCode, cause);
    }

    // an Allow helps only where none is; who asks for a session needs none
    private static Remedy Allowing(string operation, AmazonServiceException error)
    {
        var text = error.Message ?? "";
        var needsNone = operation is "GetSessionToken" or "GetCallerIdentity";
        if (!needsNone && !text.Contains("explicit deny", StringComparison.OrdinalIgnoreCase))
        {
            return new Remedy("ask your admin to attach the manager policy", new OurCommand.Policy("PREFIX"));
        }

        var where = DenyingPolicies.FirstOrDefault(kind => text.Contains(kind, StringComparison.OrdinalIgnoreCase));
        return where is null or "identity-based policy"
            ? "a Deny forbids it, and no Allow helps against one: ask your admin which rule it is (one about MFA or networks, "
                + "perhaps)"
            : $"a Deny in a {where} forbids it, and no Allow helps against one: ask whoever writes it in your organization";
    }

    private static readonly string[] DenyingPolicies =
    [
        "service control policy", "resource control policy", "permissions boundary", "session policy", "identity-based policy",
    ];

    private IamSorryException NoAnswer(string operation, Exception error, bool repeatable)
    {
        var host = AwsEndpoints.Describe(watch.Endpoint);
        var unreadable = error is AmazonUnmarshallingException
            || error.InnerException is XmlException or AmazonUnmarshallingException
            || error is not (
                AmazonClientException or AmazonServiceException or HttpRequestException or IOException or WebException
                or OperationCanceledException or TimeoutException);
        var (message, remedy) = (StatusOf(error), unreadable) switch
        {
            ({ FromTunnel: true, Status: var status }, _) => (
                $"no answer from {host} (the proxy answers HTTP {status})",
                status == 407
                    ? "the proxy wants a name and a password: set HTTPS_PROXY to http://NAME:PASSWORD@HOST:PORT"
                    : "check HTTPS_PROXY, and whether the proxy lets this host through"),
            ({ Status: >= 500 and var status }, _) => (
                $"{host} answers HTTP {status} and no error of AWS{(repeatable ? " (after several retries)" : "")}",
                "try again in a minute; if it stays, a proxy may be answering in place of AWS: check AWS_ENDPOINT_URL and "
                + "HTTPS_PROXY"),
            ({ Status: >= 400 and var status }, _) => (
                $"{host} answers HTTP {status} and no error of AWS", SomebodyElse),
            (_, true) => ($"the reply of {host} cannot be understood", SomebodyElse),
            _ => ($"no answer from {host} ({Reason(error)})", Help(error)),
        };
        message = $"{operation}: {message}";
        return repeatable
            ? new IamSorryException(message, remedy, error)
            : new LostReplyException(operation, message, remedy, error);
    }

    private const string SomebodyElse
        = "a proxy or another service may be answering in place of AWS: check AWS_ENDPOINT_URL and HTTPS_PROXY";

    private static string Help(Exception error)
        => Causes(error).Any(
            cause => cause is HttpRequestException { HttpRequestError: HttpRequestError.SecureConnectionError })
            ? "a proxy that opens TLS has an authority of its own: set AWS_CA_BUNDLE to the PEM file of it, or check "
                + "AWS_ENDPOINT_URL"
            : "check the network, the profile's region, AWS_ENDPOINT_URL and HTTPS_PROXY";

    // the HTTP status of what was answered, and whether a proxy answered it in place of a connection
    private static (int Status, bool FromTunnel)? StatusOf(Exception error)
    {
        foreach (var cause in Causes(error))
        {
            switch (cause)
            {
                case HttpRequestException { StatusCode: { } tunnel, HttpRequestError: HttpRequestError.ProxyTunnelError }:
                    return ((int)tunnel, true);
                case AmazonServiceException { StatusCode: >= HttpStatusCode.BadRequest and var status }:
                    return ((int)status, false);
                case HttpErrorResponseException { Response.StatusCode: >= HttpStatusCode.BadRequest and var status }:
                    return ((int)status, false);
            }
        }

        return null;
    }

    private static IEnumerable<Exception> Causes(Exception error)
    {
        for (Exception? cause = error; cause is not null; cause = cause.InnerException)
        {
            yield return cause;
        }
    }

    private string Reason(Exception error)
    {
        foreach (var cause in Causes(error))
        {
            if (cause is HttpRequestException { HttpRequestError: not HttpRequestError.Unknown } http)
            {
                return http.HttpRequestError switch
                {
                    HttpRequestError.NameResolutionError => "its name cannot be resolved",
                    HttpRequestError.ConnectionError => "it cannot be connected to",
                    HttpRequestError.SecureConnectionError => "its certificate is not accepted",
                    _ => "the connection broke",
                };
            }

            if (cause is OperationCanceledException or TimeoutException)
            {
                return $"timed out after {watch.Limit.TotalSeconds:0} s";
            }
        }

        return "the connection broke";
    }

    // one line, without control characters: the text came over the network and goes to a terminal
    private static string Detail(AmazonServiceException error)
        => error.Message?.Contains("x-amz-", StringComparison.OrdinalIgnoreCase) == true
            ? "AWS's text quotes the signed request and is not shown"
            : TerminalText.OneLine(error.Message ?? "", MaxDetail);
}
