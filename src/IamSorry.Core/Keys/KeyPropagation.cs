using IamSorry.Reporting;

namespace IamSorry.Keys;

/// <summary>
/// Repeats a call signed by a key that was created this moment until AWS knows the key (usually 5 to 10 seconds).
/// </summary>
internal static class KeyPropagation
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(90);

    public static async Task<T> RunAsync<T>(
        Func<Task<T>> call, string user, TimeProvider clock, IReporter reporter, CancellationToken cancellation)
        where T : class
    {
        var (answer, error) = await Retry.WhileEarlyAsync(
            call,
            error => error.Code == "InvalidClientTokenId",
            Patience,
            elapsed => reporter.Progress(
                $"waiting for AWS to know the new key of '{user}' ({elapsed.TotalSeconds:0} s, usually 5 to 10)"),
            clock,
            cancellation);
        return answer ?? throw error!.Explain(
            $"{error.Operation}: AWS still rejects the new key of '{user}' after {Patience.TotalSeconds:0} s",
            "IAM is unusually slow to spread new keys: try again in a minute");
    }
}
