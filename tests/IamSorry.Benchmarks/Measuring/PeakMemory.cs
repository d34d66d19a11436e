using System.Globalization;

namespace IamSorry.Benchmarks.Measuring;

/// <summary>
/// The largest resident set of a program and its children, as GNU time reports it. Not by wait4 from here: until a child is
/// another program it shares the memory of this one, and Linux counts that in.
/// </summary>
internal static class PeakMemory
{
    private const string GnuTime = "/usr/bin/time";

    /// <summary>In megabytes (of 1024 * 1024 bytes), or null where there is no GNU time.</summary>
    public static double? Of(Command command)
    {
        if (!OperatingSystem.IsLinux() || !File.Exists(GnuTime))
        {
            return null;
        }

        var report = Path.GetTempFileName();
        try
        {
            ChildProcess.Run(command.Under(GnuTime, "-f", "%M", "-o", report));
            return int.TryParse(
                File.ReadLines(report).LastOrDefault(), NumberStyles.None, CultureInfo.InvariantCulture, out var kilobytes)
                ? kilobytes / 1024.0
                : null;
        }
        finally
        {
            File.Delete(report);
        }
    }
}
