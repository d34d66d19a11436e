using IamSorry.Reporting;

namespace IamSorry.Aws;

/// <summary>
/// One call, its retries included: after a second whoever looks is told which is waited for, and after a while nobody waits any
/// longer.
/// </summary>
/// <param name="endpoint">Where calls go.</param>
/// <param name="limit">How long one may take.</param>
/// <param name="reporter">Told of what is waited for.</param>
/// <param name="clock">Measures the time.</param>
internal sealed class CallWatch(Uri endpoint, TimeSpan limit, IReporter reporter, TimeProvider clock)
{
    private static readonly TimeSpan SignOfLife = TimeSpan.FromSeconds(1);

    /// <summary>Where calls go.</summary>
    public Uri Endpoint => endpoint;

    /// <summary>How long one may take.</summary>
    public TimeSpan Limit => limit;

    /// <summary>Makes a call with a token that ends with the caller's, or with the time.</summary>
    public async Task<T> RunAsync<T>(
        string operation, Func<CancellationToken, Task<T>> call, CancellationToken cancellation)
    {
        using var patience = new CancellationTokenSource(limit, clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellation, patience.Token);
        await using var overdue = clock.CreateTimer(
            _ => reporter.Report(new(NoticeKind.Waiting, $"waiting for {endpoint.Host} to answer {operation}")),
            state: null, SignOfLife, Timeout.InfiniteTimeSpan);
        return await call(either.Token);
    }
}
