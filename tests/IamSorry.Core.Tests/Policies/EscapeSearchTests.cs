using FsCheck;
using FsCheck.Fluent;
using IamSorry.Policies;
using NUnit.Framework;

namespace IamSorry.Tests.Policies;

/// <summary>
/// The search for escapes: attackers with a manager's keys, call after call, against LocalAws with a printed policy.
/// </summary>
public sealed class EscapeSearchTests
{
    private const int Sequences = 2500;
    private const int Rounds = 6;

    [TestCase("plain", 0, false)]
    [TestCase("that may hand over to jimmy", 1, false)]
    [TestCase("that must set a boundary", 0, true)]
    [TestCase("that may hand over to jimmy and must set a boundary", 1, true)]
    public void FindsNoWayOutForAManager(string manager, int owners, bool boundary)
    {
        var search = new Search(owners, boundary, policy => policy);
        search.Run();
        TestContext.Out.WriteLine($"manager {manager}: {search}");

        // a search in which nothing is ever allowed would prove nothing
        Assert.That(search.Done, Does.ContainKey("CreateUser").And.ContainKey("TagUser").And.ContainKey("CreateAccessKey")
            .And.ContainKey("UpdateAccessKey").And.ContainKey("DeleteAccessKey"));
    }

    [TestCase("NoRetag removed; Create: condition Null aws:ResourceTag/owner removed")]
    [TestCase("Create: condition StringEquals aws:RequestTag/owner removed")]
    [TestCase("Create: condition StringEquals aws:RequestTag/delegated-by removed")]
    [TestCase("Keys: condition StringEqualsIfExists aws:ResourceTag/owner removed")]
    [TestCase("Keys: -*\" became *\"")]
    [TestCase("NoPaths removed")]
    [TestCase("NotItself removed")]
    [TestCase("NoOtherManager removed")]
    [TestCase("NoRetag removed; Delegate1: condition Null aws:ResourceTag/owner removed")]
    [TestCase("Delegate1: condition ForAllValues:StringEquals aws:TagKeys removed")]
    [TestCase("NoPaths1 removed")]
    [TestCase("NotItsManager1 removed")]
    [TestCase("OnlyWithBoundary removed")]
    public void FindsTheWayOutOfAWeakenedPolicy(string weakening)
    {
        var search = new Search(1, true, policy => weakening.Split("; ").Aggregate(
            policy, (weak, what) => Mutations.Of(weak).Single(mutation => mutation.What == what).Json));

        // a search is random, and misses the rarest of these once in a few dozen times: then it goes on
        Assert.That(
            () =>
            {
                for (var round = 0; round < Rounds; round++)
                {
                    search.Run();
                }
            },
            Throws.Exception.With.Message.Contains("escape:"));
        TestContext.Out.WriteLine($"{weakening}: {search}\n{search.Smallest}");
    }

    /// <summary>One search; also counts what was done, to tell a search from a wall of refusals.</summary>
    private sealed class Search(int owners, bool boundary, Func<string, string> change)
    {
        private readonly string[] _delegates = [.. new[] { "jimmy" }.Take(owners)];
        private readonly string? _boundary = boundary ? UserRows.Boundary : null;
        private int _sequences;
        private int _calls;

        internal Dictionary<string, int> Done { get; } = new(StringComparer.Ordinal);

        internal string? Smallest { get; private set; }

        public override string ToString() => $"{_sequences} sequences, {_calls} calls, of which were allowed "
            + string.Join(
                ", ", Done.OrderBy(pair => pair.Key, StringComparer.Ordinal).Select(pair => $"{pair.Value} {pair.Key}"));

        internal void Run()
        {
            var request = new PolicyRequest(
                PolicyKind.Manager, "alice", UserRequest.Account)
            { DelegateTo = _delegates, BoundaryArn = _boundary };
            var policy = change(PolicyTemplates.Render(request).Json);
            var attacks = Arb.From(AttackGenerator.Attacks, Attack.Shrink);
            Check.One(Config.QuickThrowOnFailure.WithMaxTest(Sequences), Prop.ForAll(attacks, attack => Play(attack, policy)));
        }

        private void Play(Attack attack, string policy)
        {
            var world = new AttackWorld(attack, policy);
            var escape = new Escape(attack.Manager, _delegates, _boundary);
            _sequences++;
            foreach (var call in attack.Calls)
            {
                var before = world.Account.Users;
                _calls++;
                if (world.Run(call) is not null)
                {
                    continue;
                }

                Done[call.Action] = Done.GetValueOrDefault(call.Action) + 1;
                if (escape.In(call, before, world.Account.Users).FirstOrDefault() is { } found)
                {
                    Smallest = $"escape: {found}, by {call}, of {attack}";
                    throw new AssertionException(Smallest);
                }
            }
        }
    }
}
