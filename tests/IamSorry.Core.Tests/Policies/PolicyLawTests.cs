using IamSorry.LocalAws.Authorization;
using IamSorry.Policies;
using NUnit.Framework;

namespace IamSorry.Tests.Policies;

/// <summary>
/// The proof: each printed policy decides every request of its table as the law says, and needs every element it has.
/// </summary>
public sealed class PolicyLawTests
{
    private static IEnumerable<TestCaseData> Cases => PolicyCases.All.Select(AsTestCase);

    private static IEnumerable<TestCaseData> CasesThatAllow
        => PolicyCases.All.Where(item => item.Rows.Any(row => row.Allowed)).Select(AsTestCase);

    [TestCaseSource(nameof(Cases))]
    public void DecidesEveryRowOfItsTableAsTheLawSays(string name)
    {
        var item = Find(name);
        var policy = PolicyTemplates.Render(item.Request);
        var decide = item.Evaluator(item.Json);
        var wrong = item.Rows.Where(row => (decide(row) == Decision.Allow) != row.Allowed).ToList();
        TestContext.Out.WriteLine(
            $"{name}: {policy.Size} characters ({policy.Fit}), {item.Rows.Count} rows, {item.Rows.Count(row => row.Allowed)} "
            + $"allowed");

        Assert.That(wrong.Take(5).Select(Describe), Is.Empty);
        Assert.That(item.Rows.Count(row => !row.Allowed), Is.Positive);
    }

    /// <remarks>A policy that lets nobody in has nothing to lose; its template is examined in another case.</remarks>
    [TestCaseSource(nameof(CasesThatAllow))]
    public void NeedsEveryElementItHas(string name)
    {
        var item = Find(name);

        // most mutants are found out by a row that is allowed, so these go first
        var rows = item.Rows.OrderByDescending(row => row.Allowed).ToList();
        var rowsBeside = item.Beside?.Rows.ToList();
        var mutants = Mutations.Of(item.Json, deniesOnly: item.IsBesideEverything).ToList();
        var survivors = mutants.Where(
            mutant => !Killed(item.Evaluator(mutant.Json), rows) && !KilledBeside(item, rowsBeside, mutant.Json))
            .Select(mutant => mutant.What).ToList();
        TestContext.Out.WriteLine($"{name}: {mutants.Count - survivors.Count} of {mutants.Count} mutants killed");

        Assert.That(survivors, Is.Empty);
    }

    /// <summary>
    /// The list is that of the service authorization reference, so an action that nobody thought of is asked too.
    /// </summary>
    [Test]
    public void AboutUsersIsAskedEveryActionOfIam()
    {
        var actions = ActionData.Of("iam").ToList();
        Assert.That(actions.Count(action => action.Writes), Is.GreaterThan(100));
        foreach (var item in PolicyCases.All.Where(item =>
            item.Request.Kind is PolicyKind.Manager or PolicyKind.Refresh && !item.IsBesideEverything))
        {
            Assert.That(actions.Select(action => action.Name).Except(item.Rows.Select(row => row.Action)), Is.Empty, item.Name);
        }
    }

    internal static string Describe(Row row) => $"{(row.Allowed ? "allow" : "deny")} {row.Principal}: {row.Request}";

    private static bool Killed(Func<Row, Decision> mutant, List<Row> rows)
    {
        var killer = rows.FindIndex(row => (mutant(row) == Decision.Allow) != row.Allowed);
        if (killer > 0)
        {
            // to the front: the next mutant is most likely found out by the same row, or one near it
            var row = rows[killer];
            rows.RemoveAt(killer);
            rows.Insert(0, row);
        }

        return killer >= 0;
    }

    // what a Deny is for may be seen only where another policy allows it
    private static bool KilledBeside(PolicyCase item, List<Row>? rows, string mutant)
        => item.Beside is { } other && Killed(other.Evaluator(PolicyCase.AllowingEverythingToo(mutant)), rows!);

    private static TestCaseData AsTestCase(PolicyCase item) => new TestCaseData(item.Name).SetArgDisplayNames(item.Name);

    private static PolicyCase Find(string name) => PolicyCases.All.Single(item => item.Name == name);
}
