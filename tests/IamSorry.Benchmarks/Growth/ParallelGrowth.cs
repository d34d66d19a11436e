using IamSorry.Benchmarks.Measuring;
using IamSorry.Benchmarks.Scenes;

namespace IamSorry.Benchmarks.Growth;

/// <summary>A valid session asked for by ever more programs at once: from the first start to the last end.</summary>
internal static class ParallelGrowth
{
    private static readonly int[] Sizes = [1, 2, 5, 10, 20, 50, 100, 200];

    public static GrowthChart Measure(Home home, int runs)
    {
        var command = home.Program("credential-process", "alice-bedrock");
        ChildProcess.RunTogether(command, 2);
        return new GrowthChart("parallel", "Many programs at once", "credential-process at once",
        [
            new Curve("credential-process of a valid session", [.. Sizes.Select(size => new Point(
                size, new Timings(Enumerable.Range(0, runs).Select(_ => ChildProcess.RunTogether(command, size))).Median,
                PeakMegabytes: null))]),
        ]);
    }
}
