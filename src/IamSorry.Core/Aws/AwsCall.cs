namespace IamSorry.Aws;

/// <summary>A call that changes something in AWS or hands out credentials, once its outcome is known. Holds no secret.</summary>
/// <param name="Operation">The API operation, such as <c>CreateAccessKey</c>.</param>
/// <param name="SignerKeyId">The id of the access key that signed it.</param>
/// <param name="Parameters">What was asked for, such as <c>UserName</c>; policy documents left out.</param>
/// <param name="CreatedKeyId">The id of the access key or session that the reply holds, or null.</param>
/// <param name="RequestId">As in the reply, for CloudTrail; null where there was none.</param>
/// <param name="Error">AWS's error code, <c>NoReply</c> where none came back, or null when it was done.</param>
public sealed record AwsCall(
    string Operation,
    string SignerKeyId,
    IReadOnlyList<KeyValuePair<string, string>> Parameters,
    string? CreatedKeyId,
    string? RequestId,
    string? Error)
{
    /// <summary>The code of a call that was sent and got no reply: whether it was carried out is unknown.</summary>
    public const string NoReply = "NoReply";

    /// <summary>A parameter's value, or null.</summary>
    public string? Parameter(string name) => Parameters.FirstOrDefault(each => each.Key == name).Value;
}
