using System.Net;

namespace IamSorry.Errors;

/// <summary>AWS answered a call with an error.</summary>
/// <param name="operation">The API operation, such as <c>CreateAccessKey</c>.</param>
/// <param name="code">The error code of the reply, such as <c>AccessDenied</c>.</param>
/// <param name="message">What failed, as one line.</param>
/// <param name="remedy">What to do about it, or null.</param>
/// <param name="requestId">The request id of the reply, or null when it had none.</param>
/// <param name="status">The HTTP status of the reply.</param>
/// <param name="inner">The exception of the AWS SDK.</param>
public sealed class AwsException(
    string operation, string code, string message, Remedy? remedy, string? requestId, HttpStatusCode status,
        Exception? inner = null)
    : IamSorryException(message, remedy, inner)
{
    /// <summary>The API operation, such as <c>CreateAccessKey</c>.</summary>
    public string Operation { get; } = operation;

    /// <summary>The error code of the reply, such as <c>AccessDenied</c>.</summary>
    public string Code { get; } = code;

    /// <summary>The request id of the reply, or null when it had none.</summary>
    public string? RequestId { get; } = requestId;

    /// <summary>The HTTP status of the reply.</summary>
    public HttpStatusCode Status { get; } = status;

    /// <summary>Whether AWS knows the caller and denies the call.</summary>
    public bool IsAccessDenied => Code is "AccessDenied" or "AccessDeniedException";

    /// <summary>The same answer of AWS, told in words that fit what was going on.</summary>
    public AwsException Explain(string message, Remedy? remedy) => new(Operation, Code, message, remedy, RequestId, Status, this);
}
