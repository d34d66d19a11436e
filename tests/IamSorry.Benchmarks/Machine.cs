using System.Globalization;
using System.Runtime.InteropServices;

namespace IamSorry.Benchmarks;

/// <summary>What the figures depend on; no names of hosts, no paths.</summary>
internal static class Machine
{
    public static string Describe(string sdk)
        => $"{Processor()}, {Environment.ProcessorCount} cores; {RuntimeInformation.OSDescription}, "
            + $"{RuntimeInformation.ProcessArchitecture}; .NET SDK {sdk}";

    /// <summary>
    /// How many programs were running or waiting for a core in the last minute, or null where the system does not tell.
    /// </summary>
    public static double? Load()
        => File.Exists("/proc/loadavg")
            ? double.Parse(File.ReadAllText("/proc/loadavg").Split(' ')[0], CultureInfo.InvariantCulture) : null;

    private static string Processor()
    {
        const string file = "/proc/cpuinfo";
        var model = File.Exists(file)
            ? File.ReadLines(file).FirstOrDefault(line => line.StartsWith("model name", StringComparison.Ordinal)) : null;
        return model?[(model.IndexOf(':', StringComparison.Ordinal) + 1)..].Trim() ?? "processor unknown";
    }
}
