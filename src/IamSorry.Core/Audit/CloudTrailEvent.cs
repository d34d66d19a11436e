namespace IamSorry.Audit;

/// <summary>A call as CloudTrail recorded it, as far as it can be compared with ours.</summary>
/// <param name="RequestId">The id of the request.</param>
/// <param name="Time">When, UTC; null where it does not say.</param>
/// <param name="Operation">Such as <c>CreateAccessKey</c>.</param>
public sealed record CloudTrailEvent(string RequestId, DateTimeOffset? Time, string Operation)
{
    /// <summary>The IAM user that made the call, where one did.</summary>
    public string? Caller { get; init; }

    /// <summary>The IAM user it was done to, where it names one.</summary>
    public string? User { get; init; }

    /// <summary>Where the call came from.</summary>
    public string? SourceAddress { get; init; }

    /// <summary>AWS's error code; null where it was done.</summary>
    public string? Error { get; init; }
}
