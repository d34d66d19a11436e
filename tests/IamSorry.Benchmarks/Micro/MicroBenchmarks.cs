using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Diagnosers;
using BenchmarkDotNet.Jobs;
using BenchmarkDotNet.Loggers;
using BenchmarkDotNet.Reports;
using BenchmarkDotNet.Running;
using BenchmarkDotNet.Toolchains.InProcess.Emit;

namespace IamSorry.Benchmarks.Micro;

/// <summary>
/// Runs the benchmarks of single functions with BenchmarkDotNet, in this process: its own builds know nothing of this
/// repository's settings.
/// </summary>
internal static class MicroBenchmarks
{
    /// <summary>One line of the report: microseconds and bytes an operation.</summary>
    public sealed record Line(string Name, double Median, double Error, long Bytes);

    public static IReadOnlyList<Line> Run()
    {
        var artifacts = Directory.CreateTempSubdirectory("iam-sorry-bench-dotnet-");
        try
        {
            var config = ManualConfig.CreateEmpty()
                .AddJob(Job.ShortRun.WithToolchain(InProcessEmitToolchain.Instance))
                .AddDiagnoser(MemoryDiagnoser.Default)
                .AddLogger(NullLogger.Instance)
                .WithArtifactsPath(artifacts.FullName);
            return [.. new[] { typeof(IniParsing), typeof(Sealing), typeof(PolicyPrinting) }
                .SelectMany(type => BenchmarkRunner.Run(type, config).Reports).Select(Read)];
        }
        finally
        {
            artifacts.Delete(recursive: true);
        }
    }

    private static Line Read(BenchmarkReport report)
    {
        var statistics = report.ResultStatistics
            ?? throw new InvalidOperationException($"{report.BenchmarkCase.DisplayInfo} was not measured");
        return new Line(
            report.BenchmarkCase.Descriptor.WorkloadMethodDisplayInfo.Trim('\''),
            statistics.Median / 1000,
            statistics.StandardError / 1000,
            report.GcStats.GetBytesAllocatedPerOperation(report.BenchmarkCase) ?? 0);
    }
}
