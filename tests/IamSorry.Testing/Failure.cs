using IamSorry.Errors;
using NUnit.Framework;

namespace IamSorry.Testing;

/// <summary>
/// Catches what a call fails with, so that a test can look at message, remedy and kind. IamSorryException stands for itself, not
/// for its kinds, which have exit codes of their own.
/// </summary>
internal static class Failure
{
    public static async Task<T> OfAsync<T>(Func<Task> call)
        where T : Exception
    {
        try
        {
            await call();
        }
        catch (T error) when (typeof(T) != typeof(IamSorryException) || error.GetType() == typeof(T))
        {
            if (error is IamSorryException ours)
            {
                Assert.That(ours.Message + ours.Remedy, Does.Not.Contain('\n'), "one line each");
            }

            return error;
        }
        catch (Exception error)
        {
            throw new AssertionException($"expected {typeof(T).Name}, got {error.GetType().Name}: {error.Message}", error);
        }

        throw new AssertionException($"expected {typeof(T).Name}, but nothing was thrown");
    }

    public static T Of<T>(Action call)
        where T : Exception
        => OfAsync<T>(() =>
        {
            call();
            return Task.CompletedTask;
        }).GetAwaiter().GetResult();
}
