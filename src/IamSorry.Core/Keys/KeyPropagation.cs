using IamSorry.Errors;
using IamSorry.Reporting;

namespace IamSorry.Keys;

/// <summary>Repeats a call signed by a key that was created this moment until AWS knows the key (usually 5 to 10 seconds).</summary>
internal static class KeyPropagation
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(90);

    public static async Task<T> RunAsync<T>(
        Func<Task<T>> call, string user, TimeProvider clock, IReporter reporter, CancellationToken cancellation)
    {
        var backoff = new Backoff(clock, Patience);
        while (true)
        {
            try
            {
                return await call();
            }
            catch (AwsException error) when (error.Code == "InvalidClientTokenId" && !backoff.IsOver)
            {
                reporter.Progress($"waiting for AWS to know the new key of '{user}' ({backoff.Elapsed.TotalSeconds:0} s, usually 5 to 10)");
                await backoff.WaitAsync(cancellation);
            }
            catch (AwsException error) when (error.Code == "InvalidClientTokenId")
            {
                throw error.Explain(
                    $"{error.Operation}: AWS did not come to know the new key of '{user}' within {Patience.TotalSeconds:0} s",
                    "AWS may have a bad day: try again in a minute");
            }
        }
    }
}
