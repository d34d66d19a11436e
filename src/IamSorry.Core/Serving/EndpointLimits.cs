namespace IamSorry.Serving;

/// <summary>What a client of the endpoint may use up. Any program of any user of the machine can connect to loopback.</summary>
public sealed record EndpointLimits
{
    /// <summary>The largest request line and headers, in bytes.</summary>
    public int RequestSize { get; init; } = 8 * 1024;

    /// <summary>How long a client may take to send its request. One that knows what it wants sends it at once.</summary>
    public TimeSpan RequestTime { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>How long a client may take to read its answer.</summary>
    public TimeSpan ReplyTime { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>How many clients may be connected; one more, and the oldest of those without the token is cut off.</summary>
    public int Clients { get; init; } = 128;
}
