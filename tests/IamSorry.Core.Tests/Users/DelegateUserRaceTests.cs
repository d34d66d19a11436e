using IamSorry.Errors;
using IamSorry.LocalAws;
using IamSorry.Testing;
using IamSorry.Users;
using NUnit.Framework;

namespace IamSorry.Tests.Users;

/// <summary>
/// Two managers hand over the same user from two machines. Each round both have seen it missing (or unowned) before either acts,
/// so neither is refused by a look; what decides is CreateUser, or the policy's condition on TagUser.
/// </summary>
public sealed class DelegateUserRaceTests
{
    private const int Rounds = 50;
    private static readonly string[] Names = ["alice-mgr", "bob-mgr"];
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(15);

    [Test]
    public async Task EndWithOneOwnerEachTime()
    {
        var clock = new FakeClock();
        Action<RecordedCall>? meet = null;
        await using var server = await LocalAwsServer.StartAsync(
            new LocalAwsOptions { TimeProvider = clock, Recorded = call => meet?.Invoke(call) });
        server.Account.AddUser("jimmy");
        using var alice = new PlainManager(server, clock, Names[0]);
        using var bob = new PlainManager(server, clock, Names[1]);
        List<string> winners = [];
        for (var round = 0; round < Rounds; round++)
        {
            using var together = new Barrier(2);
            meet = Meeting(together, $"jimmy-{round}");
            winners.Add(await RoundAsync(server, alice, bob, $"jimmy-{round}", exists: round % 2 == 1));
        }

        await TestContext.Out.WriteLineAsync(
            $"{Rounds} rounds: {string.Join(", ", Names.Select(name => $"{name} won {winners.Count(name.Equals)}"))}");
        Assert.That(winners, Has.Count.EqualTo(50).And.All.AnyOf("alice-mgr", "bob-mgr"), "one owner in each of 50 rounds");
        Assert.That(server.Calls.Count(call => call is { Action: "CreateUser", ErrorCode: null }), Is.EqualTo(25));
        Assert.That(
            server.Calls.Count(call => call is { Action: "CreateUser", ErrorCode: "EntityAlreadyExists" }), Is.EqualTo(25));
        Assert.That(server.Calls.Count(call => call is { Action: "TagUser", ErrorCode: null }), Is.EqualTo(25));
        Assert.That(server.Calls.Count(call => call is { Action: "TagUser", ErrorCode: "AccessDenied" }), Is.EqualTo(25));
    }

    // the first look of each at the user is answered when both have looked
    private static Action<RecordedCall> Meeting(Barrier together, string user)
    {
        var looks = 0;
        return call =>
        {
            if (call.Action == "GetUser" && call.Parameters["UserName"] == user && Interlocked.Increment(ref looks) <= 2)
            {
                Assert.That(together.SignalAndWait(Patience), "the other one does not come");
            }
        };
    }

    private static async Task<string> RoundAsync(
        LocalAwsServer server, PlainManager alice, PlainManager bob, string user, bool exists)
    {
        if (exists)
        {
            server.Account.AddUser(user);
        }

        var outcomes = await Task.WhenAll(new[] { alice, bob }.Select(manager => Task.Run(() => TryAsync(manager, user))));

        var tags = server.Account.User(user).Tags;
        var winner = outcomes.OfType<Delegation>().ToList();
        Assert.That(
            (winner.Count, outcomes.OfType<RefusedException>().Count()), Is.EqualTo((1, 1)), $"{user}: one wins, one is refused");
        Assert.That((tags["owner"], tags["delegated-by"], tags.Count), Is.EqualTo(("jimmy", winner[0].Manager, 2)));
        Assert.That(outcomes.OfType<RefusedException>().Single().Message, Does.Contain($"handed over by '{winner[0].Manager}'"));
        return winner[0].Manager;
    }

    private static async Task<object> TryAsync(PlainManager manager, string user)
    {
        try
        {
            return await manager.HandOverAsync(user, "jimmy");
        }
        catch (RefusedException refused)
        {
            return refused;
        }
    }
}
