namespace IamSorry.Benchmarks.Measuring;

/// <summary>Milliseconds of several runs.</summary>
internal sealed record Timings
{
    public Timings(IEnumerable<TimeSpan> runs)
    {
        var sorted = runs.Select(run => run.TotalMilliseconds).Order().ToList();
        (Min, Max) = (sorted[0], sorted[^1]);
        var middle = sorted.Count / 2;
        Median = sorted.Count % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }

    public double Min { get; }

    public double Median { get; }

    public double Max { get; }
}
