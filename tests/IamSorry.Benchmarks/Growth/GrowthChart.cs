using IamSorry.Benchmarks.Measuring;

namespace IamSorry.Benchmarks.Growth;

/// <summary>One chart: curves over the same sizes.</summary>
/// <param name="File">The name of its file in <c>docs/charts</c>, without the ending.</param>
/// <param name="Title">What grows.</param>
/// <param name="Unit">What is counted along the bottom.</param>
/// <param name="Curves">At most four: each has a colour of its own.</param>
internal sealed record GrowthChart(string File, string Title, string Unit, IReadOnlyList<Curve> Curves)
{
    /// <summary>Measures one command at each size.</summary>
    /// <param name="name">The name of the curve.</param>
    /// <param name="sizes">Ascending.</param>
    /// <param name="runs">The median of so many.</param>
    /// <param name="at">The command at a size; whatever it needs is put in place before.</param>
    public static Curve Measure(string name, IReadOnlyList<int> sizes, int runs, Func<int, Contender> at)
        => new(name, [.. sizes.Select(size =>
        {
            var result = Contest.Run(runs, [at(size)])[0];
            return new Point(
                size, result.Timings?.Median
                    ?? throw new InvalidOperationException($"{name} failed at {size}"), result.PeakMegabytes);
        })]);
}
