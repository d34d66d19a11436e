namespace IamSorry.Testing;

/// <summary>
/// A clock on which nobody waits: a wait of up to five seconds is over at once, and the clock stands where it would have ended.
/// Longer timers are patience, not waits; they fire when the clock has come that far.
/// </summary>
internal sealed class FakeClock : TimeProvider
{
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(5);

    private readonly Lock _gate = new();
    private readonly List<Timer> _patient = [];
    private readonly long _start = Whole(DateTimeOffset.UtcNow).Ticks;
    private TimeSpan _elapsed;

    /// <summary>How far the clock has moved.</summary>
    public TimeSpan Elapsed
    {
        get
        {
            lock (_gate)
            {
                return _elapsed;
            }
        }
    }

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override DateTimeOffset GetUtcNow() => new(_start + Elapsed.Ticks, TimeSpan.Zero);

    public override long GetTimestamp() => Elapsed.Ticks;

    public void Advance(TimeSpan time)
    {
        List<Timer> due;
        lock (_gate)
        {
            _elapsed += time;
            due = _patient.FindAll(timer => timer.Due <= _elapsed);
            _patient.RemoveAll(due.Contains);
        }

        due.ForEach(timer => timer.Fire());
    }

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = new Timer(this, callback, state);
        timer.Change(dueTime, period);
        return timer;
    }

    private static DateTimeOffset Whole(DateTimeOffset time) => DateTimeOffset.FromUnixTimeSeconds(time.ToUnixTimeSeconds());

    private sealed class Timer(FakeClock clock, TimerCallback callback, object? state) : ITimer
    {
        public TimeSpan Due { get; private set; }

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            lock (clock._gate)
            {
                clock._patient.Remove(this);
                Due = clock._elapsed + dueTime;
                if (dueTime > LongestWait)
                {
                    clock._patient.Add(this);
                }
            }

            if (dueTime >= TimeSpan.Zero && dueTime <= LongestWait)
            {
                clock.Advance(dueTime);
                Fire();
            }

            return true;
        }

        // on another thread, as a timer of the system does
        public void Fire() => ThreadPool.QueueUserWorkItem(_ => callback(state));

        public void Dispose()
        {
            lock (clock._gate)
            {
                clock._patient.Remove(this);
            }
        }

        public ValueTask DisposeAsync()
        {
            Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
