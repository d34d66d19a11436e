namespace IamSorry.LocalAws;

/// <summary>One call as the server saw it. Never holds a secret.</summary>
/// <param name="Service"><c>iam</c>, <c>sts</c> or <c>sns</c>, from the credential scope; empty when the request had
/// none.</param>
/// <param name="Action">Such as <c>CreateUser</c>.</param>
/// <param name="UserName">The caller's user name; null for root, for a role's session and for a caller that was not
/// recognised.</param>
/// <param name="AccessKeyId">The key that signed, or claimed to.</param>
/// <param name="Region">The region of the credential scope.</param>
/// <param name="Parameters">The request's parameters, passwords and codes left out.</param>
/// <param name="Status">The HTTP status; 0 when the connection was dropped.</param>
/// <param name="ErrorCode">The code of an error reply, such as <c>AccessDenied</c>; that of the work when the reply was
/// dropped.</param>
/// <param name="RequestId">As in the reply.</param>
/// <param name="Time">When it arrived, on the server's clock.</param>
public sealed record RecordedCall(
    string Service,
    string Action,
    string? UserName,
    string? AccessKeyId,
    string? Region,
    IReadOnlyDictionary<string, string> Parameters,
    int Status,
    string? ErrorCode,
    string RequestId,
    DateTimeOffset Time)
{
    /// <summary>As <c>local-aws --verbose</c> prints it.</summary>
    public override string ToString() => string.Join(' ', Words().Where(word => word.Length > 0));

    private IEnumerable<string> Words() => [Service, Action, UserName ?? AccessKeyId ?? "-", $"{Status}", ErrorCode ?? ""];
}
