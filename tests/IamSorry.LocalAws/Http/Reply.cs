namespace IamSorry.LocalAws;

/// <summary>A reply, ready to be sent.</summary>
internal sealed record Reply(int Status, byte[] Body, string RequestId, string? ErrorCode = null)
{
    public string ContentType { get; init; } = "text/xml";

    /// <summary>What the header <c>x-amzn-ErrorType</c> says, or null: services of another protocol tell it there.</summary>
    public string? ErrorType { get; init; }

    /// <summary>What Content-Length claims; the body's own length unless a fault lies about it.</summary>
    public int ClaimedLength { get; init; } = Body.Length;
}
