using IamSorry.Errors;
using IamSorry.Reporting;

namespace IamSorry.Keys;

/// <summary>Repeats a call about a user that was created this moment until IAM knows the user everywhere (usually seconds).</summary>
internal static class UserPropagation
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    public static async Task<T> RunAsync<T>(
        Func<Task<T>> call, string user, bool isNew, TimeProvider clock, IReporter reporter, CancellationToken cancellation)
    {
        var backoff = new Backoff(clock, Patience);
        while (true)
        {
            try
            {
                return await call();
            }
            catch (AwsException error) when (isNew && error.Code == "NoSuchEntity" && !backoff.IsOver)
            {
                reporter.Progress($"waiting for AWS to know the new user '{user}'");
                await backoff.WaitAsync(cancellation);
            }
        }
    }
}
