namespace IamSorry.Benchmarks.Measuring;

/// <summary>One of those that are measured side by side.</summary>
/// <param name="Name">As it stands in the report.</param>
/// <param name="Command">What is measured.</param>
/// <param name="Prepare">Run before each run, outside the time: puts things back to where they were.</param>
internal sealed record Contender(string Name, Command Command, Action? Prepare = null);
