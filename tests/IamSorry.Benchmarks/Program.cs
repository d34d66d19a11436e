using IamSorry.Benchmarks.Growth;
using IamSorry.Benchmarks.Measuring;
using IamSorry.Benchmarks.Micro;
using IamSorry.Benchmarks.Scenes;
using IamSorry.LocalAws;

// posix_spawn, file modes, /bin/sh
[assembly: System.Runtime.Versioning.UnsupportedOSPlatform("windows")]

namespace IamSorry.Benchmarks;

/// <summary>Started by <c>scripts/bench.sh</c>; writes the report to the file that it is given, and the bars to stdout.</summary>
internal static class Program
{
    private static async Task<int> Main(string[] args)
    {
        if (args is not [var output, var runsText, var program, var empty, var emptyManaged, var dotnetRoot, var kind, var sdk])
        {
            await Console.Error.WriteLineAsync("usage: scripts/bench.sh");
            return 2;
        }

        var runs = int.Parse(runsText, System.Globalization.CultureInfo.InvariantCulture);
        var builds = new Builds(program, empty, emptyManaged, dotnetRoot, kind, sdk);
        var report = new Report(builds, runs, Machine.Load());
        await using var atOnce = await LocalAwsServer.StartAsync();
        await using var slow = await LocalAwsServer.StartAsync(new LocalAwsOptions { CallDelay = TimeSpan.FromMilliseconds(50) });
        using var home = new Home(program, atOnce);
        Home.AddManager(slow.Account);
        slow.Account.AddUser("alice-bedrock", "/", ("owner", "alice"));
        atOnce.Account.AddUser("alice-7500", "/", ("owner", "alice"));

        Progress("start-up");
        var startUp = Contest.Run(runs, StartUp.Contenders(home, builds));
        Progress("the key file");
        var keyFile = Contest.Run(runs, KeyFile.Contenders(home));
        Progress("minting");
        var minting = Contest.Run(runs, Minting.Contenders(home, atOnce, slow));
        var calls = slow.Calls.Count;
        Progress("many profiles");
        var manyProfiles = Contest.Run(runs, ManyProfiles.Contenders(home, atOnce));
        Progress("the owner of a key");
        var owners = await OwnerSearch.RunAsync(runs);
        Progress("growth");
        var fewer = Math.Min(runs, 7);
        GrowthChart[] growth = [
            ProfilesGrowth.Measure(home, fewer), AuditGrowth.Measure(home, fewer), ParallelGrowth.Measure(home, fewer)];
        Progress("inside the process");
        var micro = MicroBenchmarks.Run();

        var bars = Bars.Of([.. startUp, .. keyFile, .. minting, .. manyProfiles], growth);
        report.AddBars(bars);
        report.AddContest("Start-up", startUp);
        report.AddContest(
            "Without an agent", keyFile,
            "The key file has OpenSSH's own number of bcrypt rounds; an askpass program answers, the same for both.");
        report.AddContest("Minting", minting, $"{calls} calls each, to an IAM and STS on loopback; the SSH key is in the agent.");
        report.AddContest($"A credentials file of {ManyProfiles.Count:N0} profiles", manyProfiles);
        report.AddGrowth(growth);
        report.AddOwnerSearch(owners);
        report.AddMicro(micro);
        await File.WriteAllTextAsync(output, report.ToString());
        var charts = Path.Combine(Path.GetDirectoryName(Path.GetFullPath(output))!, "docs", "charts");
        Directory.CreateDirectory(charts);
        foreach (var chart in growth)
        {
            await File.WriteAllTextAsync(Path.Combine(charts, $"{chart.File}.svg"), Svg.Draw(chart));
        }

        await Console.Out.WriteAsync(Report.BarTable(bars));
        return bars.All(bar => bar.IsMet != false) ? 0 : 1;
    }

    private static void Progress(string what) => Console.Error.WriteLine($"  {what}");
}
