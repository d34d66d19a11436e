using System.Text.Json.Serialization;

namespace IamSorry.Audit;

/// <summary>
/// One call that changed something in AWS or handed out credentials, or tried to: one line of the log. Holds no secret.
/// </summary>
/// <param name="Seq">1 for the first record.</param>
/// <param name="Time">When the outcome was known, UTC.</param>
/// <param name="Command">What iam-sorry was doing, such as <c>mint</c> or <c>rotate</c>.</param>
/// <param name="Operation">The API operation, such as <c>CreateAccessKey</c>.</param>
/// <param name="Account">The account of the signing key, decoded from its id; null where that cannot be done.</param>
/// <param name="SignerKeyId">The id of the access key that signed the call.</param>
/// <param name="Prev">SHA-256 of the line before, in hex; 64 zeros in the first.</param>
public sealed record AuditRecord(
    long Seq, DateTimeOffset Time, string Command, string Operation, string? Account, string SignerKeyId, string Prev)
{
    /// <summary>The IAM user it was done to.</summary>
    public string? User { get; init; }

    /// <summary>The access key (or session) it was done to or that came of it: the id only.</summary>
    public string? KeyId { get; init; }

    /// <summary>Tags given, such as <c>owner</c>.</summary>
    public IReadOnlyDictionary<string, string>? Tags { get; init; }

    /// <summary>The rest of what was asked for, such as <c>Status</c> or <c>PolicyName</c>.</summary>
    public IReadOnlyDictionary<string, string>? Parameters { get; init; }

    /// <summary>As in the reply and in CloudTrail.</summary>
    public string? RequestId { get; init; }

    /// <summary>AWS's error code, <c>NoReply</c> where none came back; null when it was done.</summary>
    public string? Error { get; init; }
}

[JsonSerializable(typeof(AuditRecord))]
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
internal sealed partial class AuditJson : JsonSerializerContext;
