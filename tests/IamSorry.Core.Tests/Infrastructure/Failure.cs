using IamSorry.Errors;
using NUnit.Framework;

namespace IamSorry.Tests.Infrastructure;

/// <summary>Catches what a call fails with, so that a test can look at message, remedy and kind.</summary>
internal static class Failure
{
    public static async Task<T> OfAsync<T>(Func<Task> call)
        where T : Exception
    {
        try
        {
            await call();
        }
        catch (Exception error) when (error.GetType() == typeof(T))
        {
            return error as IamSorryException is { } ours && (ours.Message.Contains('\n') || ours.Remedy?.Contains('\n') == true)
                ? throw new AssertionException($"more than one line: {ours.Message} / {ours.Remedy}")
                : (T)error;
        }
        catch (Exception error)
        {
            throw new AssertionException($"expected {typeof(T).Name}, got {error}");
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
