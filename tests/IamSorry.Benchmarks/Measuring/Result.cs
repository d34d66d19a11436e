namespace IamSorry.Benchmarks.Measuring;

/// <summary>What came of a <see cref="Contender"/>.</summary>
/// <param name="Name">As it stands in the report.</param>
/// <param name="Timings">Null where the program could not do it: it failed at once.</param>
/// <param name="PeakMegabytes">The most memory it held in RAM, of several runs; null where that cannot be measured here.</param>
internal sealed record Result(string Name, Timings? Timings, double? PeakMegabytes);
