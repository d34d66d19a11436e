using IamSorry.Aws;
using IamSorry.Credentials;
using IamSorry.Errors;
using IamSorry.Managers;
using IamSorry.Sessions;
using IamSorry.Testing;
using NUnit.Framework;

namespace IamSorry.Tests.Sessions;

public sealed class RenewSessionsTests
{
    [Test]
    public async Task AreAllRenewedWithOneSignature()
    {
        await using var bench = await MintedAsync("alice-a", "alice-b", "alice-c");
        var (before, signatures) = (Keys(bench), bench.Signer.Asked);
        bench.Server.ClearCalls();

        var ended = await RenewAsync(bench, request => request with { Force = true });

        Assert.That(ended.Select(each => (each.Profile, each.Error)), Is.EqualTo(new[] {
            ("alice-a", (IamSorryException?)null), ("alice-b", null), ("alice-c", null) }));
        Assert.That(bench.Signer.Asked - signatures, Is.EqualTo(1));
        Assert.That(bench.Calls, Has.Count.EqualTo(12), "four calls each");
        Assert.That(Keys(bench), Has.None.AnyOf(before));
        Assert.That(bench.KeysLeft, Is.Empty);
        Assert.That(bench.Notices.Warnings, Is.Empty);
    }

    [Test]
    public async Task ThatAreFreshAreKept_WithoutASignatureOrACall()
    {
        await using var bench = await MintedAsync("alice-a", "alice-b");
        var (before, signatures) = (Keys(bench), bench.Signer.Asked);
        bench.Server.ClearCalls();

        var ended = await RenewAsync(bench);

        Assert.That(ended.Select(each => each.Took), Is.All.Null);
        Assert.That((bench.Signer.Asked, bench.Calls.Count), Is.EqualTo((signatures, 0)));
        Assert.That(Keys(bench), Is.EqualTo(before));
    }

    [Test]
    public async Task OfWhichATenthIsUsedUpAreRenewed()
    {
        await using var bench = await MintedAsync("alice-a");
        bench.Clock.Advance(TimeSpan.FromHours(4));
        var before = Keys(bench);

        await RenewAsync(bench);

        Assert.That(Keys(bench), Has.None.AnyOf(before));
    }

    [Test]
    public async Task ThatAreFreshAreMintedAgainByForce()
    {
        await using var bench = await MintedAsync("alice-a");
        var before = Keys(bench);

        await RenewAsync(bench, request => request with { Force = true });

        Assert.That(Keys(bench), Has.None.AnyOf(before));
    }

    [Test]
    public async Task ThatLiveLongerThanAskedForAreNotFresh()
    {
        await using var bench = await MintedAsync("alice-a");
        var before = Keys(bench);

        await RenewAsync(bench, request => request with { Options = new() { Duration = TimeSpan.FromHours(2) } });

        Assert.That(Keys(bench), Has.None.AnyOf(before));
        Assert.That(bench.Account.Sessions[^1].Duration, Is.EqualTo(TimeSpan.FromHours(2)));
    }

    [Test]
    public async Task ThatFailDoNotKeepTheOthers()
    {
        await using var bench = await MintedAsync("alice-a", "alice-b", "alice-c");
        bench.Account.Change("alice-b", user => user with { Tags = user.Tags.SetItem("owner", "bob") });
        var before = Keys(bench);

        var ended = await RenewAsync(bench, request => request with { Force = true });

        Assert.That(ended[1].Error, Is.InstanceOf<RefusedException>().With.Message.Contains("owned by 'bob'"));
        Assert.That(ended.Select(each => each.Error is null), Is.EqualTo(new[] { true, false, true }));
        Assert.That(Keys(bench).Select((key, i) => key == before[i]), Is.EqualTo(new[] { false, true, false }));
        Assert.That(bench.KeysLeft, Is.Empty);
    }

    [Test]
    public async Task ThatOtherToolsMadeAreLeftAlone()
    {
        await using var bench = await MintedAsync("alice-a");
        const string others =
            "\n[other]\naws_access_key_id = ASIAOTHEROTHEROTHER1\naws_secret_access_key = s\naws_session_token = t\n";
        bench.Home.Credentials += others;

        var ended = await RenewAsync(bench, request => request with { Force = true });

        Assert.That(ended.Select(each => each.Profile), Is.EqualTo(new[] { "alice-a" }));
        Assert.That(bench.Home.Credentials, Does.Contain(others));
    }

    [Test]
    public async Task AreAllLeftAsTheyAreWhereOneThatIsNamedIsMissing()
    {
        await using var bench = await MintedAsync("alice-a");
        bench.Server.ClearCalls();

        var error = await Failure.OfAsync<RefusedException>(
            () => RenewAsync(bench, request => request with { Profiles = ["alice-a", "alice-q"], Force = true }));

        Assert.That(error.Message, Does.Contain("there is no profile 'alice-q'"));
        Assert.That(bench.Calls, Is.Empty);
    }

    [Test]
    public async Task AreRenewedAtMostEightAtATime()
    {
        await using var bench = await MintedAsync([.. Enumerable.Range(0, 20).Select(i => $"alice-{i}")]);
        var (now, most) = (0, 0);
        var gate = new Lock();
        var aws = new WatchedAws(bench.Aws, change =>
        {
            lock (gate)
            {
                now += change;
                most = Math.Max(most, now);
            }
        });

        var ended = await RenewAsync(bench, request => request with { Force = true }, aws);

        Assert.That(ended.Select(each => each.Error), Is.All.Null);
        Assert.That(most, Is.InRange(2, RenewSessions.AtOnce));
    }

    private static async Task<Bench> MintedAsync(params string[] profiles)
    {
        var bench = await Bench.StartAsync();
        foreach (var profile in profiles)
        {
            bench.Account.AddUser(profile, tags: ("owner", "alice"));
            await bench.MintAsync(profile);
        }

        return bench;
    }

    private static List<string> Keys(Bench bench)
        => [.. bench.Profiles.Read().Credentials.Names.Where(name => name.StartsWith("alice-", StringComparison.Ordinal))
            .Select(name => bench.Field(name, "aws_access_key_id")!)];

    private static Task<IReadOnlyList<RenewedSession>> RenewAsync(
        Bench bench, Func<RenewRequest, RenewRequest>? with = null, IAwsServices? aws = null)
    {
        var store = bench.Profiles;
        var unlock = new UnlockManager(store, bench.Unseal(), aws ?? bench.Aws);
        var request = new RenewRequest(bench.Manager, null);
        return new RenewSessions(
            store, unlock, reporter => new MintSession(store, unlock, aws ?? bench.Aws, bench.Clock, reporter), bench.Clock,
            bench.Notices).RunAsync(with is null ? request : with(request), _ => { }, CancellationToken.None);
    }

    // one client of IAM is open as long as a mint is under way
    private sealed class WatchedAws(IAwsServices inner, Action<int> change) : IAwsServices
    {
        public IIamGateway Iam(AccessKey key, string region, string? sessionToken = null)
        {
            change(1);
            return inner.Iam(key, region, sessionToken);
        }

        public void PrepareSts(string region) => inner.PrepareSts(region);

        public IStsGateway Sts(AccessKey key, string region, string? sessionToken = null)
        {
            change(-1);
            return inner.Sts(key, region, sessionToken);
        }
    }
}
