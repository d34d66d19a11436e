using IamSorry.Testing;
using NUnit.Framework;

namespace IamSorry.Tests.Policies;

/// <summary>The evaluator of LocalAws and one written by other people, over the whole table.</summary>
[Category(Categories.Foreign)]
public sealed class SecondEvaluatorTests
{
    [Test]
    public void AgreeOnEveryRow()
    {
        if (SecondEvaluator.Missing() is { } reason)
        {
            Assert.Ignore(reason);
        }

        var cases = PolicyCases.All;
        var rows = cases.SelectMany(item => item.Rows).ToList();
        List<string> ours = [
            .. cases.SelectMany(item => item.Rows.Select(item.Evaluator(item.Json))).Select(
                d => d.ToString())];
        var theirs = SecondEvaluator.Decide(cases);
        Assert.That(theirs, Has.Count.EqualTo(rows.Count));

        var disagreements = Enumerable.Range(0, rows.Count).Where(i => ours[i] != theirs[i]).ToList();
        TestContext.Out.WriteLine(
            $"{rows.Count} rows of {cases.Count} policies, {rows.Count - disagreements.Count} decided alike");
        Assert.That(
            disagreements.DistinctBy(i => (theirs[i], rows[i].Action)).Take(10).Select(
                i => $"ours {ours[i]}, theirs {theirs[i]}: {PolicyLawTests.Describe(rows[i])}"), Is.Empty);
    }
}
