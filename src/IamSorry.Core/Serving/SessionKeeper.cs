using IamSorry.Credentials;
using IamSorry.Errors;
using IamSorry.Reporting;
using IamSorry.Sessions;

namespace IamSorry.Serving;

/// <summary>
/// Keeps one session fresh for as long as it runs: renews ahead, because an SDK that asks for credentials waits a second or two
/// and a new session takes ten. Only its own loop renews, so there is never more than one renewal under way.
/// </summary>
/// <param name="first">The session at the start.</param>
/// <param name="renew">Gets another one, which is not due by this rule.</param>
/// <param name="clock">Tells what has expired.</param>
/// <param name="log">Hears what happens, in one line each; no secret.</param>
public sealed class SessionKeeper(
    Session first, Func<RenewalRule, CancellationToken, Task<Session>> renew, TimeProvider clock, IReporter log)
{
    // a timer stands still while a laptop sleeps; whoever looks at the wall clock this often notices
    private static readonly TimeSpan LongestSleep = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan ShortestPause = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan LongestPause = TimeSpan.FromMinutes(1);

    // with less than this left, who asks waits a little for the next session
    private static readonly TimeSpan NearlyOver = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan WaitWhileValid = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan WaitWhenExpired = TimeSpan.FromSeconds(10);

    private readonly Lock _gate = new();
    private Session _session = first;

    // how long the first one lived before is not known, so it counts as a long one
    private RenewalRule _rule = RenewalRule.Continuous;
    private TaskCompletionSource _attempt = NewSignal();
    private TaskCompletionSource _wanted = NewSignal();

    /// <summary>The session, which has not expired.</summary>
    /// <exception cref="IamSorryException">It has, and could not be renewed yet.</exception>
    public async Task<Session> GetAsync(CancellationToken cancellation)
    {
        var (session, attempt) = Look();
        var left = session.TimeLeft(clock.GetUtcNow());
        if (left > NearlyOver)
        {
            return session;
        }

        Want();
        try
        {
            await attempt.WaitAsync(left > TimeSpan.Zero ? WaitWhileValid : WaitWhenExpired, clock, cancellation);
        }
        catch (TimeoutException)
        {
            // what there is must do
        }

        (session, _) = Look();
        return session.TimeLeft(clock.GetUtcNow()) > TimeSpan.Zero
            ? session
            : throw new IamSorryException($"the session expired at {session.Expiration:u} and is not renewed yet");
    }

    /// <summary>Renews until it is told to stop.</summary>
    public async Task RunAsync(CancellationToken stop)
    {
        var pause = ShortestPause;
        while (true)
        {
            var (session, _) = Look();
            var early = session.TimeLeft(clock.GetUtcNow()) - _rule.Ahead;
            if (early > TimeSpan.Zero)
            {
                await WaitAsync(early < LongestSleep ? early : LongestSleep, stop);
                continue;
            }

            if (await TryRenewAsync(stop))
            {
                pause = ShortestPause;
                continue;
            }

            // a second in any case; after that, who asks shortens the wait
            await Task.Delay(ShortestPause, clock, stop);
            await WaitAsync(pause, stop);
            pause = 2 * pause < LongestPause ? 2 * pause : LongestPause;
        }
    }

    private async Task<bool> TryRenewAsync(CancellationToken stop)
    {
        try
        {
            var session = RenewalRule.RequireNotOver(await renew(_rule, stop), clock.GetUtcNow());
            lock (_gate)
            {
                (_session, _rule) = (session, RenewalRule.Continuous.ForLife(session.TimeLeft(clock.GetUtcNow())));
            }

            log.Done($"renewed for IAM user '{session.User}': {session}");
            return true;
        }

        // whatever it is, also while stopping, the session at hand still serves, and the next try may succeed
#pragma warning disable CA1031
        catch (Exception error) when (error is not OperationCanceledException || !stop.IsCancellationRequested)
#pragma warning restore CA1031
        {
            log.Report(new Notice(NoticeKind.Warning, $"not renewed: {Describe(error)}", (error as IamSorryException)?.Remedy));
            return false;
        }
        finally
        {
            Swap(ref _attempt).TrySetResult();
        }
    }

    private async Task WaitAsync(TimeSpan time, CancellationToken stop)
    {
        Task wanted;
        lock (_gate)
        {
            wanted = _wanted.Task;
        }

        try
        {
            await wanted.WaitAsync(time, clock, stop);
        }
        catch (TimeoutException)
        {
            // nobody asked meanwhile
        }

        lock (_gate)
        {
            if (_wanted.Task.IsCompleted)
            {
                _wanted = NewSignal();
            }
        }
    }

    private (Session Session, Task Attempt) Look()
    {
        lock (_gate)
        {
            return (_session, _attempt.Task);
        }
    }

    private void Want()
    {
        lock (_gate)
        {
            _wanted.TrySetResult();
        }
    }

    private TaskCompletionSource Swap(ref TaskCompletionSource signal)
    {
        lock (_gate)
        {
            var old = signal;
            signal = NewSignal();
            return old;
        }
    }

    // an exception that is not ours may quote what it was given
    private static string Describe(Exception error) => error switch
    {
        IamSorryException ours => ours.Message,
        _ => error.GetType().Name,
    };

    private static TaskCompletionSource NewSignal() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
