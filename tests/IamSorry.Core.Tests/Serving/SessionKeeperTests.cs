using System.Collections.Concurrent;
using System.Diagnostics;
using IamSorry.Credentials;
using IamSorry.Errors;
using IamSorry.Reporting;
using IamSorry.Serving;
using IamSorry.Sessions;
using IamSorry.Testing;
using NUnit.Framework;

namespace IamSorry.Tests.Serving;

/// <summary>A session that is renewed ahead for as long as it is kept.</summary>
[Parallelizable(ParallelScope.All)]
public sealed class SessionKeeperTests
{
    [Test]
    public async Task IsRenewedTwentyMinutesAhead_OverDays()
    {
        var clock = new FakeClock();
        var left = new ConcurrentQueue<TimeSpan>();
        var current = Session(clock, TimeSpan.FromHours(36));
        var keeper = new SessionKeeper(
            current,
            (_, _) =>
            {
                left.Enqueue(current.TimeLeft(clock.GetUtcNow()));
                return Task.FromResult(current = Session(clock, TimeSpan.FromHours(36)));
            },
            clock,
            Reporter.Silent);
        using var stop = new CancellationTokenSource();
        var running = keeper.RunAsync(stop.Token);

        for (var quarter = 0; quarter < 4 * 24 * 7; quarter++)
        {
            clock.Advance(TimeSpan.FromMinutes(15));
            await UntilAsync(() => current.TimeLeft(clock.GetUtcNow()) > RenewalRule.Continuous.Ahead);
            Assert.That(await keeper.GetAsync(CancellationToken.None), Is.EqualTo(current));
        }

        Assert.That(left, Has.Count.InRange(4, 5).And.All.InRange(TimeSpan.FromMinutes(5), RenewalRule.Continuous.Ahead));
        await StopAsync(stop, running);
    }

    [Test]
    public async Task ThatIsShortIsRenewedWhenAThirdIsLeft()
    {
        var clock = new FakeClock();
        var asked = new ConcurrentQueue<TimeSpan>();
        var keeper = new SessionKeeper(
            Session(clock, TimeSpan.FromMinutes(14)),
            (rule, _) =>
            {
                asked.Enqueue(rule.Ahead);
                return Task.FromResult(Session(clock, TimeSpan.FromMinutes(15)));
            },
            clock,
            Reporter.Silent);
        using var stop = new CancellationTokenSource();
        var running = keeper.RunAsync(stop.Token);
        await UntilAsync(() => asked.Count == 1);

        clock.Advance(TimeSpan.FromMinutes(9));
        await Task.Delay(50);
        Assert.That(asked, Has.Count.EqualTo(1));
        clock.Advance(TimeSpan.FromMinutes(2));
        await UntilAsync(() => asked.Count == 2);

        Assert.That(asked, Is.EqualTo(new[] { RenewalRule.Continuous.Ahead, TimeSpan.FromMinutes(5) }));
        await StopAsync(stop, running);
    }

    [Test]
    public async Task ThatExpiredWhileTheMachineSlept_IsWaitedFor_AndMintedOnceForAll()
    {
        var clock = new FakeClock();
        // the wall clock jumped, no timer fired: only who asks notices
        var renewals = 0;
        var minted = new TaskCompletionSource<Session>(TaskCreationOptions.RunContinuationsAsynchronously);
        var keeper = new SessionKeeper(
            Session(TimeProvider.System, TimeSpan.FromSeconds(-1)),
            (_, _) =>
            {
                Interlocked.Increment(ref renewals);
                return minted.Task;
            },
            TimeProvider.System,
            Reporter.Silent);
        using var stop = new CancellationTokenSource();
        var running = keeper.RunAsync(stop.Token);

        var asking = Enumerable.Range(0, 50).Select(_ => Task.Run(() => keeper.GetAsync(CancellationToken.None))).ToList();
        await Task.Delay(100);
        Assert.That(asking.Exists(task => task.IsCompleted), Is.False);
        var session = Session(TimeProvider.System, TimeSpan.FromHours(36));
        minted.SetResult(session);

        Assert.That(await Task.WhenAll(asking), Has.All.EqualTo(session));
        Assert.That(renewals, Is.EqualTo(1));
        await StopAsync(stop, running);
    }

    [Test]
    public async Task ThatIsStillValidServesWhileItCannotBeRenewed_AndTheTriesThinOut()
    {
        var clock = new FakeClock();
        var log = new Notices();
        var session = Session(clock, TimeSpan.FromMinutes(10));
        var keeper = new SessionKeeper(
            session,
            (_, _) => throw new UnsealException("the agent does not hold the key", "ssh-add"),
            clock,
            log);
        using var stop = new CancellationTokenSource();
        var running = keeper.RunAsync(stop.Token);
        await UntilAsync(() => log.All.Count >= 3);

        Assert.That(await keeper.GetAsync(CancellationToken.None), Is.EqualTo(session));
        Assert.That(log.All, Has.All.EqualTo("not renewed: the agent does not hold the key; ssh-add"));
        for (var minute = 0; minute < 10; minute++)
        {
            clock.Advance(TimeSpan.FromMinutes(1));
            await Task.Delay(5);
        }

        Assert.That(log.All, Has.Count.LessThan(25));
        var error = await Failure.OfAsync<IamSorryException>(() => keeper.GetAsync(CancellationToken.None));
        Assert.That(error.Message, Does.Contain("expired").And.Not.Contain(session.Token));
        await StopAsync(stop, running);
    }

    [Test]
    public async Task WithLittleTimeLeftIsHandedOutAfterAShortWait_WhenRenewalTakesLong()
    {
        var session = Session(TimeProvider.System, TimeSpan.FromMinutes(3));
        var keeper = new SessionKeeper(
            session, async (_, stop)
                =>
            { await Task.Delay(Timeout.Infinite, stop); return session; }, TimeProvider.System, Reporter.Silent);
        using var stop = new CancellationTokenSource();
        var running = keeper.RunAsync(stop.Token);
        var waited = Stopwatch.StartNew();

        Assert.That(await keeper.GetAsync(CancellationToken.None), Is.EqualTo(session));

        Assert.That(waited.Elapsed, Is.LessThan(TimeSpan.FromSeconds(2)), "botocore hangs up after two seconds");
        await StopAsync(stop, running);
    }

    [Test]
    public async Task IsNotReplacedByOneThatHasExpiredAlready()
    {
        var clock = new FakeClock();
        var log = new Notices();
        var session = Session(clock, TimeSpan.FromMinutes(10));
        var keeper = new SessionKeeper(session, (_, _) => Task.FromResult(Session(clock, TimeSpan.FromMinutes(-5))), clock, log);
        using var stop = new CancellationTokenSource();
        var running = keeper.RunAsync(stop.Token);
        await UntilAsync(() => log.All.Count > 0);

        Assert.That(await keeper.GetAsync(CancellationToken.None), Is.EqualTo(session));
        Assert.That(log.All[0], Does.Contain("the clock of this machine"));
        await StopAsync(stop, running);
    }

    [Test]
    public async Task WhoseRenewalFailsAsItIsStopped_EndsAsStopped()
    {
        var clock = new FakeClock();
        using var stop = new CancellationTokenSource();
        var keeper = new SessionKeeper(
            Session(clock, TimeSpan.FromMinutes(10)),
            async (_, _) =>
            {
                await stop.CancelAsync();
                throw new UnsealException("the agent does not hold the key", "ssh-add");
            },
            clock,
            new Notices());

        await Failure.OfAsync<OperationCanceledException>(() => keeper.RunAsync(stop.Token).WaitAsync(TimeSpan.FromSeconds(20)));
    }

    private static Session Session(TimeProvider clock, TimeSpan left)
        => new(new AccessKey("ASIA" + Guid.NewGuid().ToString("N"), "secret"), "token", clock.GetUtcNow() + left);

    private static async Task UntilAsync(Func<bool> done)
    {
        for (var patience = Stopwatch.StartNew(); !done() && patience.Elapsed < TimeSpan.FromSeconds(20);)
        {
            await Task.Delay(2);
        }

        Assert.That(done(), "it never came to that");
    }

    private static async Task StopAsync(CancellationTokenSource stop, Task running)
    {
        await stop.CancelAsync();
        await Failure.OfAsync<OperationCanceledException>(() => running.WaitAsync(TimeSpan.FromSeconds(20)));
    }
}
