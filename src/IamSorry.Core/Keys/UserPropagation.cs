using IamSorry.Reporting;

namespace IamSorry.Keys;

/// <summary>
/// Repeats a call about a user that was created this moment until IAM knows the user everywhere (usually seconds).
/// </summary>
internal static class UserPropagation
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    public static async Task<T> RunAsync<T>(
        Func<Task<T>> call, string user, bool isNew, TimeProvider clock, IReporter reporter, CancellationToken cancellation)
        where T : class
    {
        var (answer, error) = await Retry.WhileEarlyAsync(
            call,
            error => isNew && error.Code == "NoSuchEntity",
            Patience,
            _ => reporter.Progress($"waiting for AWS to know the new user '{user}'"),
            clock,
            cancellation);
        return answer ?? throw error!;
    }
}
