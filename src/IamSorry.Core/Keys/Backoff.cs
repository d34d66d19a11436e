namespace IamSorry.Keys;

/// <summary>Waits that grow by half, from half a second to four, until a patience is used up.</summary>
internal sealed class Backoff(TimeProvider clock, TimeSpan patience)
{
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(4);
    private readonly long _start = clock.GetTimestamp();
    private TimeSpan _next = TimeSpan.FromSeconds(0.5);

    public TimeSpan Elapsed => clock.GetElapsedTime(_start);

    public bool IsOver => Elapsed >= patience;

    public async Task WaitAsync(CancellationToken cancellation)
    {
        await Task.Delay(_next, clock, cancellation);
        _next = TimeSpan.FromTicks(Math.Min(Longest.Ticks, _next.Ticks * 3 / 2));
    }
}
