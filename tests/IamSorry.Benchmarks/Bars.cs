using IamSorry.Benchmarks.Measuring;
using IamSorry.Benchmarks.Scenes;

namespace IamSorry.Benchmarks;

/// <summary>What iam-sorry promises, in medians of one run.</summary>
internal static class Bars
{
    public static IReadOnlyList<Bar> Of(IReadOnlyList<Result> results)
    {
        var floor = Median(StartUp.Empty) ?? throw new InvalidOperationException("the empty program did not run");
        var signing = Median(KeyFile.Floor) ?? throw new InvalidOperationException("ssh-keygen did not sign");
        var tool = results.Where(result => result.Name is not (StartUp.Empty or StartUp.EmptyManaged or KeyFile.Floor)).ToList();
        return
        [
            new($"{StartUp.Eval}: at most 1.5 x the empty native program + 5 ms", Median(StartUp.Eval), (1.5 * floor) + 5, "ms"),
            new($"{KeyFile.Unseal}: at most 1.15 x {KeyFile.Floor}", Median(KeyFile.Unseal), 1.15 * signing, "ms"),
            new($"{StartUp.Agent}: at most 15 ms over the empty native program", Median(StartUp.Agent), floor + 15, "ms"),
            new($"{ManyProfiles.Reset}: under 60 ms", Median(ManyProfiles.Reset), 60, "ms"),
            new("peak memory of iam-sorry, everywhere: under 40 MB", tool.Max(result => result.PeakMegabytes), 40, "MB"),
        ];

        double? Median(string name) => results.Single(result => result.Name == name).Timings?.Median;
    }
}
