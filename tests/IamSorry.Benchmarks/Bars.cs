using IamSorry.Benchmarks.Growth;
using IamSorry.Benchmarks.Measuring;
using IamSorry.Benchmarks.Scenes;

namespace IamSorry.Benchmarks;

/// <summary>
/// What iam-sorry promises, in medians of one run. The bars of whole runs are ratios, because machines differ fourfold in what a
/// page fault costs, and a start is little else. They were set where the empty program took 2.14 ms: 3 ms more for a valid
/// session, 9 ms more for the agent, 60 ms for the edit.
/// </summary>
internal static class Bars
{
    public static IReadOnlyList<Bar> Of(IReadOnlyList<Result> results, IReadOnlyList<GrowthChart> growth)
    {
        var floor = Median(StartUp.Empty) ?? throw new InvalidOperationException("the empty program did not run");
        var signing = Median(KeyFile.Floor) ?? throw new InvalidOperationException("ssh-keygen did not sign");
        var tool = results.Where(result => result.Name is not (StartUp.Empty or StartUp.EmptyManaged or KeyFile.Floor)).ToList();
        return
        [
            new($"{StartUp.Eval}: at most 2.4 x {StartUp.Empty}", Median(StartUp.Eval), 2.4 * floor, "ms"),
            new($"{KeyFile.Unseal}: at most 1.15 x {KeyFile.Floor}", Median(KeyFile.Unseal), 1.15 * signing, "ms"),
            new($"{StartUp.Agent}: at most 5.2 x {StartUp.Empty}", Median(StartUp.Agent), 5.2 * floor, "ms"),
            new($"{ManyProfiles.Reset}: at most 28 x {StartUp.Empty}", Median(ManyProfiles.Reset), 28 * floor, "ms"),
            new("peak memory of iam-sorry, everywhere: under 40 MB", tool.Max(result => result.PeakMegabytes), 40, "MB"),
            .. growth.SelectMany(chart => chart.Curves).Select(curve => new Bar(
                $"growth of {curve.Name}: not worse than linear (the exponent between the two largest sizes)", curve.Exponent,
                1.1, "")),
            new("memory of `audit` and `audit --verify` over 1,000,000 records: at most 1.2 x that over 10,000", AuditMemory(
                growth), 1.2, "x"),
        ];

        static double? AuditMemory(IReadOnlyList<GrowthChart> growth)
            => growth.Single(chart => chart.File == "audit").Curves.Max(curve
                => curve.Points[^1].PeakMegabytes / curve.Points.Single(point => point.Size == 10_000).PeakMegabytes);

        double? Median(string name) => results.Single(result => result.Name == name).Timings?.Median;
    }
}
