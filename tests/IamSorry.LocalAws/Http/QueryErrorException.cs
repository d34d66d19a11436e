namespace IamSorry.LocalAws;

/// <summary>
/// Ends a call with an error reply of the Query protocol. The codes and statuses are those of the IAM and STS API references.
/// </summary>
internal sealed class QueryErrorException(int status, string code, string message) : Exception(message)
{
    public int Status { get; } = status;

    public string Code { get; } = code;

    public static QueryErrorException AccessDenied(string message) => new(403, "AccessDenied", message);

    public static QueryErrorException DeleteConflict(string message) => new(409, "DeleteConflict", message);

    public static QueryErrorException EntityAlreadyExists(string message) => new(409, "EntityAlreadyExists", message);

    public static QueryErrorException ExpiredToken()
        => new(403, "ExpiredToken", "The security token included in the request is expired");

    public static QueryErrorException IncompleteSignature(string message) => new(403, "IncompleteSignature", message);

    public static QueryErrorException InvalidAction(string action, string version)
        => new(400, "InvalidAction", $"Could not find operation {action} for version {version}");

    public static QueryErrorException InvalidClientTokenId()
        => new(403, "InvalidClientTokenId", "The security token included in the request is invalid.");

    public static QueryErrorException InvalidInput(string message) => new(400, "InvalidInput", message);

    public static QueryErrorException LimitExceeded(string message) => new(409, "LimitExceeded", message);

    public static QueryErrorException MalformedPolicy(string message) => new(400, "MalformedPolicyDocument", message);

    public static QueryErrorException NoSuchEntity(string message) => new(404, "NoSuchEntity", message);

    public static QueryErrorException SignatureDoesNotMatch(string message) => new(403, "SignatureDoesNotMatch", message);

    public static QueryErrorException Validation(string message) => new(400, "ValidationError", message);
}
