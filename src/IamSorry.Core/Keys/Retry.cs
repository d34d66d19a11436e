using IamSorry.Errors;

namespace IamSorry.Keys;

/// <summary>
/// Repeats what AWS does not answer as it will: the one loop for all that takes a while to be known everywhere.
/// </summary>
internal static class Retry
{
    /// <summary>Repeats an attempt until it returns something, or the time is over; at least once.</summary>
    /// <param name="attempt">One attempt; null when it is too early.</param>
    /// <param name="patience">How long to go on.</param>
    /// <param name="waiting">Told before each wait how long it has taken so far.</param>
    /// <param name="clock">Measures the time.</param>
    /// <param name="cancellation">Stops waiting.</param>
    /// <returns>What the attempt returned; null when the time is over.</returns>
    public static async Task<T?> UntilAsync<T>(
        Func<Task<T?>> attempt, TimeSpan patience, Action<TimeSpan> waiting, TimeProvider clock, CancellationToken cancellation)
        where T : class
    {
        var backoff = new Backoff(clock, patience);
        while (true)
        {
            var result = await attempt();
            if (result is not null || backoff.IsOver)
            {
                return result;
            }

            waiting(backoff.Elapsed);
            await backoff.WaitAsync(cancellation);
        }
    }

    /// <summary>Repeats a call while AWS answers with an error that time mends.</summary>
    /// <param name="call">The call.</param>
    /// <param name="isEarly">Whether an error means that it is too early.</param>
    /// <param name="patience">How long to go on.</param>
    /// <param name="waiting">Told before each wait how long it has taken so far.</param>
    /// <param name="clock">Measures the time.</param>
    /// <param name="cancellation">Stops waiting.</param>
    /// <returns>The answer, or the last error when the time is over.</returns>
    public static async Task<(T? Answer, AwsException? Error)> WhileEarlyAsync<T>(
        Func<Task<T>> call, Func<AwsException, bool> isEarly, TimeSpan patience, Action<TimeSpan> waiting, TimeProvider clock,
        CancellationToken cancellation)
        where T : class
    {
        AwsException? last = null;
        var answer = await UntilAsync(
            async () =>
            {
                try
                {
                    return await call();
                }
                catch (AwsException error) when (isEarly(error))
                {
                    last = error;
                    return null;
                }
            },
            patience,
            waiting,
            clock,
            cancellation);
        return (answer, last);
    }
}
