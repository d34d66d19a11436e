namespace IamSorry.Benchmarks.Measuring;

/// <summary>Measures programs side by side: A B C, A B C, ... so that whatever else the machine does meets all of them.</summary>
internal static class Contest
{
    private const int WarmUps = 3;
    private const int MemoryRuns = 3;

    public static IReadOnlyList<Result> Run(int runs, IReadOnlyList<Contender> contenders)
    {
        var able = contenders.Where(
            contender => Enumerable.Range(0, WarmUps).All(_ => RunOnce(contender).ExitCode == 0)).ToList();
        var times = able.ToDictionary(contender => contender, _ => new List<TimeSpan>());
        for (var run = 0; run < runs; run++)
        {
            foreach (var contender in able)
            {
                var (time, exitCode) = RunOnce(contender);
                times[contender].Add(
                    exitCode == 0 ? time : throw new InvalidOperationException($"{contender.Name} failed: exit code {exitCode}"));
            }
        }

        return [.. contenders.Select(contender => times.TryGetValue(contender, out var own)
            ? new Result(contender.Name, new Timings(own), PeakMemory(contender))
            : new Result(contender.Name, null, null))];
    }

    private static (TimeSpan Time, int ExitCode) RunOnce(Contender contender)
    {
        contender.Prepare?.Invoke();
        return ChildProcess.Run(contender.Command);
    }

    private static double? PeakMemory(Contender contender)
    {
        var peaks = Enumerable.Range(0, MemoryRuns).Select(_ =>
        {
            contender.Prepare?.Invoke();
            return Measuring.PeakMemory.Of(contender.Command);
        }).ToList();
        return peaks.Max();
    }
}
