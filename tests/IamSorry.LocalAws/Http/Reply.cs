namespace IamSorry.LocalAws;

/// <summary>A reply, ready to be sent.</summary>
internal sealed record Reply(int Status, byte[] Body, string RequestId, string? ErrorCode = null)
{
    public string ContentType { get; init; } = "text/xml";

    /// <summary>What Content-Length claims; the body's own length unless a fault lies about it.</summary>
    public int ClaimedLength { get; init; } = Body.Length;
}
