using System.Net;
using System.Xml;
using Amazon.Runtime;
using IamSorry.Errors;

namespace IamSorry.Aws;

/// <summary>
/// Turns what the SDK throws into what the user can act on. AWS's own text is handed on only for codes whose text is known to
/// hold no secret: the text of a signature error quotes the whole signed request, session token included.
/// </summary>
/// <param name="endpoint">Named when it cannot be reached.</param>
internal sealed class AwsErrors(Uri endpoint)
{
    private const int MaxDetail = 400;

    /// <summary>Runs one call and translates its failure.</summary>
    /// <param name="operation">The API operation.</param>
    /// <param name="call">Makes the call.</param>
    /// <param name="cancellation">Told apart from the SDK's own time-outs.</param>
    /// <param name="repeatable">False when the call must not be made twice: a lost reply is then a
    /// <see cref="LostReplyException"/>.</param>
    public async Task<T> TranslateAsync<T>(
        string operation, Func<Task<T>> call, CancellationToken cancellation, bool repeatable = true)
    {
        try
        {
            return await call();
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
        => repeatable || (int)error.StatusCode is >= 400 and < 500 || IsThrottling(error.ErrorCode);

    /// <summary>Whether AWS turned the call away unread because of too many calls.</summary>
    public static bool IsThrottling(string? code) => code is "Throttling" or "ThrottlingException" or "RequestLimitExceeded";

    private static AwsException Refusal(string operation, AmazonServiceException error)
    {
        (string message, Remedy? remedy) = error.ErrorCode switch
        {
            "InvalidClientTokenId" or "UnrecognizedClientException" or "InvalidAccessKeyId" => (
                "AWS does not know the access key",
                "the key was deleted, is inactive, or belongs to another partition (check the profile's region)"),
            "SignatureDoesNotMatch" or "IncompleteSignature" or "InvalidSignatureException" => (
                "AWS does not accept the signature",
                "the secret access key is not the one of this key id, or the clock of this machine is wrong: check `date -u`"),
            "RequestExpired" or "RequestTimeTooSkewed" => (
                "AWS finds the request too old", "the clock of this machine is wrong: check `date -u`"),
            "ExpiredToken" or "ExpiredTokenException"
                => ("the session has expired", new Remedy("renew it", new OurCommand.Mint("PROFILE"))),
            "AccessDenied" or "AccessDeniedException" => (
                $"AWS denies it: {Detail(error)}",
                new Remedy("ask your admin to attach the manager policy", new OurCommand.Policy("PREFIX"))),
            "OptInRequired" or "RegionDisabledException" => (
                $"AWS denies it: {Detail(error)}", "the account or the region is not enabled: use another region in the profile"),
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

    private IamSorryException NoAnswer(string operation, Exception error, bool repeatable)
    {
        var unreadable = error is AmazonUnmarshallingException
            || error.InnerException is XmlException or AmazonUnmarshallingException
            || error is not (
                AmazonClientException or AmazonServiceException or HttpRequestException or IOException or WebException
                or OperationCanceledException or TimeoutException);
        var message = unreadable
            ? $"{operation}: the reply of {AwsEndpoints.Describe(endpoint)} cannot be understood"
            : $"{operation}: no answer from {AwsEndpoints.Describe(endpoint)} ({Reason(error)})";
        var remedy = unreadable
            ? "a proxy or another service may be answering in place of AWS: check AWS_ENDPOINT_URL and HTTPS_PROXY"
            : "check the network, the profile's region, AWS_ENDPOINT_URL and HTTPS_PROXY";
        return repeatable
            ? new IamSorryException(message, remedy, error)
            : new LostReplyException(operation, message, remedy, error);
    }

    private static string Reason(Exception error)
    {
        for (var cause = error; cause is not null; cause = cause.InnerException)
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
                return "timed out";
            }
        }

        return error is AmazonServiceException { StatusCode: not default(HttpStatusCode) } service
            ? $"HTTP {(int)service.StatusCode}" : "the connection broke";
    }

    // one line, without control characters: the text came over the network and goes to a terminal
    private static string Detail(AmazonServiceException error)
        => error.Message?.Contains("x-amz-", StringComparison.OrdinalIgnoreCase) == true
            ? "AWS's text quotes the signed request and is not shown"
            : TerminalText.OneLine(error.Message ?? "", MaxDetail);
}
