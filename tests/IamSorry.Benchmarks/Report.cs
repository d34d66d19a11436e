using System.Globalization;
using System.Text;
using IamSorry.Benchmarks.Growth;
using IamSorry.Benchmarks.Measuring;
using IamSorry.Benchmarks.Micro;
using IamSorry.Benchmarks.Scenes;

namespace IamSorry.Benchmarks;

/// <summary>BENCHMARKS.md.</summary>
internal sealed class Report
{
    private readonly StringBuilder _text = new();

    public Report(Builds builds, int runs, double? load) => Line(
        $"""
        # Benchmarks

        Written by `scripts/bench.sh` on {DateTime.UtcNow:yyyy-MM-dd}: {Machine.Describe(builds.Sdk)}. iam-sorry and the empty
        program are {builds.Kind}, with the same settings. Load when it began: {(load is { } known ? Number(known) : "unknown")}.

        Programs are measured side by side, A B C, A B C, ..., {runs} runs each after 3 to warm up, from posix_spawn to the end of the
        process. Milliseconds of the wall clock; "ratio" compares medians with the first line of a table.

        The Python tool that iam-sorry follows took 361 ms for `--eval` and 756 ms for a refresh, measured earlier on a machine of
        this kind: the figures to beat.

        """);

    public override string ToString() => _text.ToString();

    public void AddBars(IReadOnlyList<Bar> bars)
    {
        Line($"## Bars\n\n{BarTable(bars)}");
    }

    public static string BarTable(IReadOnlyList<Bar> bars)
    {
        var text = new StringBuilder("| bar | measured | limit | |\n|---|---:|---:|---|\n");
        foreach (var bar in bars)
        {
            text.Append(
                CultureInfo.InvariantCulture,
                $"| {bar.What} | {(bar.Measured is { } measured ? $"{Number(measured)} {bar.Unit}" : "-")} | "
                + $"{Number(bar.Limit)} {bar.Unit} | {bar.Verdict} |\n");
        }

        return text.ToString();
    }

    public void AddContest(string title, IReadOnlyList<Result> results, string note = "")
    {
        Line($"## {title}\n");
        Line("| | min | median | max | ratio | peak memory |\n|---|---:|---:|---:|---:|---:|");
        var first = results[0].Timings?.Median;
        foreach (var (name, timings, peak) in results)
        {
            Line(timings is null
                ? $"| {name} | not there yet | | | | |"
                : $"| {name} | {Number(timings.Min)} | {Number(timings.Median)} | {Number(timings.Max)} | "
                    + $"{(first is { } floor ? Number(timings.Median / floor) : "-")} | "
                        + $"{(peak is { } megabytes ? $"{Number(megabytes)} MB" : "-")} |");
        }

        Line(note.Length > 0 ? $"\n{note}\n" : "");
    }

    public void AddGrowth(IReadOnlyList<GrowthChart> charts)
    {
        Line("## Growth\n\nMedians of whole runs. Both axes are logarithmic: linear growth is a line at 45 degrees.\n");
        foreach (var chart in charts)
        {
            Line($"### {chart.Title}\n\n![{chart.Title}](docs/charts/{chart.File}.svg)\n");
            Line($"| {chart.Unit} | {string.Join(" | ", chart.Curves.Select(curve => $"{curve.Name} | peak memory"))} |");
            Line($"|---:|{string.Concat(chart.Curves.Select(_ => "---:|---:|"))}");
            foreach (var (index, size) in chart.Curves[0].Points.Select(point => point.Size).Index())
            {
                var cells = chart.Curves.Select(curve => curve.Points[index]).Select(point
                    => $"{Number(point.Milliseconds)} | {(point.PeakMegabytes is { } peak ? $"{Number(peak)} MB" : "-")}");
                Line($"| {size:N0} | {string.Join(" | ", cells)} |");
            }

            Line("");
            foreach (var curve in chart.Curves)
            {
                Line($"- {curve.Name}: {Number(curve.MicrosecondsEach)} µs for one more; exponent {Number(curve.Exponent)} "
                    + $"between the two largest");
            }

            Line("");
        }
    }

    public void AddOwnerSearch(IReadOnlyList<OwnerSearch.Way> ways)
    {
        Line(
            $"""
            ## The owner of an access key among {OwnerSearch.Users:N0} users

            In one process, against an IAM on loopback; over a network every call costs a round trip more.

            | | calls | min | median | max |
            |---|---:|---:|---:|---:|
            """);
        foreach (var (name, calls, timings) in ways)
        {
            Line($"| {name} | {calls:N0} | {Number(timings.Min)} | {Number(timings.Median)} | {Number(timings.Max)} |");
        }

        Line("");
    }

    public void AddMicro(IReadOnlyList<MicroBenchmarks.Line> lines)
    {
        Line("## Inside the process\n\nBenchmarkDotNet, short job, on the .NET runtime.\n\n| | median | standard error | "
            + "allocated |\n|---|---:|---:|---:|");
        foreach (var (name, median, error, bytes) in lines)
        {
            Line($"| {name} | {Number(median)} µs | {Number(error)} µs | {Number(bytes / 1024.0)} KB |");
        }
    }

    private static string Number(double value)
        => value.ToString(value switch { < 10 => "0.00", < 100 => "0.0", _ => "#,0" }, CultureInfo.InvariantCulture);

    private void Line(FormattableString text) => _text.AppendLine(FormattableString.Invariant(text));

    private void Line(string text) => _text.AppendLine(text);
}
